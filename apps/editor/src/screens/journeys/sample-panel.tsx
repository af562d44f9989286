import { Button, Card, Group, Progress, Text, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Store } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { api } from '../../api/client.ts';
import { keys, useSample } from '../../api/queries.ts';
import { count } from '../../ui/numbers.ts';
import { ProblemPanel } from '../../ui/problem-panel.tsx';
import { sayMoment } from '../../ui/when.tsx';
import { words } from '../../ui/words.ts';

const w = words.sample;

/** Offers the sample shop. */
export function SampleOffer() {
  const client = useQueryClient();
  const sample = useSample();
  const load = useMutation({ mutationFn: api.sample.start, onSuccess: (started) => client.setQueryData(keys.sample, started) });
  if (sample.data?.status === 'running' || sample.data?.status === 'done') return null;
  return (
    <Card>
      <Group wrap="nowrap" align="flex-start" gap="lg">
        <Store size={28} strokeWidth={1.6} color="var(--accent-ink)" aria-hidden style={{ flex: 'none', marginTop: 2 }} />
        <div style={{ flex: 1 }}>
          <Title order={3}>{w.title}</Title>
          <Text size="sm" c="dimmed" mt={4} maw="70ch">{w.help}</Text>
          {load.error && <div style={{ marginTop: 12 }}><ProblemPanel error={load.error} /></div>}
          {sample.data?.status === 'failed' && <div style={{ marginTop: 12 }}><ProblemPanel error={new Error(sample.data.error ?? '')} title={w.failed} /></div>}
        </div>
        <Button variant="light" loading={load.isPending} onClick={() => load.mutate()}>{w.load}</Button>
      </Group>
    </Card>
  );
}

/** How far the sample shop is, while it runs; when it ends, everything shown is renewed. */
export function SampleProgress() {
  const client = useQueryClient();
  const sample = useSample();
  const status = sample.data?.status;
  const before = useRef(status);
  useEffect(() => {
    if (before.current === 'running' && status === 'done') void client.invalidateQueries();
    before.current = status;
  }, [status, client]);
  // The list grows while the events come in.
  const done = sample.data?.done ?? 0;
  useEffect(() => {
    if (status === 'running') void client.invalidateQueries({ queryKey: keys.journeys });
  }, [status, done, client]);
  if (!sample.data || status !== 'running') return null;
  const { total, clock } = sample.data;
  return (
    <Card mb="lg">
      <Group justify="space-between" mb={8}>
        <Text fw={600}>{w.running}</Text>
        <Text size="sm" c="dimmed" aria-live="polite">{[total > 0 ? w.progress(count(done), count(total)) : null, clock ? w.clock(sayMoment(clock)) : null].filter(Boolean).join(' · ')}</Text>
      </Group>
      <Progress value={total > 0 ? (100 * done) / total : 0} animated aria-label={w.running} size="lg" radius="xl" />
      <Text size="sm" c="dimmed" mt={8}>{w.background}</Text>
    </Card>
  );
}
