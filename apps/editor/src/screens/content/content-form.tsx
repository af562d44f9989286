import type { MessageTemplate } from '@attune/runtime/shapes';
import { Button, Group, Select, Text, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { api } from '../../api/client.ts';
import { keys, useCatalog } from '../../api/queries.ts';
import { tell } from '../../ui/notify.ts';
import { ProblemPanel } from '../../ui/problem-panel.tsx';
import { useUnsavedGuard } from '../../ui/use-unsaved-guard.ts';
import { words } from '../../ui/words.ts';
import { ContentPreview } from './content-preview.tsx';
import classes from './content.module.css';
import { keyFrom } from './key-from.ts';
import { MergeFields } from './merge-fields.tsx';

const w = words.content;
type Draft = Pick<MessageTemplate, 'channel' | 'name' | 'subject' | 'body' | 'html'>;

/** The words of a message template, with their preview beside them. `templateKey` null makes a new one. */
export function ContentForm({ templateKey, initial }: { templateKey: string | null; initial: Draft }) {
  const [draft, setDraft] = useState<Draft>(initial);
  const [key, setKey] = useState('');
  const body = useRef<HTMLTextAreaElement>(null);
  const catalog = useCatalog();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [kept, setKept] = useState<Draft>(initial);
  const dirty = JSON.stringify(draft) !== JSON.stringify(kept);
  const target = templateKey ?? (key.trim() || keyFrom(draft.name));
  const save = useMutation({
    mutationFn: () => api.content.save(target, { ...draft, name: draft.name.trim(), subject: draft.channel === 'email' ? draft.subject : draft.subject || null, html: draft.html || null }),
    onSuccess: async (saved) => {
      tell(`${w.saved} ${saved.version}`);
      setKept(draft);
      await client.invalidateQueries({ queryKey: keys.content });
      void client.invalidateQueries({ queryKey: keys.catalog });
      if (templateKey === null) await navigate({ to: '/content/$key', params: { key: saved.key }, ignoreBlocker: true });
    },
  });
  useUnsavedGuard(dirty);
  const set = (change: Partial<Draft>) => setDraft((old) => ({ ...old, ...change }));
  const insert = (text: string): void => {
    const field = body.current;
    const [from, to] = field ? [field.selectionStart, field.selectionEnd] : [draft.body.length, draft.body.length];
    set({ body: draft.body.slice(0, from) + text + draft.body.slice(to) });
    requestAnimationFrame(() => {
      field?.focus();
      field?.setSelectionRange(from + text.length, from + text.length);
    });
  };
  const channels = (catalog.data?.channels ?? [{ name: 'email', title: 'E-mail' }]).map((each) => ({ value: each.name, label: each.title }));
  const mail = draft.channel === 'email';
  return (
    <div className={classes.columns}>
      <div className={classes.card}>
        <Group grow align="flex-start">
          <TextInput label={w.name} placeholder={w.nameHint} value={draft.name} onChange={(event) => set({ name: event.currentTarget.value })} required maxLength={200} />
          {templateKey === null ? <TextInput label={w.key} description={w.keyHelp} inputWrapperOrder={['label', 'input', 'description']} placeholder={keyFrom(draft.name) || 'cart-reminder'} value={key} onChange={(event) => setKey(event.currentTarget.value)} /> : null}
          <Select label={w.channel} value={draft.channel} onChange={(value) => value && set({ channel: value })} data={channels} allowDeselect={false} />
        </Group>
        {(mail || draft.channel === 'push') && <TextInput label={w.subject} value={draft.subject ?? ''} onChange={(event) => set({ subject: event.currentTarget.value })} />}
        <Textarea ref={body} label={w.body} value={draft.body} onChange={(event) => set({ body: event.currentTarget.value })} autosize minRows={10} maxRows={24} required />
        <MergeFields traits={catalog.data?.traits.map((trait) => trait.name) ?? []} onPick={insert} />
        {mail && <Textarea label={w.html} description={w.htmlHelp} value={draft.html ?? ''} onChange={(event) => set({ html: event.currentTarget.value || null })} autosize minRows={3} maxRows={16} spellCheck={false} styles={{ input: { fontFamily: 'var(--font-mono)', fontSize: 'var(--text-xs)' } }} />}
        {save.error && <ProblemPanel error={save.error} />}
        <Group>
          <Button loading={save.isPending} disabled={!dirty || !draft.name.trim() || !draft.body.trim() || !target} onClick={() => save.mutate()}>{w.save}</Button>
          {dirty && <Text size="sm" c="dimmed">{w.unsaved}</Text>}
        </Group>
      </div>
      <ContentPreview draft={draft} />
    </div>
  );
}
