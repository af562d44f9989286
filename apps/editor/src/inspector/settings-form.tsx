import { NumberInput, Select, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { settingsSchema, type JourneySettings } from '@attune/dsl';
import { useDoc, useTools } from '../canvas/tools.ts';
import { words } from '../canvas/words.ts';
import { updateSettings } from '../document/commands.ts';
import { FieldIssues, FieldView } from './field-view.tsx';
import { formOf, type Field } from './form.ts';
import { useForm, useIssues } from './form-context.ts';
import { ObjectFields } from './object-fields.tsx';
import { settingsField } from './settings-fields.ts';

const w = words.settings;
const form = formOf(settingsSchema);
const field = (name: string): Field => settingsField(form, name);
/** What most journeys leave as it is. */
const MORE = ['window', 'maxDuration', 'priority', 'owner', 'tags'] as const;
const pick = (settings: JourneySettings, names: readonly (keyof JourneySettings)[]) => Object.fromEntries(names.filter((name) => settings[name] !== undefined).map((name) => [name, settings[name]]));
const categories = Object.entries(w.categories).map(([value, [label]]) => ({ value, label }));

/** What holds for the journey as a whole: the same schema as any form, in the words and the order a marketer asks in. */
export function SettingsForm() {
  const { editor } = useTools();
  const settings = useDoc((doc) => doc.graph.settings);
  const { seal } = useForm();
  const set = (change: { readonly [K in keyof JourneySettings]?: JourneySettings[K] | undefined }) => editor.getState().change(words.did.settings, (graph) => {
    const merged: Record<string, unknown> = { ...graph.settings, ...change };
    for (const key of Object.keys(merged)) if (merged[key] === undefined) delete merged[key];
    return updateSettings(graph, merged as JourneySettings);
  }, `settings:${Object.keys(change).join()}`);
  const slot = (name: keyof JourneySettings, title?: string) => <FieldView field={title ? { ...field(name), title } : field(name)} value={settings[name]} path={[name]} onChange={(value) => set({ [name]: value } as Partial<JourneySettings>)} />;
  return (
    <div onBlur={seal}>
      <h2 className="inspector-title">{w.title}</h2>
      <Text size="sm" c="dimmed" mb="md">{w.help}</Text>
      <FieldIssues issues={useIssues([])} />
      <Stack gap="md">
        <Textarea label={w.description} autosize minRows={2} value={settings.description ?? ''} onChange={(e) => set({ description: e.currentTarget.value || undefined })} />
        <Select label={w.category} description={w.categories[settings.category][1]} data={categories} value={settings.category} allowDeselect={false} onChange={(category) => set({ category: category as JourneySettings['category'] })} />
        {slot('audience', w.audience)}
        {slot('reentry')}
        {slot('exits')}
        {slot('goals')}
        <Timezone value={settings.timezone} onChange={(timezone) => set({ timezone })} />
        {settings.timezone === 'customer' && slot('fallbackTimezone')}
        <NumberInput label={w.holdout} description={w.holdoutHelp} min={0} max={50} suffix=" %" placeholder="0" value={settings.holdout ?? ''} onChange={(n) => set({ holdout: typeof n === 'number' && n > 0 ? n : undefined })} />
        <ObjectFields fields={MORE.map(field)} oneOf={[]} value={pick(settings, MORE)} path={[]} onChange={(next) => set(Object.fromEntries(MORE.map((name) => [name, next[name]])))} />
        <TextInput label={w.key} value={settings.key} readOnly variant="filled" />
      </Stack>
    </div>
  );
}

function Timezone({ value, onChange }: { readonly value: string | undefined; onChange(value: string | undefined): void }) {
  const mode = value === undefined ? 'workspace' : value === 'customer' ? 'customer' : 'fixed';
  const modes = [{ value: 'workspace', label: w.timezoneWorkspace }, { value: 'customer', label: w.timezoneCustomer }, { value: 'fixed', label: w.timezoneFixed }];
  const zoneField: Field = { ...field('timezone'), widget: 'zone', title: w.timezoneFixed, required: true, variants: [] };
  return (
    <Stack gap={6}>
      <Select label={w.timezone} data={modes} value={mode} allowDeselect={false} onChange={(next) => onChange(next === 'workspace' ? undefined : next === 'customer' ? 'customer' : Intl.DateTimeFormat().resolvedOptions().timeZone)} />
      {mode === 'fixed' && <FieldView field={zoneField} value={value} path={['timezone']} label={null} onChange={(zone) => onChange(typeof zone === 'string' ? zone : 'UTC')} />}
    </Stack>
  );
}
