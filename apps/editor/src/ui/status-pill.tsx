import type { JourneySummary, MessageItem } from '@attune/runtime/shapes';
import { Archive, CheckCheck, CircleDot, CircleHelp, CircleSlash, Clock, Hourglass, PauseCircle, Pencil, Send, TriangleAlert, type LucideIcon } from 'lucide-react';
import { Pill, type Tone } from './pill.tsx';
import { words } from './words.ts';

type Look = { readonly tone: Tone; readonly icon: LucideIcon };

const journeyLook: Readonly<Record<JourneySummary['status'], Look>> = {
  live: { tone: 'good', icon: CircleDot },
  paused: { tone: 'wait', icon: PauseCircle },
  draft: { tone: 'plain', icon: Pencil },
  archived: { tone: 'plain', icon: Archive },
};

/** What a journey is doing, in word and icon. */
export function StatusPill({ status, version }: { status: JourneySummary['status']; version?: number | null }) {
  const text = words.journeys.status[status];
  return <Pill {...journeyLook[status]}>{version ? words.journeys.withVersion(text, version) : text}</Pill>;
}

const messageLook: Readonly<Record<MessageItem['status'], Look>> = {
  queued: { tone: 'plain', icon: Clock },
  deferred: { tone: 'wait', icon: Hourglass },
  sending: { tone: 'accent', icon: Send },
  sent: { tone: 'good', icon: CheckCheck },
  skipped: { tone: 'warm', icon: CircleSlash },
  failed: { tone: 'bad', icon: TriangleAlert },
  uncertain: { tone: 'wait', icon: CircleHelp },
};

/** What became of a message, in word and icon. */
export function MessagePill({ status }: { status: MessageItem['status'] }) {
  return <Pill {...messageLook[status]}>{words.messages.status[status]}</Pill>;
}
