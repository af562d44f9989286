import type { Customer } from '@attune/runtime/shapes';
import { ActionIcon, Drawer, Menu, Skeleton, Stack, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Ellipsis, UserX } from 'lucide-react';
import { api } from '../../api/client.ts';
import { keys, useCustomer } from '../../api/queries.ts';
import { BackLink } from '../../ui/back-link.tsx';
import { confirm } from '../../ui/confirm.tsx';
import { MoodPill } from '../../ui/mood.tsx';
import { tell, tellProblem } from '../../ui/notify.ts';
import { Page } from '../../ui/page.tsx';
import { ProblemPanel } from '../../ui/problem-panel.tsx';
import { WhyPanel } from '../../ui/why-panel.tsx';
import { words } from '../../ui/words.ts';
import { CareCard, SegmentsCard, TraitsCard } from './about-cards.tsx';
import { ConsentCard } from './consent-card.tsx';
import classes from './customer.module.css';
import { MoodCard } from './mood-card.tsx';
import { Runs } from './runs.tsx';
import { CustomerTasks } from './tasks.tsx';
import { Timeline } from './timeline.tsx';

const w = words.customer;
const route = getRouteApi('/customers/$id');

/** One customer from all sides, and why each thing happened to them. */
export function CustomerScreen() {
  const { id } = route.useParams();
  const { show = 'all', why } = route.useSearch();
  const navigate = route.useNavigate();
  const customer = useCustomer(id);
  const back = <BackLink to="/customers">{w.back}</BackLink>;
  if (customer.error) return <Page title={id} trail={back}><ProblemPanel error={customer.error} retry={() => void customer.refetch()} title={words.errors.load} /></Page>;
  if (!customer.data) return <Page title={id} trail={back}><Loading /></Page>;
  const person = customer.data;
  return (
    <Page
      title={person.name ?? person.email ?? person.id}
      lead={<span className={classes.lead}>{[person.name ? person.email : null, person.id].filter(Boolean).join(' · ')} <MoodPill label={person.mood} /></span>}
      trail={back}
      actions={<PersonMenu customer={person} />}
    >
      <div className={classes.columns}>
        <div className={classes.story}>
          <CustomerTasks customer={id} />
          <Runs customer={id} />
          <Timeline customer={id} show={show} onShow={(next) => void navigate({ search: (old) => ({ ...old, show: next }), replace: true })} onWhy={(message) => void navigate({ search: (old) => ({ ...old, why: message }) })} />
        </div>
        <aside className={classes.about}>
          <MoodCard mood={person.moodDetail} />
          <CareCard care={person.care} />
          <ConsentCard customer={person} />
          <SegmentsCard segments={person.segments} />
          <TraitsCard customer={person} />
        </aside>
      </div>
      <Drawer opened={why !== undefined} onClose={() => void navigate({ search: ({ why: _, ...old }) => old })} title={<Title order={2} component="span">{words.why.title}</Title>}>
        {why !== undefined && <WhyPanel message={why} />}
      </Drawer>
    </Page>
  );
}

function PersonMenu({ customer }: { customer: Customer }) {
  const client = useQueryClient();
  const navigate = route.useNavigate();
  const erase = useMutation({
    mutationFn: () => api.customers.erase(customer.id),
    onSuccess: async () => {
      tell(w.erased);
      await navigate({ to: '/customers' });
      client.removeQueries({ queryKey: keys.customer(customer.id) });
      return client.invalidateQueries();
    },
    onError: tellProblem,
  });
  return (
    <Menu>
      <Menu.Target><ActionIcon variant="default" aria-label={w.actions} loading={erase.isPending}><Ellipsis size={18} aria-hidden /></ActionIcon></Menu.Target>
      <Menu.Dropdown>
        <Menu.Item color="bad" leftSection={<UserX size={16} aria-hidden />} onClick={() => confirm({ title: w.eraseTitle, body: w.eraseBody, yes: w.erase, danger: true, run: () => erase.mutate() })}>{w.erase}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function Loading() {
  return (
    <div className={classes.columns} aria-hidden>
      <Stack>{Array.from({ length: 6 }, (_, i) => <Skeleton key={i} height={64} />)}</Stack>
      <Stack><Skeleton height={180} /><Skeleton height={220} /></Stack>
    </div>
  );
}
