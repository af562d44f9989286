import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { api } from '../../api/client.ts';
import { keys } from '../../api/queries.ts';
import { ProblemPanel } from '../../ui/problem-panel.tsx';
import { words } from '../../ui/words.ts';

/** Names a blank journey and opens it. */
export function BlankDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const [name, setName] = useState('');
  const navigate = useNavigate();
  const client = useQueryClient();
  const create = useMutation({
    mutationFn: () => api.journeys.create({ name: name.trim() }),
    onSuccess: (journey) => {
      void client.invalidateQueries({ queryKey: keys.journeys });
      onClose();
      setName('');
      return navigate({ to: '/journeys/$key', params: { key: journey.key } });
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (name.trim()) create.mutate();
  };
  return (
    <Modal opened={opened} onClose={onClose} title={words.journeys.createTitle}>
      <form onSubmit={submit}>
        <Stack>
          <TextInput data-autofocus label={words.journeys.name} placeholder={words.journeys.nameHint} value={name} onChange={(event) => setName(event.currentTarget.value)} maxLength={200} required />
          {create.error && <ProblemPanel error={create.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>{words.common.cancel}</Button>
            <Button type="submit" loading={create.isPending} disabled={!name.trim()}>{words.journeys.create}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
