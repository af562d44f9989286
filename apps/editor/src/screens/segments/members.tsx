import { Title } from '@mantine/core';
import { useMembers, useSegments } from '../../api/queries.ts';
import { MoreButton } from '../../ui/more-button.tsx';
import { ProblemPanel } from '../../ui/problem-panel.tsx';
import { Table, type Column } from '../../ui/table.tsx';
import { words } from '../../ui/words.ts';
import { CustomerRow } from '../customers/customers-screen.tsx';
import classes from './segments.module.css';

const c = words.customers.columns;
const columns: readonly Column[] = [{ label: c.name, width: '38%' }, { label: c.mood }, { label: c.segments, wide: true }, { label: c.seen, wide: true }];

/** Who is in a segment. */
export function Members({ segment }: { segment: string }) {
  const members = useMembers(segment);
  const segments = useSegments();
  return (
    <section className={classes.members}>
      <Title order={2} mb="sm">{words.segments.members}</Title>
      {members.error && <ProblemPanel error={members.error} retry={() => void members.refetch()} />}
      {members.data && members.items.length === 0 && <p className={classes.soft}>{words.segments.noMembers}</p>}
      {(members.isPending || members.items.length > 0) && (
        <Table columns={columns} caption={words.segments.members} loading={members.isPending}>
          {members.items.map((customer) => <CustomerRow key={customer.id} customer={customer} nameOf={(key) => segments.data?.find((each) => each.key === key)?.name ?? key} />)}
        </Table>
      )}
      <MoreButton pages={members} />
    </section>
  );
}
