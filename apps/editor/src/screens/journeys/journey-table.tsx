import type { JourneySummary } from '@attune/runtime/shapes';
import { VisuallyHidden } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { CircleAlert, TriangleAlert } from 'lucide-react';
import { count, percent } from '../../ui/numbers.ts';
import { Pill } from '../../ui/pill.tsx';
import { StatusPill } from '../../ui/status-pill.tsx';
import { rowAction, rowLink, rowNote, Table, type Column } from '../../ui/table.tsx';
import { When } from '../../ui/when.tsx';
import { words } from '../../ui/words.ts';
import { JourneyMenu } from './journey-menu.tsx';

const c = words.journeys.columns;
const columns: readonly Column[] = [
  { label: c.name, width: '32%' },
  { label: c.status },
  { label: c.open, align: 'end' },
  { label: c.entered, align: 'end', wide: true },
  { label: c.finished, align: 'end', wide: true },
  { label: c.goal, align: 'end', wide: true },
  { label: c.problems, wide: true },
  { label: c.updated, wide: true },
  { label: c.actions, silent: true, width: '48px' },
];

export function JourneyTable({ journeys, loading }: { journeys: readonly JourneySummary[]; loading: boolean }) {
  return (
    <Table columns={columns} caption={words.journeys.caption} loading={loading}>
      {journeys.map((journey) => <JourneyRow key={journey.key} journey={journey} />)}
    </Table>
  );
}

function JourneyRow({ journey }: { journey: JourneySummary }) {
  return (
    <tr>
      <td>
        <Link to="/journeys/$key" params={{ key: journey.key }} className={rowLink}>{journey.name}</Link>
        <span className={rowNote}>{journey.changed && journey.version !== null ? words.journeys.changed : (journey.description ?? journey.key)}</span>
      </td>
      <td><StatusPill status={journey.status} /></td>
      <td data-align="end">{count(journey.open)}</td>
      <td data-align="end" data-wide>{count(journey.entered)}</td>
      <td data-align="end" data-wide>{count(journey.finished)}</td>
      <td data-align="end" data-wide title={journey.goalRate === null ? words.journeys.noGoal : undefined}>
        {journey.goalRate === null ? <><span aria-hidden>–</span><VisuallyHidden>{words.journeys.noGoal}</VisuallyHidden></> : percent(journey.goalRate)}
      </td>
      <td data-wide><Problems problems={journey.problems} /></td>
      <td data-wide><When at={journey.updatedAt} /></td>
      <td className={rowAction}><JourneyMenu journey={journey} /></td>
    </tr>
  );
}

function Problems({ problems: { errors, warnings } }: { problems: JourneySummary['problems'] }) {
  if (errors > 0) return <Pill tone="bad" icon={CircleAlert}>{words.journeys.errors(errors)}</Pill>;
  if (warnings > 0) return <Pill tone="wait" icon={TriangleAlert}>{words.journeys.warnings(warnings)}</Pill>;
  return <><span aria-hidden>–</span><VisuallyHidden>{words.journeys.noProblems}</VisuallyHidden></>;
}
