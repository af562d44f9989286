import { Skeleton } from '@mantine/core';
import { CircleCheck, CircleDashed } from 'lucide-react';
import { useCatalog } from '../../api/queries.ts';
import { Pill } from '../../ui/pill.tsx';
import { ProblemPanel } from '../../ui/problem-panel.tsx';
import { words } from '../../ui/words.ts';
import classes from './settings.module.css';

const w = words.settings.channels;

/** The ways to reach customers, and what a way that is not ready is missing. */
export function ChannelsPart() {
  const catalog = useCatalog();
  if (catalog.error) return <ProblemPanel error={catalog.error} retry={() => void catalog.refetch()} title={words.errors.load} />;
  if (!catalog.data) return <Skeleton height={220} />;
  return (
    <div className={classes.card}>
      <ul className={classes.lines}>
        {catalog.data.channels.map((channel) => (
          <li key={channel.name}>
            <span className={classes.grow}>
              <span className={classes.name}>{channel.title}</span>
              {channel.why && <span className={classes.soft} style={{ display: 'block' }}>{channel.why}</span>}
            </span>
            {channel.ready ? <Pill tone="good" icon={CircleCheck}>{w.ready}</Pill> : <Pill tone="wait" icon={CircleDashed}>{w.notReady}</Pill>}
          </li>
        ))}
      </ul>
    </div>
  );
}
