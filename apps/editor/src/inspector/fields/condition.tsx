import { Button, Group, Text } from '@mantine/core';
import { useMemo, useState } from 'react';
import { fromRows, toRows, type Rows } from '@attune/dsl';
import type { Catalog } from '@attune/runtime/shapes';
import { words } from '../../canvas/words.ts';
import { GroupView } from '../condition/group-view.tsx';
import { rawField } from '../condition/raw-field.ts';
import { WhoFits } from '../condition/who-fits.tsx';
import type { WidgetProps } from '../field-props.ts';
import { FormContext, useForm } from '../form-context.ts';
import { JsonField } from './json.tsx';

interface Props {
  /** JSON Logic; undefined means "no condition". */
  readonly value: unknown;
  readonly catalog: Catalog | null | undefined;
  /** Undefined where the last rule was taken away. */
  onChange(value: unknown): void;
}

/**
 * A condition as rules in plain words, or as JSON Logic. Own rows instead of a general query builder: what a customer did ("at least
 * 2 orders in 30 days, where ..."), segments and moods are rules of another shape than field-operator-value, and read as sentences.
 */
export function ConditionField({ value, catalog, onChange }: Props) {
  const form = useForm();
  const scope = useMemo(() => ({ ...form, catalog: catalog ?? null }), [form, catalog]);
  const [asJson, setAsJson] = useState(false);
  // rows being written may say nothing yet (an event without a name), so they are kept as rows until the value changes elsewhere
  const [draft, setDraft] = useState<{ readonly rows: Rows; readonly of: unknown } | null>(null);
  const rows = useMemo(() => (draft && draft.of === value ? draft.rows : toRows(value)), [draft, value]);
  const change = (next: Rows) => {
    const condition = next.rules.length === 0 ? undefined : fromRows(next);
    setDraft({ rows: next, of: condition });
    onChange(condition);
  };
  const raw = asJson || rows === null;
  return (
    <FormContext.Provider value={scope}>
      <div className="condition">
        {raw ? <JsonField field={rawField} value={value} path={[]} label={null} error={null} onChange={onChange} /> : <GroupView group={rows} onChange={change} />}
        <Group justify="flex-end" mt={2}>
          {rows !== null && (asJson || rows.rules.length > 0) && <Button size="compact-xs" variant="subtle" color="gray" onClick={() => setAsJson(!asJson)}>{asJson ? words.condition.asRows : words.condition.asJson}</Button>}
        </Group>
      </div>
    </FormContext.Provider>
  );
}

/** The condition builder as a widget of the inspector. */
export function ConditionWidget({ field, value, label, error, onChange }: WidgetProps) {
  const { catalog } = useForm();
  return (
    <div role="group" aria-label={field.title}>
      {label !== null && <Text fw={550} size="sm">{label}</Text>}
      {field.help && <Text size="xs" c="dimmed" mb={6}>{field.help}</Text>}
      <ConditionField value={value} catalog={catalog} onChange={onChange} />
      <WhoFits condition={value} />
      {error && <Text size="xs" c="var(--bad-ink)">{error}</Text>}
    </div>
  );
}
