import { parseText, type Issue } from '@attune/dsl';
import type { CustomerSummary, MessageTemplate } from '@attune/runtime/shapes';
import { List, Select, Skeleton, Text, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { api } from '../../api/client.ts';
import { useCustomers } from '../../api/queries.ts';
import { MessageView } from '../../ui/message-view.tsx';
import { ProblemPanel } from '../../ui/problem-panel.tsx';
import { words } from '../../ui/words.ts';
import classes from './content.module.css';

const w = words.content;
const PAUSE_MS = 350;

interface Choice { readonly value: string; readonly label: string }
const choiceOf = (customer: CustomerSummary): Choice => ({ value: customer.id, label: customer.name ?? customer.email ?? customer.id });

/** The words as a real customer would see them. */
export function ContentPreview({ draft }: { draft: Pick<MessageTemplate, 'channel' | 'subject' | 'body' | 'html'> }) {
  const [search, setSearch] = useState('');
  const [settledSearch] = useDebouncedValue(search, PAUSE_MS);
  const [picked, setPicked] = useState<Choice | null>(null);
  const people = useCustomers({ search: settledSearch || undefined });
  const found = people.items.map(choiceOf);
  const seer = picked ?? found[0] ?? null;
  const seenBy = seer?.value ?? null;
  const [settled] = useDebouncedValue(draft, PAUSE_MS);
  const mistakes = useMemo(() => mistakesIn(settled), [settled]);
  const preview = useQuery({
    queryKey: ['content-preview', settled.channel, settled.subject, settled.body, settled.html, seenBy],
    queryFn: ({ signal }) =>
      api.content.preview({ channel: settled.channel, content: { body: settled.body, ...(settled.subject ? { subject: settled.subject } : {}), ...(settled.html ? { html: settled.html } : {}) }, ...(seenBy ? { customer: seenBy } : {}) }, signal),
    enabled: settled.body.trim() !== '' && mistakes.length === 0,
    placeholderData: keepPreviousData,
    retry: false,
  });
  return (
    <aside className={classes.card} aria-label={w.preview}>
      <div className={classes.previewHead}>
        <Title order={2} size="h4">{w.preview}</Title>
        <Select aria-label={w.previewFor} placeholder={w.nobody} searchable value={seenBy} onChange={(value, option: Choice | null) => setPicked(value === null || option === null ? null : { value, label: option.label })} onSearchChange={(text) => setSearch(text === seer?.label ? '' : text)} filter={({ options }) => options} data={seer === null || found.some((each) => each.value === seer.value) ? found : [seer, ...found]} />
      </div>
      {preview.error && <ProblemPanel error={preview.error} />}
      <Issues issues={mistakes} />
      {settled.body.trim() === '' ? <Text size="sm" c="dimmed">{words.messages.noBody}</Text> : preview.data ? (
        <>
          <MessageView channel={settled.channel} subject={preview.data.subject} body={preview.data.body} html={preview.data.html} />
          {mistakes.length === 0 && <Issues issues={preview.data.issues} />}
        </>
      ) : !preview.error && mistakes.length === 0 && <Skeleton height={220} />}
    </aside>
  );
}

function Issues({ issues }: { issues: readonly Pick<Issue, 'code' | 'message'>[] }) {
  if (issues.length === 0) return null;
  return (
    <section aria-live="polite">
      <Title order={3} size="h4" mb={4}>{w.problems}</Title>
      <List size="sm">{issues.map((issue, i) => <List.Item key={`${issue.code}-${i}`}>{issue.message}</List.Item>)}</List>
    </section>
  );
}

/** What makes the words impossible to fill in. While it stands nothing is asked of the runtime: half a sentence is no error of anybody's. */
function mistakesIn({ subject, body, html }: Pick<MessageTemplate, 'subject' | 'body' | 'html'>): Issue[] {
  return [subject, body, html].flatMap((text) => (text ? parseText(text).issues.filter((issue) => issue.severity === 'error') : []));
}
