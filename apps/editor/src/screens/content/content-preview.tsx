import type { MessageTemplate } from '@attune/runtime/shapes';
import { List, Select, Skeleton, Text, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { useCustomers } from '../../api/queries.ts';
import { MessageView } from '../../ui/message-view.tsx';
import { ProblemPanel } from '../../ui/problem-panel.tsx';
import { words } from '../../ui/words.ts';
import classes from './content.module.css';

const w = words.content;
const PAUSE_MS = 350;

/** The words as a real customer would see them. */
export function ContentPreview({ draft }: { draft: Pick<MessageTemplate, 'channel' | 'subject' | 'body' | 'html'> }) {
  const [search, setSearch] = useState('');
  const [settledSearch] = useDebouncedValue(search, PAUSE_MS);
  const [customer, setCustomer] = useState<string | null>(null);
  const people = useCustomers({ search: settledSearch || undefined });
  const seenBy = customer ?? people.items[0]?.id ?? null;
  const [settled] = useDebouncedValue(draft, PAUSE_MS);
  const preview = useQuery({
    queryKey: ['content-preview', settled.channel, settled.subject, settled.body, settled.html, seenBy],
    queryFn: ({ signal }) =>
      api.content.preview({ channel: settled.channel, content: { body: settled.body, ...(settled.subject ? { subject: settled.subject } : {}), ...(settled.html ? { html: settled.html } : {}) }, ...(seenBy ? { customer: seenBy } : {}) }, signal),
    enabled: settled.body.trim() !== '',
    placeholderData: keepPreviousData,
    retry: false,
  });
  return (
    <aside className={classes.card} aria-label={w.preview}>
      <div className={classes.previewHead}>
        <Title order={2} size="h4">{w.preview}</Title>
        <Select aria-label={w.previewFor} placeholder={w.nobody} searchable clearable value={seenBy} onChange={setCustomer} onSearchChange={setSearch} filter={({ options }) => options} data={people.items.map((each) => ({ value: each.id, label: each.name ?? each.email ?? each.id }))} />
      </div>
      {preview.error && <ProblemPanel error={preview.error} />}
      {settled.body.trim() === '' ? <Text size="sm" c="dimmed">{words.messages.noBody}</Text> : preview.data ? (
        <>
          <MessageView channel={settled.channel} subject={preview.data.subject} body={preview.data.body} html={preview.data.html} />
          {preview.data.issues.length > 0 && (
            <section aria-live="polite">
              <Title order={3} size="h4" mb={4}>{w.problems}</Title>
              <List size="sm">{preview.data.issues.map((issue, i) => <List.Item key={`${issue.code}-${i}`}>{issue.message}</List.Item>)}</List>
            </section>
          )}
        </>
      ) : !preview.error && <Skeleton height={220} />}
    </aside>
  );
}
