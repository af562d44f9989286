import { Skeleton, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api } from '../../api/client.ts';
import { MoodPill } from '../../ui/mood.tsx';
import { count } from '../../ui/numbers.ts';
import { ProblemPanel } from '../../ui/problem-panel.tsx';
import { words } from '../../ui/words.ts';
import classes from './segments.module.css';

const w = words.segments;
const PAUSE_MS = 400;

/** How many fit the rule right now, and some of them; follows the rule while it is written. */
export function SegmentPreview({ condition }: { condition: unknown }) {
  const [settled] = useDebouncedValue(condition, PAUSE_MS);
  const preview = useQuery({
    queryKey: ['segment-preview', settled],
    queryFn: ({ signal }) => api.segments.preview(settled, signal),
    enabled: settled !== undefined,
    placeholderData: keepPreviousData,
  });
  return (
    <aside className={classes.card} aria-label={w.live}>
      <Title order={2} size="h4">{w.live}</Title>
      {settled === undefined && <p className={classes.soft}>{w.needRule}</p>}
      {preview.error && <ProblemPanel error={preview.error} />}
      {settled !== undefined && !preview.error && (
        <>
          <p className={classes.count} aria-live="polite">{preview.data ? words.common.people(preview.data.count, count(preview.data.count)) : <Skeleton height={34} width={140} />}</p>
          {preview.data && (preview.data.sample.length === 0 ? <p className={classes.soft}>{w.nobody}</p> : (
            <>
              <Title order={3} size="h4">{w.some}</Title>
              <ul className={classes.people}>
                {preview.data.sample.map((customer) => (
                  <li key={customer.id}>
                    <Link to="/customers/$id" params={{ id: customer.id }}>{customer.name ?? customer.email ?? customer.id}</Link>
                    <MoodPill label={customer.mood} />
                  </li>
                ))}
              </ul>
            </>
          ))}
        </>
      )}
    </aside>
  );
}
