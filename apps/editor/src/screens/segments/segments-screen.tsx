import { describeCondition, type Json } from '@attune/dsl';
import { Link } from '@tanstack/react-router';
import { ListFilter } from 'lucide-react';
import { useSegments } from '../../api/queries.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { count } from '../../ui/numbers.ts';
import { Page } from '../../ui/page.tsx';
import { ProblemPanel } from '../../ui/problem-panel.tsx';
import { rowLink, Table, type Column } from '../../ui/table.tsx';
import { words } from '../../ui/words.ts';

const w = words.segments;
const columns: readonly Column[] = [{ label: w.columns.name, width: '30%' }, { label: w.columns.rule }, { label: w.columns.kind, wide: true }, { label: w.columns.members, align: 'end' }];
const create = <LinkButton to="/segments/$key" params={{ key: 'new' }}>{w.new}</LinkButton>;

/** All segments with their rules in words. */
export function SegmentsScreen() {
  const segments = useSegments();
  const none = segments.data?.length === 0;
  return (
    <Page title={w.title} lead={w.lead} actions={none ? null : create}>
      {segments.error && <ProblemPanel error={segments.error} retry={() => void segments.refetch()} title={words.errors.load} />}
      {none && <EmptyState icon={ListFilter} title={w.empty} action={create}>{w.emptyHelp}</EmptyState>}
      {!none && !segments.error && (
        <Table columns={columns} caption={w.caption} loading={segments.isPending}>
          {segments.data?.map((segment) => (
            <tr key={segment.key}>
              <td><Link to="/segments/$key" params={{ key: segment.key }} className={rowLink}>{segment.name}</Link></td>
              <td style={{ color: 'var(--soft)' }}>{segment.kind === 'manual' ? w.manualHelp : sayRule(segment.condition)}</td>
              <td data-wide style={{ whiteSpace: 'nowrap' }}>{w.kinds[segment.kind]}</td>
              <td data-align="end">{count(segment.members)}</td>
            </tr>
          ))}
        </Table>
      )}
    </Page>
  );
}

/** A rule in words; an empty one takes everybody. */
export function sayRule(condition: unknown): string {
  return condition === null || condition === undefined ? w.everybody : describeCondition(condition as Json);
}
