import type { Customer } from '@attune/runtime/shapes';
import { Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { HeartHandshake } from 'lucide-react';
import { useSegments } from '../../api/queries.ts';
import { Pill } from '../../ui/pill.tsx';
import { sayValue } from '../../ui/used-values.tsx';
import { When } from '../../ui/when.tsx';
import { words } from '../../ui/words.ts';
import classes from './customer.module.css';

const w = words.customer;

/** What stands open between the shop and this person. */
export function CareCard({ care }: { care: Customer['care'] }) {
  const flags = (['openComplaint', 'refundPending', 'deliveryLate'] as const).filter((flag) => care[flag]);
  return (
    <section className={classes.card}>
      <Title order={2} size="h4">{w.care}</Title>
      {flags.length === 0 ? <span className={classes.soft}>{w.noCare}</span> : (
        <>
          <div className={classes.row}>{flags.map((flag) => <Pill key={flag} tone="human" icon={HeartHandshake}>{w.careFlags[flag]}</Pill>)}</div>
          <p className={classes.soft} style={{ margin: '8px 0 0' }}>{w.careHelp}</p>
        </>
      )}
    </section>
  );
}

/** The segments they are in, each a link. */
export function SegmentsCard({ segments }: { segments: readonly string[] }) {
  const all = useSegments();
  return (
    <section className={classes.card}>
      <Title order={2} size="h4">{w.segments}</Title>
      {segments.length === 0 ? <span className={classes.soft}>{w.noSegments}</span> : (
        <div className={classes.row}>
          {segments.map((key) => <Link key={key} to="/segments/$key" params={{ key }} style={{ textDecoration: 'none' }}><Pill tone="accent">{all.data?.find((each) => each.key === key)?.name ?? key}</Pill></Link>)}
        </div>
      )}
    </section>
  );
}

/** Everything the shop told about them. */
export function TraitsCard({ customer }: { customer: Customer }) {
  const traits = Object.entries(customer.traits);
  return (
    <section className={classes.card}>
      <Title order={2} size="h4">{w.traits}</Title>
      <dl className={classes.facts}>
        <div><dt>{w.first}</dt><dd><When at={customer.createdAt} /></dd></div>
        <div><dt>{w.seen}</dt><dd><When at={customer.lastSeen} /></dd></div>
        {customer.timezone && <div><dt>{w.zone}</dt><dd>{customer.timezone}</dd></div>}
        {customer.locale && <div><dt>{w.locale}</dt><dd>{customer.locale}</dd></div>}
        {traits.map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{sayValue(value)}</dd></div>)}
      </dl>
      {traits.length === 0 && <p className={classes.soft} style={{ margin: '8px 0 0' }}>{w.noTraits}</p>}
    </section>
  );
}
