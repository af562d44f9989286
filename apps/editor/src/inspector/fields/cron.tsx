import { NumberInput, Select, TextInput } from '@mantine/core';
import { toString as cronWords } from 'cronstrue';
import { useState } from 'react';
import { words } from '../../canvas/words.ts';
import { inputProps, textOf, type WidgetProps } from '../field-props.ts';
import { readCron, writeCron, type CronParts } from '../cron-parts.ts';

/** A schedule in words: each day, on weekdays, once a month; anything else as a cron expression that is read back in words. */
export function CronField(props: WidgetProps) {
  const { field, onChange } = props;
  const text = textOf(props.value);
  const parts = readCron(text);
  const [custom, setCustom] = useState(false);
  const every = custom || !parts ? 'custom' : parts.every;
  const change = (next: Partial<CronParts>) => onChange(writeCron({ ...(parts ?? { every: 'day', time: '09:00', weekday: 'mon', day: 1 }), ...next }));
  return (
    <div className="group" role="group" aria-label={field.title}>
      <Select
        label={field.title}
        data={Object.entries(words.form.every).map(([value, label]) => ({ value, label }))}
        value={every}
        allowDeselect={false}
        onChange={(next) => {
          setCustom(next === 'custom');
          if (next && next !== 'custom') change({ every: next as CronParts['every'] });
        }}
      />
      {every === 'custom' ? <TextInput {...inputProps(props)} label={words.form.cron} description={inWords(text)} value={text} onChange={(e) => onChange(e.currentTarget.value)} styles={{ input: { fontFamily: 'var(--font-mono)' } }} /> : parts && (
        <>
          {every === 'week' && <Select aria-label={words.form.weekday} data={Object.entries(words.form.days).map(([value, label]) => ({ value, label }))} value={parts.weekday} allowDeselect={false} onChange={(weekday) => change({ weekday: weekday ?? 'mon' })} />}
          {every === 'month' && <NumberInput label={words.form.dayOfMonth} min={1} max={31} value={parts.day} onChange={(day) => change({ day: Number(day) || 1 })} />}
          <TextInput label={words.form.at} type="time" w={140} value={parts.time} onChange={(e) => { if (e.currentTarget.value) change({ time: e.currentTarget.value }); }} />
        </>
      )}
    </div>
  );
}

function inWords(cron: string): string {
  try {
    return cronWords(cron, { use24HourTimeFormat: true });
  } catch {
    return words.form.cronHelp;
  }
}
