import { Tabs } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { Page } from '../../ui/page.tsx';
import { words } from '../../ui/words.ts';
import classes from './inbox.module.css';
import { SurveysPart } from './surveys-part.tsx';
import { TasksPart } from './tasks-part.tsx';

const w = words.inbox;
const route = getRouteApi('/inbox');

/** What reaches people rather than machines: tasks to decide, and what customers answered. */
export function InboxScreen() {
  const { part } = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <Page title={w.title} lead={w.lead} width="wide">
      <Tabs value={part === 'surveys' ? 'surveys' : 'tasks'} onChange={(next) => void navigate({ search: next === 'surveys' ? { part: 'surveys' } : {} })} keepMounted={false} className={classes.parts ?? ''}>
        <Tabs.List mb="md" aria-label={w.part}>
          <Tabs.Tab value="tasks">{w.parts.tasks}</Tabs.Tab>
          <Tabs.Tab value="surveys">{w.parts.surveys}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="tasks"><TasksPart /></Tabs.Panel>
        <Tabs.Panel value="surveys"><SurveysPart /></Tabs.Panel>
      </Tabs>
    </Page>
  );
}
