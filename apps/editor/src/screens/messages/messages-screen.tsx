import type { MessageItem } from '@attune/runtime/shapes';
import { Button, Select, Skeleton, Stack } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Mail, MailSearch, SearchX } from 'lucide-react';
import { useCatalog, useJourneys, useMessages } from '../../api/queries.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FilterBar, SearchField } from '../../ui/filter-bar.tsx';
import { MoreButton } from '../../ui/more-button.tsx';
import { Page } from '../../ui/page.tsx';
import { ProblemPanel } from '../../ui/problem-panel.tsx';
import { MessagePill } from '../../ui/status-pill.tsx';
import { When } from '../../ui/when.tsx';
import { words } from '../../ui/words.ts';
import classes from '../../ui/panes.module.css';
import { ReadingPane } from './reading-pane.tsx';

const w = words.messages;
const route = getRouteApi('/messages');
const statuses = ['sent', 'queued', 'deferred', 'sending', 'skipped', 'failed', 'uncertain'] as const;

/** The outbox: every message that was decided, with its words and its reason. */
export function MessagesScreen() {
  const { message: chosen, ...filter } = route.useSearch();
  const navigate = route.useNavigate();
  const messages = useMessages(filter);
  const journeys = useJourneys();
  const nameOf = (key: string): string => journeys.data?.find((each) => each.key === key)?.name ?? key;
  const filtered = Object.values(filter).some(Boolean);
  const nothing = !messages.isPending && !messages.error && messages.items.length === 0;
  return (
    <Page title={w.title} lead={w.lead} width="wide">
      {(filtered || !nothing) && <Filters result={messages.isPending ? undefined : words.common.results(messages.items.length, messages.hasNextPage)} />}
      {messages.error && <ProblemPanel error={messages.error} retry={() => void messages.refetch()} title={words.errors.load} />}
      {nothing && !filtered && <EmptyState icon={Mail} title={w.empty}>{w.emptyHelp}</EmptyState>}
      {nothing && filtered && <EmptyState icon={SearchX} title={w.nothing} action={<Button variant="default" onClick={() => void navigate({ search: {} })}>{words.journeys.reset}</Button>}>{w.nothingHelp}</EmptyState>}
      {(messages.isPending || messages.items.length > 0) && (
        <div className={classes.panes} data-reading={chosen !== undefined}>
          <div className={classes.list}>
            {messages.isPending ? <Stack p="md">{Array.from({ length: 7 }, (_, i) => <Skeleton key={i} height={58} />)}</Stack> : (
              <ul aria-label={w.caption}>{messages.items.map((message) => <li key={message.id}><Line message={message} chosen={message.id === chosen} journey={nameOf(message.journey)} /></li>)}</ul>
            )}
            <div className={classes.more}><MoreButton pages={messages} /></div>
          </div>
          <section className={classes.pane} aria-label={w.showing}>
            {chosen === undefined ? <div className={classes.pick}><MailSearch size={30} strokeWidth={1.5} aria-hidden />{w.pick}</div> : <ReadingPane key={chosen} id={chosen} />}
          </section>
        </div>
      )}
    </Page>
  );
}

function Filters({ result }: { result: string | undefined }) {
  const { journey, status, channel, customer = '' } = route.useSearch();
  const navigate = route.useNavigate();
  const journeys = useJourneys();
  const catalog = useCatalog();
  const set = (change: { journey?: string; status?: string; channel?: string; customer?: string }) => void navigate({ search: ({ message: _, ...old }) => ({ ...old, ...change }), replace: true });
  return (
    <FilterBar result={result}>
      <SearchField value={customer} onSearch={(text) => set({ customer: text })} label={w.search} />
      <Select aria-label={w.journey} placeholder={w.anyJourney} clearable searchable value={journey ?? null} onChange={(value) => set({ journey: value ?? '' })} data={(journeys.data ?? []).map((each) => ({ value: each.key, label: each.name }))} />
      <Select aria-label={w.statusLabel} placeholder={w.anyStatus} clearable w={150} value={status ?? null} onChange={(value) => set({ status: value ?? '' })} data={statuses.map((value) => ({ value, label: w.status[value] }))} />
      <Select aria-label={w.channel} placeholder={w.anyChannel} clearable w={150} value={channel ?? null} onChange={(value) => set({ channel: value ?? '' })} data={(catalog.data?.channels ?? []).map((each) => ({ value: each.name, label: each.title }))} />
    </FilterBar>
  );
}

function Line({ message, chosen, journey }: { message: MessageItem; chosen: boolean; journey: string }) {
  return (
    <Link to="/messages" search={(old) => ({ ...old, message: message.id })} className={classes.line ?? ''} data-chosen={chosen} {...(chosen ? { 'aria-current': 'true' as const } : {})}>
      <span className={classes.lineTop}><span className={classes.to}>{message.to ?? message.customer}</span><span className={classes.at}><When at={message.sentAt ?? message.createdAt} /></span></span>
      <span className={classes.subject}>{message.subject ?? firstWords(message.body) ?? w.ofJourney(w.channels[message.channel] ?? message.channel, journey)}</span>
      <span className={classes.lineEnd}><MessagePill status={message.status} />{message.reason && <span className={classes.reason}>{w.reasons[message.reason] ?? message.reason}</span>}</span>
    </Link>
  );
}

const firstWords = (body: string | null): string | null => (body === null ? null : body.trim().split('\n')[0] || null);
