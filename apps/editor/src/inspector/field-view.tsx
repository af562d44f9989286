import { Text } from '@mantine/core';
import type { ComponentType } from 'react';
import type { Issue } from '@attune/dsl';
import { words } from '../canvas/words.ts';
import type { WidgetProps } from './field-props.ts';
import { ConditionWidget } from './fields/condition.tsx';
import { ChoiceField } from './fields/choice.tsx';
import { CronField } from './fields/cron.tsx';
import { DurationField } from './fields/duration.tsx';
import { GroupField } from './fields/group.tsx';
import { JourneyField } from './fields/journey.tsx';
import { JsonField } from './fields/json.tsx';
import { KeyValueField } from './fields/key-value.tsx';
import { ListField } from './fields/list.tsx';
import { MomentField } from './fields/moment.tsx';
import { ChannelField, ChannelsField, EventField, SegmentField, SegmentsField, TagsField, TopicField, TraitsField, ZoneField } from './fields/names.tsx';
import { NumberField } from './fields/number.tsx';
import { PropertyField } from './fields/property.tsx';
import { SelectField } from './fields/select.tsx';
import { ContentField } from './fields/content.tsx';
import { TemplateField } from './fields/template.tsx';
import { TextField } from './fields/text.tsx';
import { TimeField } from './fields/time.tsx';
import { ToggleField } from './fields/toggle.tsx';
import { WeekdaysField } from './fields/weekdays.tsx';
import { WeightsField } from './fields/weights.tsx';
import type { Field } from './form.ts';
import { useForm, useIssues } from './form-context.ts';

/** The controls, by the names kinds call them. A new widget is a file and a line here; a new kind is neither. */
export const widgets: Readonly<Record<string, ComponentType<WidgetProps>>> = {
  channel: ChannelField, channels: ChannelsField, choice: ChoiceField, condition: ConditionWidget, content: ContentField, cron: CronField, duration: DurationField, event: EventField, group: GroupField, journey: JourneyField, json: JsonField, keyvalue: KeyValueField, list: ListField,
  moment: MomentField, number: NumberField, property: PropertyField, segment: SegmentField, segments: SegmentsField, select: SelectField, tags: TagsField, template: TemplateField, text: TextField, time: TimeField, toggle: ToggleField,
  topic: TopicField, traits: TraitsField, weekdays: WeekdaysField, weights: WeightsField, zone: ZoneField,
};

/** Widgets made of other fields show problems of their parts themselves. */
const nested = new Set(['group', 'list', 'choice', 'weights', 'content']);

interface Props {
  readonly field: Field;
  readonly value: unknown;
  readonly path: readonly string[];
  readonly label?: string | null;
  onChange(value: unknown): void;
}

/** One field with its label, its help and its problems. A widget nobody knows is edited as JSON: nothing is out of reach. */
export function FieldView({ field, value, path, label = field.title, onChange }: Props) {
  const { seal } = useForm();
  const issues = useIssues(path, !nested.has(field.widget));
  const Widget = widgets[field.widget] ?? JsonField;
  const first = issues.find((issue) => issue.severity === 'error');
  return (
    <div className="field" data-field={path.join('/')} onBlur={seal}>
      <Widget field={field} value={value} path={path} label={label} error={first?.message ?? null} onChange={onChange} />
      <FieldIssues issues={issues.filter((issue) => issue !== first)} />
      {first?.fix && <FixButton issue={first} />}
    </div>
  );
}

export function FieldIssues({ issues }: { readonly issues: readonly Issue[] }) {
  return issues.map((issue, i) => (
    <div key={`${issue.code}${i}`} className="field-issue" data-tone={issue.severity === 'error' ? 'bad' : issue.severity === 'warning' ? 'warm' : 'accent'}>
      <Text size="xs">{issue.message}</Text>
      {issue.fix && <FixButton issue={issue} />}
    </div>
  ));
}

function FixButton({ issue }: { readonly issue: Issue }) {
  const { fix } = useForm();
  return <button type="button" className="link" onClick={() => fix(issue)}>{issue.fix?.title ?? words.inspector.fix}</button>;
}
