import type { Segment } from '@attune/runtime/shapes';
import { Button, Group, Text, TextInput, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { keys, useCatalog } from '../../api/queries.ts';
import { ConditionField } from '../../inspector/fields/condition.tsx';
import { confirm } from '../../ui/confirm.tsx';
import { tell, tellProblem } from '../../ui/notify.ts';
import { ProblemPanel } from '../../ui/problem-panel.tsx';
import { useUnsavedGuard } from '../../ui/use-unsaved-guard.ts';
import { words } from '../../ui/words.ts';
import classes from './segments.module.css';
import { SegmentPreview } from './segment-preview.tsx';

const w = words.segments;

/** The name and rule of a segment, with a live count beside it. `segmentKey` null makes a new one. */
export function SegmentForm({ segmentKey, initial }: { segmentKey: string | null; initial: Pick<Segment, 'name' | 'kind' | 'condition'> }) {
  const [name, setName] = useState(initial.name);
  const [condition, setCondition] = useState<unknown>(initial.condition ?? undefined);
  const catalog = useCatalog();
  const client = useQueryClient();
  const navigate = useNavigate();
  const manual = initial.kind === 'manual';
  const dirty = name !== initial.name || JSON.stringify(condition ?? null) !== JSON.stringify(initial.condition ?? null);
  useUnsavedGuard(dirty);
  const ready = name.trim() !== '' && (manual || condition !== undefined);
  const save = useMutation({
    mutationFn: () => {
      const body = { name: name.trim(), condition: condition ?? null };
      return segmentKey === null ? api.segments.create(body) : api.segments.save(segmentKey, body);
    },
    onSuccess: async (saved) => {
      tell(w.saved);
      client.setQueryData(keys.segment(saved.key), saved);
      await client.invalidateQueries({ queryKey: keys.segments });
      void client.invalidateQueries({ queryKey: keys.catalog });
      if (segmentKey === null) await navigate({ to: '/segments/$key', params: { key: saved.key }, ignoreBlocker: true });
    },
  });
  const remove = useMutation({
    mutationFn: () => api.segments.remove(segmentKey ?? ''),
    onSuccess: async () => {
      tell(w.deleted);
      await navigate({ to: '/segments', ignoreBlocker: true });
      return client.invalidateQueries();
    },
    onError: tellProblem,
  });
  return (
    <div className={classes.columns}>
      <div className={classes.card}>
        <TextInput label={w.name} placeholder={w.nameHint} value={name} onChange={(event) => setName(event.currentTarget.value)} maxLength={200} required />
        {manual ? <Text c="dimmed" size="sm">{w.manualHelp}</Text> : (
          <section aria-label={w.rule}>
            <Title order={2} size="h4">{w.rule}</Title>
            <Text size="sm" c="dimmed" mb="sm">{w.ruleHelp}</Text>
            <ConditionField value={condition} onChange={setCondition} catalog={catalog.data ?? null} />
          </section>
        )}
        {save.error && <ProblemPanel error={save.error} />}
        <Group>
          <Button loading={save.isPending} disabled={!ready || !dirty} onClick={() => save.mutate()}>{segmentKey === null ? w.create : words.common.save}</Button>
          {dirty && segmentKey !== null && <Text size="sm" c="dimmed">{w.unsaved}</Text>}
          {!ready && <Text size="sm" c="dimmed">{name.trim() === '' ? w.needName : w.needRule}</Text>}
          {segmentKey !== null && <Button ml="auto" variant="subtle" color="bad" loading={remove.isPending} onClick={() => confirm({ title: w.deleteTitle, body: w.deleteBody, yes: words.common.delete, danger: true, run: () => remove.mutate() })}>{words.common.delete}</Button>}
        </Group>
      </div>
      {!manual && <SegmentPreview condition={condition} />}
    </div>
  );
}
