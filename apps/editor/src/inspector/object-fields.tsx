import { Button, Collapse, Group, SegmentedControl } from '@mantine/core';
import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import { words } from '../canvas/words.ts';
import { FieldView } from './field-view.tsx';
import { emptyValue, type Field } from './form.ts';

interface Props {
  readonly fields: readonly Field[];
  readonly oneOf: readonly string[];
  readonly value: Readonly<Record<string, unknown>>;
  readonly path: readonly string[];
  onChange(value: Record<string, unknown>): void;
}

/** Large fields that are left out are offered by a button, so that a form shows what is there and not all that could be. */
const foldable = new Set(['keyvalue', 'tags', 'traits', 'segments', 'channels', 'list', 'group', 'condition', 'json', 'choice', 'weekdays']);
const isFoldable = (field: Field) => !field.required && foldable.has(field.widget);

/** The fields of an object. Ids are made, never typed: connections hold on to them. */
export function ObjectFields({ fields, oneOf, value, path, onChange }: Props) {
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const [advanced, setAdvanced] = useState(false);
  const set = (field: Field, to: unknown) => {
    const rest = Object.fromEntries(Object.entries(value).filter(([name]) => name !== field.name));
    // kept in the order of the schema, so that documents stay easy to compare
    const next: Record<string, unknown> = to === undefined ? rest : { ...rest, [field.name]: to };
    onChange(Object.fromEntries([...fields.map((f) => f.name).filter((name) => name in next), ...Object.keys(next).filter((name) => !fields.some((f) => f.name === name))].map((name) => [name, next[name]])));
  };
  const fits = (field: Field) => belongsTo(field).every((names) => names.some((name) => value[name] !== undefined));
  const shown = fields.filter((field) => field.name !== 'id' && !oneOf.includes(field.name) && fits(field));
  const isOpen = (field: Field) => !isFoldable(field) || value[field.name] !== undefined || opened.has(field.name);
  const open = (field: Field) => {
    setOpened(new Set([...opened, field.name]));
    const empty = emptyValue(field);
    if (empty !== undefined) set(field, empty);
  };
  const close = (field: Field) => {
    setOpened(new Set([...opened].filter((name) => name !== field.name)));
    set(field, undefined);
  };
  const view = (field: Field) => (
    <div key={field.name} className="field-slot">
      <FieldView field={field} value={value[field.name]} path={[...path, field.name]} onChange={(to) => set(field, to)} />
      {isFoldable(field) && <button type="button" className="field-close" aria-label={words.form.leaveOut(field.title)} title={words.form.leaveOut(field.title)} onClick={() => close(field)}><X size={14} aria-hidden /></button>}
    </div>
  );
  const plain = shown.filter((field) => field.more['advanced'] !== true);
  const rare = shown.filter((field) => field.more['advanced'] === true);
  const folded = plain.filter((field) => !isOpen(field));
  return (
    <div className="fields">
      {plain.slice(0, firstAfter(plain, oneOf, fields)).filter(isOpen).map(view)}
      {oneOf.length > 0 && <OneOf all={fields} fields={fields.filter((field) => oneOf.includes(field.name))} value={value} path={path} onChange={onChange} />}
      {plain.slice(firstAfter(plain, oneOf, fields)).filter(isOpen).map(view)}
      {folded.length > 0 && (
        <Group gap={6}>
          {folded.map((field) => <Button key={field.name} size="compact-sm" variant="subtle" leftSection={<Plus size={13} aria-hidden />} onClick={() => open(field)}>{field.title}</Button>)}
        </Group>
      )}
      {rare.length > 0 && (
        <div>
          <Button size="compact-sm" variant="subtle" color="gray" aria-expanded={advanced} onClick={() => setAdvanced(!advanced)}>{words.form.advanced}</Button>
          <Collapse expanded={advanced}>{advanced && rare.map(view)}</Collapse>
        </div>
      )}
    </div>
  );
}

/** The fields of which one must be filled in for a field to make sense; none where it stands on its own. */
function belongsTo({ more: { onlyWith } }: Field): readonly (readonly string[])[] {
  if (typeof onlyWith === 'string') return [[onlyWith]];
  return Array.isArray(onlyWith) ? [onlyWith.filter((name): name is string => typeof name === 'string')] : [];
}

/** Where among the plain fields the choice stands: at its place in the schema. */
function firstAfter(plain: readonly Field[], oneOf: readonly string[], all: readonly Field[]): number {
  const choice = all.findIndex((field) => oneOf.includes(field.name));
  return choice < 0 ? plain.length : plain.filter((field) => all.indexOf(field) < choice).length;
}

/** Exactly one of some fields: choosing another one takes the place of what was there. */
function OneOf({ all, fields, value, path, onChange }: { readonly all: readonly Field[]; readonly fields: readonly Field[]; readonly value: Readonly<Record<string, unknown>>; readonly path: readonly string[]; onChange(value: Record<string, unknown>): void }) {
  const [wished, setWished] = useState<string | null>(null);
  const chosen = fields.find((field) => value[field.name] !== undefined) ?? fields.find((field) => field.name === wished) ?? fields[0];
  if (!chosen) return null;
  const others = Object.fromEntries(Object.entries(value).filter(([name]) => !fields.some((field) => field.name === name)));
  const choose = (name: string) => {
    const field = fields.find((f) => f.name === name);
    if (!field || field === chosen) return;
    setWished(name);
    const isChoice = (other: string) => fields.some((f) => f.name === other);
    const stays = (owner: Field) => belongsTo(owner).every((names) => names.includes(name) || !names.some(isChoice));
    const kept = Object.fromEntries(Object.entries(others).filter(([other]) => all.filter((f) => f.name === other).every(stays)));
    onChange({ ...kept, [name]: emptyValue(field) });
  };
  return (
    <div className="field-slot">
      <SegmentedControl fullWidth size="xs" aria-label={words.form.variant} data={fields.map((field) => ({ value: field.name, label: field.title }))} value={chosen.name} onChange={choose} mb={8} />
      <FieldView field={{ ...chosen, required: true }} value={value[chosen.name]} path={[...path, chosen.name]} label={null} onChange={(to) => onChange({ ...others, [chosen.name]: to ?? '' })} />
    </div>
  );
}
