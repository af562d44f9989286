import { ActionIcon, Autocomplete, Button, Group, Menu, NumberInput, Select, Switch, Text, Textarea, TextInput } from '@mantine/core';
import { Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { Catalog } from '@attune/runtime/shapes';
import { api } from '../../../api/client.ts';
import { useCustomers } from '../../../api/queries.ts';
import { words } from '../../../canvas/words.ts';
import { DurationField } from '../../../inspector/fields/duration.tsx';
import { tellProblem } from '../../../ui/notify.ts';
import { afterField } from './after-field.ts';
import { sampleDetails } from './first-plan.ts';
import { personas, simulated } from './personas.ts';
import type { Happening, Plan } from './plan.ts';

const w = words.tryIt;

interface Props {
  readonly plan: Plan;
  readonly catalog: Catalog | null;
  /** True while a problem's own customer is played. */
  readonly witness: boolean;
  onChange(plan: Plan): void;
}

/** Who goes through, and what they do on the way. */
export function PlanForm({ plan, catalog, witness, onChange }: Props) {
  const add = (is: Happening['is'], name: string, details = '') => onChange({ ...plan, happenings: [...plan.happenings, { id: Math.max(0, ...plan.happenings.map((h) => h.id)) + 1, after: plan.happenings.length === 0 ? 'PT0M' : 'P1D', is, name, details }] });
  const replace = (happening: Happening) => onChange({ ...plan, happenings: plan.happenings.map((h) => (h.id === happening.id ? happening : h)) });
  return (
    <div className="try-plan">
      {witness && <Text size="xs" c="var(--warm-ink)" mb={6}>{w.witness}</Text>}
      <Who plan={plan} onChange={onChange} />
      <Group gap={8} mt={8} align="flex-end">
        <Select label={w.mood} size="xs" w={124} allowDeselect={false} data={Object.entries(w.moods).map(([value, label]) => ({ value, label }))} value={plan.mood} onChange={(mood) => onChange({ ...plan, mood: mood as Plan['mood'] })} />
        <NumberInput label={w.days} size="xs" w={92} min={1} max={730} suffix={` ${w.daysUnit}`} value={plan.days} onChange={(days) => onChange({ ...plan, days: Number(days) || 1 })} />
        <Switch label={w.consent} size="xs" checked={plan.consent} onChange={(e) => onChange({ ...plan, consent: e.currentTarget.checked })} mb={6} />
      </Group>
      <h3 className="overline">{w.timeline}</h3>
      {plan.happenings.map((happening) => (
        <Line key={happening.id} happening={happening} catalog={catalog} onChange={replace} onRemove={() => onChange({ ...plan, happenings: plan.happenings.filter((h) => h.id !== happening.id) })} />
      ))}
      <Menu position="top-start" width={220}>
        <Menu.Target><Button size="compact-sm" variant="light" leftSection={<Plus size={13} aria-hidden />}>{w.add}</Button></Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => { const event = catalog?.events[0]?.name ?? 'Order Completed'; add('event', event, sampleDetails(catalog, event)); }}>{w.kinds.event}</Menu.Item>
          <Menu.Item onClick={() => add('mood', 'negative')}>{w.kinds.mood}</Menu.Item>
          <Menu.Item onClick={() => add('enter', catalog?.segments[0]?.key ?? 'vip')}>{w.kinds.enter}</Menu.Item>
          <Menu.Item onClick={() => add('leave', catalog?.segments[0]?.key ?? 'vip')}>{w.kinds.leave}</Menu.Item>
          <Menu.Item onClick={() => add('set', '', '{"plan": "pro"}')}>{w.kinds.set}</Menu.Item>
          <Menu.Item onClick={() => add('enrol', '')}>{w.kinds.enrol}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}

function Who({ plan, onChange }: { readonly plan: Plan; onChange(plan: Plan): void }) {
  const [search, setSearch] = useState('');
  const customers = useCustomers({ search: search || undefined });
  const real = [...new Map(customers.items.slice(0, 30).map((c) => [c.id, { value: `real:${c.id}`, label: c.name ?? c.email ?? c.id }])).values()];
  const persona = personas.find((p) => p.customer.id === plan.customer.id);
  const value = persona ? persona.key : `real:${plan.customer.id ?? ''}`;
  const known = persona || real.some((item) => item.value === value) ? real : [...real, { value, label: String(plan.customer.id) }];
  const data = [{ group: w.made, items: personas.map((p) => ({ value: p.key, label: p.label })) }, ...(known.length > 0 ? [{ group: w.real, items: known }] : [])];
  const choose = async (next: string | null) => {
    const found = personas.find((p) => p.key === next);
    try {
      const one = found ?? (next?.startsWith('real:') ? simulated(await api.customers.get(next.slice('real:'.length))) : null);
      if (one) onChange({ ...plan, customer: one.customer, mood: one.mood, consent: one.consent });
    } catch (error) {
      tellProblem(error);
    }
  };
  return <Select label={w.who} size="xs" searchable allowDeselect={false} data={data} value={value} onSearchChange={(text) => setSearch(data.some((group) => group.items.some((item) => item.label === text)) ? '' : text)} onChange={(next) => void choose(next)} />;
}

function Line({ happening, catalog, onChange, onRemove }: { readonly happening: Happening; readonly catalog: Catalog | null; onChange(happening: Happening): void; onRemove(): void }) {
  const names = happening.is === 'event' ? (catalog?.events ?? []).map((event) => event.name) : (catalog?.segments ?? []).map((segment) => segment.key);
  const named = happening.is === 'event' || happening.is === 'enter' || happening.is === 'leave';
  const detailed = happening.is === 'event' || happening.is === 'set' || happening.is === 'enrol';
  return (
    <div className="try-line">
      <Group gap={6} wrap="nowrap" align="flex-start">
        <Text size="xs" c="dimmed" w={84} flex="none" mt={6}>{w.kinds[happening.is]}</Text>
        {named && <Autocomplete aria-label={w.kinds[happening.is]} size="xs" flex={1} data={[...new Set(names)]} limit={20} value={happening.name} onChange={(name) => onChange({ ...happening, name })} onOptionSubmit={(name) => { if (happening.is === 'event') onChange({ ...happening, name, details: sampleDetails(catalog, name) }); }} />}
        {happening.is === 'mood' && <Select aria-label={w.mood} size="xs" flex={1} allowDeselect={false} data={(['negative', 'neutral', 'positive'] as const).map((value) => ({ value, label: w.moods[value] }))} value={happening.name} onChange={(name) => onChange({ ...happening, name: name ?? 'negative' })} />}
        {!named && happening.is !== 'mood' && <TextInput aria-label={w.details} size="xs" flex={1} placeholder='{"plan": "pro"}' value={happening.details} onChange={(e) => onChange({ ...happening, details: e.currentTarget.value })} styles={{ input: { fontFamily: 'var(--font-mono)' } }} />}
        <ActionIcon size="md" aria-label={w.remove} onClick={onRemove}><Trash2 size={14} aria-hidden /></ActionIcon>
      </Group>
      <Group gap={6} wrap="nowrap" className="try-after"><DurationField field={afterField} value={happening.after} path={[]} label={null} error={null} onChange={(after) => onChange({ ...happening, after: typeof after === 'string' && after !== '' ? after : 'PT0M' })} /><Text size="xs" c="dimmed" flex="none">{w.after}</Text></Group>
      {named && detailed && <Textarea aria-label={w.details} size="xs" autosize minRows={1} maxRows={5} placeholder='{"value": 40}' value={happening.details} onChange={(e) => onChange({ ...happening, details: e.currentTarget.value })} styles={{ input: { fontFamily: 'var(--font-mono)', fontSize: 11.5 } }} />}
    </div>
  );
}
