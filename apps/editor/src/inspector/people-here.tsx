import { Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { usePeople } from '../api/queries.ts';
import { useTools, useView } from '../canvas/tools.ts';
import { words } from '../canvas/words.ts';

const date = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

/** Who waits at this step now; nothing where the runtime counts nobody. */
export function PeopleHere({ node }: { readonly node: string }) {
  const waiting = useView((view) => view.stats?.steps[node]?.waiting ?? 0);
  return waiting > 0 ? <People node={node} waiting={waiting} /> : null;
}

function People({ node, waiting }: { readonly node: string; readonly waiting: number }) {
  const { journeyKey } = useTools();
  const people = usePeople(journeyKey, { step: node, status: 'open' });
  return (
    <section className="people-here">
      <h3 className="overline">{words.inspector.people}: {new Intl.NumberFormat().format(waiting)}</h3>
      {people.items.slice(0, 5).map((run) => (
        <div key={run.id} className="person">
          <Link to="/customers/$id" params={{ id: run.customer }}>{run.customer}</Link>
          {run.since && <Text span size="xs" c="dimmed"> {words.inspector.since} <time dateTime={run.since} title={run.since}>{date.format(new Date(run.since))}</time></Text>}
        </div>
      ))}
    </section>
  );
}
