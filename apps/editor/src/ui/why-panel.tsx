import { Skeleton, Stack, Text, Title } from '@mantine/core';
import type { TrailItem, Why } from '@attune/runtime/shapes';
import { ShieldCheck } from 'lucide-react';
import { useWhy } from '../api/queries.ts';
import { ProblemPanel } from './problem-panel.tsx';
import { UsedValues } from './used-values.tsx';
import { When } from './when.tsx';
import classes from './why-panel.module.css';
import { words } from './words.ts';

/** Why a message went out, or did not: a sentence, the way there, the gate's answer, the values. */
export function WhyPanel({ message }: { message: string }) {
  const why = useWhy(message);
  if (why.error) return <ProblemPanel error={why.error} retry={() => void why.refetch()} />;
  if (!why.data) return <Stack><Skeleton height={52} /><Skeleton height={120} /><Skeleton height={80} /></Stack>;
  return <WhyText why={why.data} />;
}

function WhyText({ why }: { why: Why }) {
  return (
    <Stack gap="lg">
      <p className={classes.sentence}>{why.sentence}</p>
      {why.trail.length > 0 && (
        <section>
          <Title order={3} size="h4" mb="xs">{words.why.way}</Title>
          <ol className={classes.trail}>
            {why.trail.map((entry, i) => <TrailStep key={`${entry.step}-${entry.visit}-${i}`} entry={entry} />)}
          </ol>
        </section>
      )}
      <section>
        <Title order={3} size="h4" mb="xs">{words.why.gate}</Title>
        <div className={classes.gate}>
          <ShieldCheck size={18} aria-hidden />
          <div>
            <Text fw={600} size="sm">{sayGate(why.gate)}</Text>
            <Text size="sm" c="dimmed">{why.gate.because}</Text>
            <UsedValues values={why.gate.used} />
          </div>
        </div>
      </section>
    </Stack>
  );
}

function sayGate(gate: Why['gate']): string {
  const answer = words.why.answers[gate.answer] ?? gate.answer;
  return gate.reason ? `${answer}: ${words.messages.reasons[gate.reason] ?? gate.reason}` : answer;
}

/** One decision of a journey. */
export function TrailStep({ entry }: { entry: TrailItem }) {
  return (
    <li className={classes.step}>
      <div className={classes.stepHead}>
        <strong title={entry.step}>{entry.stepTitle}</strong>
        {entry.visit > 1 && <span className={classes.soft}>{words.why.visit(entry.visit)}</span>}
        <span className={classes.soft}>{entry.outcomeText}</span>
        <span className={classes.at}><When at={entry.at} as="moment" /></span>
      </div>
      <Text size="sm">{entry.because}</Text>
      <UsedValues values={entry.used} />
    </li>
  );
}
