import type { Customer } from '@attune/runtime/shapes';
import { Switch, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, type ConsentChange } from '../../api/client.ts';
import { keys, useSettings } from '../../api/queries.ts';
import { confirm } from '../../ui/confirm.tsx';
import { tell, tellProblem } from '../../ui/notify.ts';
import { When } from '../../ui/when.tsx';
import { words } from '../../ui/words.ts';
import classes from './customer.module.css';

const w = words.customer;

/** What they agreed to. A change reaches the gate at once, so it is asked twice. */
export function ConsentCard({ customer }: { customer: Customer }) {
  const client = useQueryClient();
  const settings = useSettings();
  const change = useMutation({
    mutationFn: (what: ConsentChange) => api.customers.consent(customer.id, what),
    onSuccess: (changed) => {
      client.setQueryData(keys.customer(customer.id), changed);
      tell(w.changed);
      // A message that waited may have been dropped, and a run that waited for it moved on.
      void client.invalidateQueries({ queryKey: keys.customer(customer.id) });
      void client.invalidateQueries({ queryKey: keys.messages });
    },
    onError: tellProblem,
  });
  const channelName = (channel: string) => (channel === '*' ? w.anyChannel : undefined) ?? words.messages.channels[channel] ?? channel;
  const topicName = (topic: string) => (topic === '*' ? w.anyTopic : undefined) ?? settings.data?.topics.find((each) => each.key === topic)?.name ?? topic;
  const ask = ({ channel, topic, state }: Customer['consents'][number]): void => {
    const grant = state !== 'granted';
    const what = `${channelName(channel)}, ${topicName(topic)}`;
    confirm({ title: w.consentTitle(what), body: grant ? w.consentGrant : w.consentDeny, yes: w.change, run: () => change.mutate({ channel, topic, state: grant ? 'granted' : 'denied', source: 'editor' }) });
  };
  const askSentiment = (): void => {
    const next = !customer.sentimentAllowed;
    confirm({ title: next ? w.sentimentOn : w.sentimentOff, body: next ? w.sentimentOnBody : w.sentimentOffBody, yes: w.change, run: () => change.mutate({ sentimentAllowed: next }) });
  };
  return (
    <section className={classes.card}>
      <Title order={2} size="h4">{w.consent}</Title>
      <ul className={classes.consents}>
        {customer.consents.map((consent) => (
          <li key={`${consent.channel}/${consent.topic}`}>
            <div>
              <div>{`${channelName(consent.channel)}, ${topicName(consent.topic)}`}</div>
              <div className={classes.soft}>{w.consentStates[consent.state]} {w.source(consent.source)}, <When at={consent.at} /></div>
            </div>
            <Switch aria-label={`${channelName(consent.channel)}, ${topicName(consent.topic)}`} checked={consent.state === 'granted'} disabled={change.isPending} onChange={() => ask(consent)} />
          </li>
        ))}
        <li>
          <div>
            <div>{w.sentiment}</div>
            <div className={classes.soft}>{w.sentimentHelp}</div>
          </div>
          <Switch aria-label={w.sentiment} checked={customer.sentimentAllowed} disabled={change.isPending} onChange={askSentiment} />
        </li>
      </ul>
      {customer.consents.length === 0 && <p className={classes.soft} style={{ margin: 0 }}>{w.noConsent}</p>}
    </section>
  );
}
