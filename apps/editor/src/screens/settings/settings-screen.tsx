import type { Settings } from '@attune/runtime/shapes';
import { Skeleton, Title } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { KeyRound, ListChecks, RadioTower, ShieldCheck, Store, Tags, TriangleAlert, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { useSettings } from '../../api/queries.ts';
import { Page } from '../../ui/page.tsx';
import { ProblemPanel } from '../../ui/problem-panel.tsx';
import { words } from '../../ui/words.ts';
import { ChannelsPart } from './channels-part.tsx';
import { ConnectPart } from './connect-part.tsx';
import { FailuresPart } from './failures-part.tsx';
import { KeysPart } from './keys-part.tsx';
import { RulesPart } from './rules-part.tsx';
import classes from './settings.module.css';
import { TopicsPart } from './topics-part.tsx';
import { WorkspacePart } from './workspace-part.tsx';

const w = words.settings;
const route = getRouteApi('/settings');

interface Part {
  readonly id: keyof typeof w.parts;
  readonly icon: LucideIcon;
  readonly lead: string;
  readonly show: (settings: Settings) => ReactNode;
}

const parts: readonly Part[] = [
  { id: 'workspace', icon: Store, lead: w.workspace.lead, show: (settings) => <WorkspacePart settings={settings} /> },
  { id: 'connect', icon: RadioTower, lead: w.connect.lead, show: (settings) => <ConnectPart writeKey={settings.writeKey} /> },
  { id: 'channels', icon: ListChecks, lead: w.channels.lead, show: () => <ChannelsPart /> },
  { id: 'rules', icon: ShieldCheck, lead: w.rules.lead, show: (settings) => <RulesPart settings={settings} /> },
  { id: 'topics', icon: Tags, lead: w.topics.lead, show: (settings) => <TopicsPart settings={settings} /> },
  { id: 'keys', icon: KeyRound, lead: w.keys.lead, show: () => <KeysPart /> },
  { id: 'failures', icon: TriangleAlert, lead: w.failures.lead, show: () => <FailuresPart /> },
];

/** Everything that holds for the whole workspace. */
export function SettingsScreen() {
  const { part: asked } = route.useSearch();
  const settings = useSettings();
  const part = parts.find((each) => each.id === asked) ?? parts[0];
  if (!part) return null;
  return (
    <Page title={w.title}>
      <div className={classes.columns}>
        <nav aria-label={w.menu}>
          <ul className={classes.menu}>
            {parts.map((each) => (
              <li key={each.id}>
                <Link to="/settings" search={{ part: each.id }} className={classes.item ?? ''} data-active={each === part} {...(each === part ? { 'aria-current': 'page' as const } : {})}>
                  <each.icon size={18} strokeWidth={1.8} aria-hidden />
                  {w.parts[each.id]}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
        <section className={classes.part}>
          <div>
            <Title order={2}>{w.parts[part.id]}</Title>
            <p className={classes.lead}>{part.lead}</p>
          </div>
          {settings.error && <ProblemPanel error={settings.error} retry={() => void settings.refetch()} title={words.errors.load} />}
          {settings.isPending && <Skeleton height={260} />}
          {settings.data && part.show(settings.data)}
        </section>
      </div>
    </Page>
  );
}
