import { Alert, Button, Checkbox, Group, List, Modal, Skeleton, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { CircleAlert } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { Journey, PublishImpact } from '@attune/runtime/shapes';
import { api } from '../../api/client.ts';
import { asProblem, type ApiProblem } from '../../api/problem.ts';
import { keys, useImpact } from '../../api/queries.ts';
import { useDoc, useTools, useView } from '../../canvas/tools.ts';
import { words } from '../../canvas/words.ts';
import { nodeById, titleOf } from '../../document/kinds.ts';

const w = words.publish;
const number = new Intl.NumberFormat();

/** Before it is live: what changes, who is inside, what speaks against it. Errors block; each warning is ticked by hand. */
export function PublishDialog({ journey }: { readonly journey: Journey }) {
  const { view } = useTools();
  const open = useView((state) => state.publishing);
  const close = () => view.setState({ publishing: false });
  return (
    <Modal opened={open} onClose={close} title={w.title} size="lg">
      {open && <Body journey={journey} onDone={close} />}
    </Modal>
  );
}

function Body({ journey, onDone }: { readonly journey: Journey; readonly onDone: () => void }) {
  const { saver, tell } = useTools();
  const client = useQueryClient();
  const [saved, setSaved] = useState<boolean | null>(null);
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [busy, setBusy] = useState(false);
  // the runtime judges what it has: everything typed must be there first
  useEffect(() => void saver.flush().then(setSaved), [saver]);
  const impact = useImpact(journey.key, saved === true);
  if (saved === false) return <Alert color="bad" icon={<CircleAlert size={18} aria-hidden />}>{w.notSaved}</Alert>;
  if (impact.error) return <Alert color="bad">{asProblem(impact.error).message}</Alert>;
  if (!impact.data || impact.isFetching) return <Stack><Skeleton h={18} w="60%" /><Skeleton h={18} w="80%" /><Skeleton h={80} /></Stack>;
  const issues = problem && problem.issues.length > 0 ? problem.issues : impact.data.issues;
  const errors = issues.filter((issue) => issue.severity === 'error');
  const warnings = [...new Map(issues.filter((issue) => issue.severity === 'warning').map((issue) => [`${issue.code}${issue.path}`, issue])).entries()];
  const ready = errors.length === 0 && warnings.every(([id]) => ticked.has(id));
  const publish = async () => {
    setBusy(true);
    try {
      const { version } = await api.journeys.publish(journey.key, [...new Set(warnings.map(([, issue]) => issue.code))]);
      await Promise.all([client.invalidateQueries({ queryKey: keys.journey(journey.key), exact: true }), client.invalidateQueries({ queryKey: keys.journeys, exact: true })]);
      tell(w.done(version));
      onDone();
    } catch (error) {
      setProblem(asProblem(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Stack gap="lg">
      {problem && problem.issues.length === 0 && <Alert color="bad" title={problem.title}>{problem.detail}</Alert>}
      {errors.length > 0 && (
        <Alert color="bad" title={w.blocked} icon={<CircleAlert size={18} aria-hidden />}>
          <List size="sm" spacing={4}>{errors.map((issue, i) => <List.Item key={i}>{issue.message}</List.Item>)}</List>
        </Alert>
      )}
      <Changes impact={impact.data} first={journey.version === null} />
      <Inside impact={impact.data} />
      {warnings.length > 0 && (
        <Stack gap="xs">
          <Text fw={600} size="sm">{w.unticked}</Text>
          {warnings.map(([id, issue]) => (
            <Checkbox key={id} label={issue.message} checked={ticked.has(id)} onChange={(e) => setTicked(new Set(e.currentTarget.checked ? [...ticked, id] : [...ticked].filter((t) => t !== id)))} />
          ))}
        </Stack>
      )}
      <Group justify="flex-end">
        <Button variant="default" onClick={onDone}>{w.cancel}</Button>
        <Button data-autofocus disabled={!ready} loading={busy} onClick={() => void publish()}>{w.go}</Button>
      </Group>
    </Stack>
  );
}

function Changes({ impact, first }: { readonly impact: PublishImpact; readonly first: boolean }) {
  return (
    <section>
      <Text fw={600} size="sm">{w.changes}</Text>
      {first && <Text size="sm" c="dimmed">{w.first}</Text>}
      {!first && impact.changes.length === 0 && <Text size="sm" c="dimmed">{w.noChanges}</Text>}
      {!first && impact.changes.length > 0 && <List size="sm">{impact.changes.map((change, i) => <List.Item key={i}>{change}</List.Item>)}</List>}
    </section>
  );
}

function Inside({ impact }: { readonly impact: PublishImpact }) {
  const graph = useDoc((doc) => doc.graph);
  const name = (step: string) => { const node = nodeById(graph, step); return node ? titleOf(node) : step; };
  return (
    <section>
      <Text fw={600} size="sm">{w.inside}</Text>
      <Text size="sm" c="dimmed">{impact.inside.length === 0 ? w.insideNobody : w.insideHelp}</Text>
      {impact.inside.length > 0 && <List size="sm">{impact.inside.map((row) => <List.Item key={`${row.version}${row.step}`}>{w.insideRow(number.format(row.count), name(row.step), row.version)}</List.Item>)}</List>}
    </section>
  );
}
