import { Select, TagsInput, type ComboboxItem } from '@mantine/core';
import { words } from '../../canvas/words.ts';
import { emptied, inputProps, listOf, textOf, type WidgetProps } from '../field-props.ts';
import { useForm } from '../form-context.ts';
import { Suggest } from '../suggest.tsx';

const number = new Intl.NumberFormat();
/** A list as a person reads it; hand-written documents may hold a single value, or numbers. */
const texts = (value: unknown) => (Array.isArray(value) ? listOf(value) : [value]).filter((item) => typeof item === 'string' || typeof item === 'number').map(String);

/** The name of an event: suggested from what was really seen, free to write before the first one came. */
export function EventField(props: WidgetProps) {
  const { catalog } = useForm();
  const text = textOf(props.value);
  const seen = catalog?.events.find((event) => event.name === text);
  const note = !catalog || text === '' ? {} : { description: seen ? words.form.seen(number.format(seen.count)) : words.form.neverSeen };
  return <Suggest {...inputProps(props)} {...note} data={[...new Set((catalog?.events ?? []).map((event) => event.name))]} value={text} onChange={(next) => props.onChange(emptied(props.field, next))} limit={20} />;
}

export function ZoneField(props: WidgetProps) {
  return <Select {...inputProps(props)} searchable clearable={!props.field.required} limit={60} data={zones()} value={textOf(props.value) || null} onChange={(next) => props.onChange(next ?? undefined)} />;
}

let zoneList: string[] | null = null;
function zones(): string[] {
  return (zoneList ??= ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')]);
}

/** A name out of what the workspace has; one that is not there (yet) is kept and shown. */
export function Known({ props, known }: { readonly props: WidgetProps; readonly known: readonly ComboboxItem[] }) {
  const text = textOf(props.value);
  const data = text === '' || known.some((item) => item.value === text) ? known : [...known, { value: text, label: text }];
  return <Select {...inputProps(props)} searchable clearable={!props.field.required} allowDeselect={!props.field.required} data={[...data]} value={text || null} onChange={(next) => props.onChange(next ?? (props.field.required ? '' : undefined))} nothingFoundMessage={words.form.nothing} />;
}

export function SegmentField(props: WidgetProps) {
  return <Known props={props} known={(useForm().catalog?.segments ?? []).map((segment) => ({ value: segment.key, label: segment.name }))} />;
}

export function TopicField(props: WidgetProps) {
  return <Known props={props} known={(useForm().catalog?.topics ?? []).map((topic) => ({ value: topic.key, label: topic.name }))} />;
}

export function ChannelField(props: WidgetProps) {
  return <Known props={props} known={useChannels()} />;
}

function useChannels(): readonly ComboboxItem[] {
  return (useForm().catalog?.channels ?? []).map((channel) => ({ value: channel.name, label: channel.ready ? channel.title : `${channel.title} (${words.form.channelNotReady})` }));
}

/** Several words: tags, traits, segments, channels. */
export function TagsField(props: WidgetProps & { readonly data?: readonly ComboboxItem[] }) {
  return <TagsInput {...inputProps(props)} data={[...(props.data ?? [])]} value={texts(props.value)} onChange={(next) => props.onChange(next.length === 0 ? undefined : next)} />;
}

export function TraitsField(props: WidgetProps) {
  return <TagsField {...props} data={(useForm().catalog?.traits ?? []).map((trait) => ({ value: trait.name, label: trait.name }))} />;
}

export function SegmentsField(props: WidgetProps) {
  return <TagsField {...props} data={(useForm().catalog?.segments ?? []).map((segment) => ({ value: segment.key, label: segment.key }))} />;
}

export function ChannelsField(props: WidgetProps) {
  return <TagsField {...props} data={(useForm().catalog?.channels ?? []).map((channel) => ({ value: channel.name, label: channel.name }))} />;
}
