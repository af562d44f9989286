import { ActionIcon, Text } from '@mantine/core';
import { CheckCheck, ChevronLeft, ChevronRight, CircleSlash } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useDoc } from '../../../canvas/tools.ts';
import { words } from '../../../canvas/words.ts';
import { nodeById, titleOf } from '../../../document/kinds.ts';
import { MessageView } from '../../../ui/message-view.tsx';
import type { Moment, Trial } from './plan.ts';

const w = words.tryIt;
const clock = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });

interface Props {
  readonly trial: Trial;
  readonly at: number;
  onGo(index: number): void;
}

/** What happened, decision by decision, each with its reason; messages as they would look. */
export function Happened({ trial, at, onGo }: Props) {
  const shown = trial.moments[at];
  const message = shown?.message ?? trial.moments.slice(0, at + 1).findLast((moment) => moment.message)?.message ?? null;
  return (
    <>
      <div className="try-list">
        <div className="try-steps">
          <h3 className="overline">{w.steps}</h3>
          <ActionIcon size="md" aria-label={w.first} disabled={at <= 0} onClick={() => onGo(at - 1)}><ChevronLeft size={15} aria-hidden /></ActionIcon>
          <Text size="xs" c="dimmed" role="status">{trial.moments.length > 0 ? w.of(at + 1, trial.moments.length) : ''}</Text>
          <ActionIcon size="md" aria-label={w.last} disabled={at >= trial.moments.length - 1} onClick={() => onGo(at + 1)}><ChevronRight size={15} aria-hidden /></ActionIcon>
        </div>
        {trial.issues.length > 0 && <Text size="sm" fw={550}>{w.needs}</Text>}
        {trial.issues.slice(0, 5).map((issue, i) => <Text key={i} size="sm" c="var(--bad-ink)">{issue.message}</Text>)}
        {trial.issues.length === 0 && trial.runs === 0 && <Text size="sm">{w.nothing}{trial.refused[0] ? ` ${sentence(trial.refused[0].because)}` : ''}</Text>}
        {trial.moments.map((moment, i) => <Row key={i} moment={moment} current={i === at} past={i <= at} onGo={() => onGo(i)} />)}
        {trial.runs > 0 && <Text size="sm" c="dimmed" mt={6}>{trial.finish ? w.finished(trial.finish.reason) : w.open}</Text>}
      </div>
      <div className="try-message" role="region" aria-label={w.messages} tabIndex={0}>
        <h3 className="overline">{w.messages}</h3>
        {message ? (
          <>
            {message.status === 'skipped' && <Text size="sm" c="var(--warm-ink)" mb={6}>{w.skippedBecause(words.reason(message.reason ?? ''))} {sentence(message.because)}</Text>}
            <MessageView channel={message.channel} subject={message.subject ?? message.template ?? null} body={message.body ?? null} html={null} />
          </>
        ) : <Text size="sm" c="dimmed">{w.noMessages}</Text>}
      </div>
    </>
  );
}

function Row({ moment, current, past, onGo }: { readonly moment: Moment; readonly current: boolean; readonly past: boolean; readonly onGo: () => void }) {
  const title = useDoc((doc) => { const node = nodeById(doc.graph, moment.step); return node ? titleOf(node) : words.problems.journey; });
  const row = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (current) row.current?.scrollIntoView({ block: 'nearest' });
  }, [current]);
  return (
    <button type="button" ref={row} className="try-row" aria-current={current || undefined} data-past={past || undefined} onClick={onGo}>
      <time dateTime={moment.at} title={moment.at}>{clock.format(new Date(moment.at))}</time>
      <span><strong>{title}</strong> {sentence(moment.because)}</span>
      {moment.message && (moment.message.status === 'sent' ? <CheckCheck size={15} aria-label={w.sent} color="var(--good-ink)" /> : <CircleSlash size={15} aria-label={words.reason(moment.message.reason ?? '')} color="var(--warm-ink)" />)}
    </button>
  );
}

const sentence = (text: string) => (text === '' ? '' : `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?”]$/.test(text) ? '' : '.'}`);
