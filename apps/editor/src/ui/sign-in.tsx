import { Button, PasswordInput, Stack } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { KeyRound } from 'lucide-react';
import { useState, type FormEvent } from 'react';
import { signIn } from '../api/session.ts';
import { EmptyState } from './empty-state.tsx';
import { Page } from './page.tsx';
import { words } from './words.ts';

const w = words.signIn;

/** Asks for the management key, where the runtime wants one. */
export function SignIn({ wrong }: { wrong: boolean }) {
  const [key, setKey] = useState('');
  const client = useQueryClient();
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    signIn(key.trim());
    client.clear();
  };
  return (
    <Page title={w.title}>
      <EmptyState icon={KeyRound} title={w.ask}>
        <p>{w.help}</p>
        <form onSubmit={submit}>
          <Stack maw={420} mx="auto" ta="left">
            <PasswordInput label={w.key} value={key} onChange={(event) => setKey(event.currentTarget.value)} autoComplete="current-password" autoFocus error={wrong ? w.wrong : undefined} />
            <Button type="submit" disabled={!key.trim()}>{w.go}</Button>
          </Stack>
        </form>
      </EmptyState>
    </Page>
  );
}
