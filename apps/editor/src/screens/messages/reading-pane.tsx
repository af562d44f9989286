import { Button, Skeleton, Stack, Tabs, Text, Title } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { ArrowLeft } from 'lucide-react';
import { useCatalog, useJourneys, useMessage } from '../../api/queries.ts';
import { Fact } from '../../ui/fact.tsx';
import { MessageView } from '../../ui/message-view.tsx';
import { ProblemPanel } from '../../ui/problem-panel.tsx';
import { MessagePill } from '../../ui/status-pill.tsx';
import { StepName } from '../../ui/step-name.tsx';
import { Due, When } from '../../ui/when.tsx';
import { WhyPanel } from '../../ui/why-panel.tsx';
import { words } from '../../ui/words.ts';
import classes from '../../ui/panes.module.css';

const w = words.messages;
const route = getRouteApi('/messages');

/** One message: to whom, what became of it, its words, and why. */
export function ReadingPane({ id }: { id: string }) {
  const message = useMessage(id);
  const journeys = useJourneys();
  const catalog = useCatalog();
  const navigate = route.useNavigate();
  if (message.error) return <div className={classes.read}><ProblemPanel error={message.error} retry={() => void message.refetch()} title={words.errors.load} /></div>;
  if (!message.data) return <Stack p="xl"><Skeleton height={28} width="60%" /><Skeleton height={90} /><Skeleton height={320} /></Stack>;
  const { channel, customer, journey, step, status, reason, subject, body, html, to, createdAt, sentAt, dueAt, error, topic, template, version } = message.data;
  const journeyName = journeys.data?.find((each) => each.key === journey)?.name ?? journey;
  return (
    <div className={classes.read}>
      <Button className={classes.backButton ?? ''} variant="subtle" size="compact-sm" leftSection={<ArrowLeft size={16} aria-hidden />} onClick={() => void navigate({ search: ({ message: _, ...old }) => old })}>{w.back}</Button>
      <Title order={2}>{subject ?? w.ofJourney(w.channels[channel] ?? channel, journeyName)}</Title>
      <div className={classes.state}>
        <MessagePill status={status} />
        {reason && <span>{w.reasons[reason] ?? reason}</span>}
        {dueAt && (status === 'deferred' || status === 'queued') && <span><Due at={dueAt} words={w.due} /></span>}
      </div>
      {error && <ProblemPanel error={new Error(error)} title={w.error} />}
      <dl className={classes.facts}>
        <Fact name={w.to}><Link to="/customers/$id" params={{ id: customer }}>{to ?? w.noAddress}</Link>{to !== customer && <Text span c="dimmed" size="sm"> {customer}</Text>}</Fact>
        <Fact name={w.from}><Link to="/journeys/$key" params={{ key: journey }} search={{ step }}>{journeyName}</Link><Text span c="dimmed" size="sm"> {words.why.version(version)}, <StepName journey={journey} version={version} step={step} /></Text></Fact>
        <Fact name={w.channel}>{w.channels[channel] ?? channel}{topic && <Text span c="dimmed" size="sm"> {catalog.data?.topics.find((each) => each.key === topic)?.name ?? topic}</Text>}</Fact>
        <Fact name={w.when}><When at={sentAt ?? createdAt} as="moment" /></Fact>
        {template && <Fact name={w.template}><Link to="/content/$key" params={{ key: template }}>{catalog.data?.templates.find((each) => each.key === template)?.name ?? template}</Link></Fact>}
      </dl>
      <Tabs defaultValue={body === null && html === null ? 'why' : 'look'} keepMounted={false}>
        <Tabs.List mb="md">
          <Tabs.Tab value="look">{w.look}</Tabs.Tab>
          <Tabs.Tab value="why">{w.why}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="look"><MessageView channel={channel} subject={subject} body={body} html={html} /></Tabs.Panel>
        <Tabs.Panel value="why"><WhyPanel message={id} /></Tabs.Panel>
      </Tabs>
    </div>
  );
}
