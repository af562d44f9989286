import { Skeleton } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Journey } from '@attune/runtime/shapes';
import { keys, useJourney } from '../../api/queries.ts';
import { ToolsContext, type Tools } from '../../canvas/tools.ts';
import { tell } from '../../ui/notify.ts';
import { ProblemPanel } from '../../ui/problem-panel.tsx';
import { tellWarning } from './tell-warning.ts';
import { openJourney } from './open-journey.ts';
import { Unreadable } from './unreadable.tsx';
import { Workbench } from './workbench.tsx';

/** One journey: drawn, edited, tried, published and watched. */
export function JourneyScreen({ journeyKey }: { readonly journeyKey: string }) {
  const journey = useJourney(journeyKey);
  // what the cache still holds from an earlier visit may be older than the server's: only a fresh answer is opened
  if (journey.data && journey.isFetchedAfterMount) return <Open key={journeyKey} journey={journey.data} />;
  if (journey.error) return <ProblemPanel error={journey.error} retry={() => void journey.refetch()} />;
  return <Loading />;
}

function Open({ journey }: { readonly journey: Journey }) {
  const client = useQueryClient();
  const [first] = useState(journey);
  const [tools, setTools] = useState<Tools | null>(null);
  const [unreadable, setUnreadable] = useState(false);
  useEffect(() => {
    const opened = openJourney(first, (message, tone) => (tone === 'bad' ? tellWarning(message) : tell(message)), (saved) => {
      client.setQueryData(keys.journey(first.key), saved);
      void client.invalidateQueries({ queryKey: keys.journeys, exact: true });
    });
    setUnreadable(!opened);
    setTools(opened?.tools ?? null);
    return () => opened?.close();
  }, [client, first]);
  if (unreadable) return <Unreadable journey={first} />;
  if (!tools) return <Loading />;
  return (
    <ToolsContext.Provider value={tools}>
      <Workbench journey={journey} />
    </ToolsContext.Provider>
  );
}

function Loading() {
  return (
    <div className="workbench" aria-busy>
      <div style={{ padding: 16, gridColumn: '1 / -1' }}><Skeleton h={28} w={320} /></div>
    </div>
  );
}
