import type { TimelineItem } from '@attune/runtime/shapes';
import { Button, SegmentedControl, Skeleton, Stack, Title } from '@mantine/core';
import { Footprints, Mail, Zap, type LucideIcon } from 'lucide-react';
import { useState } from 'react';
import { useTimeline } from '../../api/queries.ts';
import { asMood, MoodPill } from '../../ui/mood.tsx';
import { MoreButton } from '../../ui/more-button.tsx';
import { ProblemPanel } from '../../ui/problem-panel.tsx';
import { MessagePill } from '../../ui/status-pill.tsx';
import { UsedValues } from '../../ui/used-values.tsx';
import { When } from '../../ui/when.tsx';
import { words } from '../../ui/words.ts';
import classes from './customer.module.css';

const w = words.customer;
const looks: Readonly<Record<TimelineItem['kind'], { tone: string; icon: LucideIcon }>> = {
  event: { tone: 'start', icon: Zap },
  step: { tone: 'decide', icon: Footprints },
  message: { tone: 'say', icon: Mail },
};

interface Props {
  readonly customer: string;
  /** `all` or a kind of the timeline. */
  readonly show: string;
  readonly onShow: (show: string) => void;
  readonly onWhy: (message: string) => void;
}

/** Events, steps and messages in one list, newest first. */
export function Timeline({ customer, show, onShow, onWhy }: Props) {
  const timeline = useTimeline(customer);
  const items = timeline.items.filter((item) => show === 'all' || item.kind === show);
  return (
    <section>
      <div className={classes.bar}>
        <Title order={2}>{w.timeline}</Title>
        <SegmentedControl size="xs" aria-label={w.show} value={show} onChange={onShow} data={[{ value: 'all', label: w.all }, { value: 'event', label: w.events }, { value: 'step', label: w.steps }, { value: 'message', label: w.messages }]} />
      </div>
      {timeline.error && <ProblemPanel error={timeline.error} retry={() => void timeline.refetch()} />}
      {timeline.isPending && <Stack>{Array.from({ length: 5 }, (_, i) => <Skeleton key={i} height={52} />)}</Stack>}
      {timeline.data && items.length === 0 && <p className={classes.soft}>{w.nothing}</p>}
      <Moments items={items} onWhy={onWhy} />
      <MoreButton pages={timeline} />
    </section>
  );
}

/** Lines of a timeline, as they come. */
export function Moments({ items, onWhy }: { items: readonly TimelineItem[]; onWhy: (message: string) => void }) {
  return <ol className={classes.timeline}>{items.map((item, i) => <Moment key={`${item.at}-${item.kind}-${i}`} item={item} onWhy={onWhy} />)}</ol>;
}

function Moment({ item, onWhy }: { item: TimelineItem; onWhy: (message: string) => void }) {
  const [open, setOpen] = useState(false);
  const { tone, icon: Icon } = looks[item.kind];
  const values = valuesOf(item);
  const message = item.message;
  const mood = moodIn(item);
  return (
    <li className={classes.moment}>
      <span className={classes.tile} data-tone={tone} title={w.kinds[item.kind]}><Icon size={18} strokeWidth={1.9} aria-label={w.kinds[item.kind]} role="img" /></span>
      <div className={classes.what}>
        <div className={classes.title}>{item.title}</div>
        {item.detail && <div className={classes.detail}>{item.detail}</div>}
        {(message || mood || values) && (
          <div className={classes.tools}>
            {message && <MessagePill status={message.status} />}
            {mood && <MoodPill label={asMood(mood)} />}
            {message && <Button size="compact-xs" variant="subtle" onClick={() => onWhy(message.id)}>{w.why}</Button>}
            {values && <Button size="compact-xs" variant="subtle" color="gray" aria-expanded={open} onClick={() => setOpen(!open)}>{w.details}</Button>}
          </div>
        )}
        {open && values && <div className={classes.open}><UsedValues values={values} as={item.kind === 'event' ? 'given' : 'used'} /></div>}
      </div>
      <span className={classes.at}><When at={item.at} /></span>
    </li>
  );
}

function valuesOf(item: TimelineItem): Readonly<Record<string, unknown>> | null {
  const values = item.event?.properties ?? item.trail?.used ?? null;
  return values && Object.keys(values).length > 0 ? values : null;
}

/** The mood read from an event's words, where there is one. */
function moodIn(item: TimelineItem): string | null {
  const sentiment = item.event?.sentiment;
  if (typeof sentiment !== 'object' || sentiment === null || !('label' in sentiment)) return null;
  return typeof sentiment.label === 'string' ? sentiment.label : null;
}
