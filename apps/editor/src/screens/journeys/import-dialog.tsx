import { Button, FileButton, Group, Modal, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { FileUp } from 'lucide-react';
import { useState, type DragEvent } from 'react';
import { api } from '../../api/client.ts';
import { ApiProblem } from '../../api/problem.ts';
import { tell } from '../../ui/notify.ts';
import { ProblemPanel } from '../../ui/problem-panel.tsx';
import { words } from '../../ui/words.ts';

const w = words.importing;

/** A journey from a file or from pasted text; what is wrong with it is shown field by field. */
export function ImportDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const [text, setText] = useState('');
  const [key, setKey] = useState('');
  const [source, setSource] = useState<string | null>(null);
  const navigate = useNavigate();
  const client = useQueryClient();
  const bring = useMutation({
    mutationFn: () => api.journeys.import(parse(text), key.trim() || undefined),
    onSuccess: ({ key: made, issues }) => {
      void client.invalidateQueries();
      onClose();
      setText('');
      setKey('');
      tell(issues.length === 0 ? w.done : w.doneIssues(issues.length));
      return navigate({ to: '/journeys/$key', params: { key: made } });
    },
  });
  const read = async (file: File | null | undefined): Promise<void> => {
    if (!file) return;
    setText(await file.text());
    setSource(w.dropped(file.name));
    bring.reset();
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    void read(event.dataTransfer.files[0]);
  };
  const taken = bring.error instanceof ApiProblem && bring.error.status === 409;
  return (
    <Modal opened={opened} onClose={onClose} title={w.title} size="lg">
      <Stack onDragOver={(event) => event.preventDefault()} onDrop={drop}>
        <Text size="sm" c="dimmed">{w.help}</Text>
        <Group>
          <FileButton accept="application/json,.json" onChange={(file) => void read(file)}>
            {(props) => <Button {...props} variant="default" leftSection={<FileUp size={16} aria-hidden />}>{w.choose}</Button>}
          </FileButton>
          <Text size="sm" c="dimmed" aria-live="polite">{source}</Text>
        </Group>
        <Textarea label={w.paste} value={text} onChange={(event) => { setText(event.currentTarget.value); setSource(null); }} autosize minRows={8} maxRows={16} spellCheck={false} styles={{ input: { fontFamily: 'var(--font-mono)', fontSize: 'var(--text-xs)' } }} />
        {(taken || key) && <TextInput label={w.key} description={w.keyHelp} value={key} onChange={(event) => setKey(event.currentTarget.value)} />}
        {bring.error && <ProblemPanel error={bring.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>{words.common.cancel}</Button>
          <Button loading={bring.isPending} onClick={() => bring.mutate()}>{w.go}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function parse(text: string): unknown {
  if (!text.trim()) throw new ApiProblem({ status: -1, title: w.empty });
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ApiProblem({ status: -1, title: w.notJson(error instanceof Error ? error.message : String(error)) });
  }
}
