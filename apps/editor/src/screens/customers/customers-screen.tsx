import type { CustomerSummary } from '@attune/runtime/shapes';
import { Button, Select } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { SearchX, Users } from 'lucide-react';
import { useCustomers, useSegments } from '../../api/queries.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FilterBar, SearchField } from '../../ui/filter-bar.tsx';
import { FirstEvent } from '../../ui/first-event.tsx';
import { MoodPill } from '../../ui/mood.tsx';
import { MoreButton } from '../../ui/more-button.tsx';
import { Page } from '../../ui/page.tsx';
import { Pill } from '../../ui/pill.tsx';
import { ProblemPanel } from '../../ui/problem-panel.tsx';
import { rowLink, rowNote, Table, type Column } from '../../ui/table.tsx';
import { When } from '../../ui/when.tsx';
import { words } from '../../ui/words.ts';

const w = words.customers;
const route = getRouteApi('/customers');
const columns: readonly Column[] = [
  { label: w.columns.name, width: '38%' },
  { label: w.columns.mood },
  { label: w.columns.segments, wide: true },
  { label: w.columns.seen, wide: true },
];

/** Everybody, to be searched and filtered. */
export function CustomersScreen() {
  const { search = '', segment, mood } = route.useSearch();
  const navigate = route.useNavigate();
  const customers = useCustomers({ search: search || undefined, segment, mood });
  const segments = useSegments();
  const set = (change: { search?: string; segment?: string; mood?: string }) => void navigate({ search: (old) => ({ ...old, ...change }), replace: true });
  const filtered = Boolean(search || segment || mood);
  const nobody = !customers.isPending && !customers.error && customers.items.length === 0;
  return (
    <Page title={w.title} lead={w.lead}>
      {!(nobody && !filtered) && (
        <FilterBar result={customers.isPending ? undefined : words.common.results(customers.items.length, customers.hasNextPage)}>
          <SearchField value={search} onSearch={(text) => set({ search: text })} label={w.search} />
          <Select aria-label={w.segment} placeholder={w.anySegment} clearable searchable value={segment ?? null} onChange={(value) => set({ segment: value ?? '' })} data={(segments.data ?? []).map((each) => ({ value: each.key, label: each.name }))} />
          <Select aria-label={w.mood} placeholder={w.anyMood} clearable value={mood ?? null} onChange={(value) => set({ mood: value ?? '' })} data={(['positive', 'neutral', 'negative', 'unknown'] as const).map((value) => ({ value, label: words.mood[value] }))} />
        </FilterBar>
      )}
      {customers.error && <ProblemPanel error={customers.error} retry={() => void customers.refetch()} title={words.errors.load} />}
      {nobody && !filtered && <EmptyState icon={Users} title={w.empty} action={<span style={{ color: 'var(--soft)' }}>{w.orSample}</span>}><p>{w.emptyHelp}</p><FirstEvent /></EmptyState>}
      {nobody && filtered && <EmptyState icon={SearchX} title={w.nothing} action={<Button variant="default" onClick={() => void navigate({ search: {} })}>{words.journeys.reset}</Button>}>{w.nothingHelp}</EmptyState>}
      {(customers.isPending || customers.items.length > 0) && (
        <Table columns={columns} caption={w.caption} loading={customers.isPending}>
          {customers.items.map((customer) => <CustomerRow key={customer.id} customer={customer} nameOf={(key) => segments.data?.find((each) => each.key === key)?.name ?? key} />)}
        </Table>
      )}
      <MoreButton pages={customers} />
    </Page>
  );
}

const SEGMENTS_SHOWN = 2;

/** One customer of a list. */
export function CustomerRow({ customer, nameOf }: { customer: CustomerSummary; nameOf: (segment: string) => string }) {
  return (
    <tr>
      <td>
        <Link to="/customers/$id" params={{ id: customer.id }} className={rowLink}>{customer.name ?? customer.email ?? customer.id}</Link>
        <span className={rowNote}>{customer.name ? (customer.email ?? customer.id) : customer.id}</span>
      </td>
      <td><MoodPill label={customer.mood} /></td>
      <td data-wide>
        <div style={{ display: 'flex', gap: 6, flexWrap: 'wrap' }}>
          {customer.segments.slice(0, SEGMENTS_SHOWN).map((key) => <Pill key={key}>{nameOf(key)}</Pill>)}
          {customer.segments.length > SEGMENTS_SHOWN && <span style={{ color: 'var(--soft)', fontSize: 'var(--text-sm)' }}>{w.more(customer.segments.length - SEGMENTS_SHOWN)}</span>}
        </div>
      </td>
      <td data-wide><When at={customer.lastSeen} /></td>
    </tr>
  );
}
