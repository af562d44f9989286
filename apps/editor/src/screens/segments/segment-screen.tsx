import type { Segment } from '@attune/runtime/shapes';
import { Skeleton } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useSegment } from '../../api/queries.ts';
import { BackLink } from '../../ui/back-link.tsx';
import { Page } from '../../ui/page.tsx';
import { ProblemPanel } from '../../ui/problem-panel.tsx';
import { words } from '../../ui/words.ts';
import { Members } from './members.tsx';
import { SegmentForm } from './segment-form.tsx';

const w = words.segments;
const route = getRouteApi('/segments/$key');
const blank: Pick<Segment, 'name' | 'kind' | 'condition'> = { name: '', kind: 'dynamic', condition: null };

/** One segment: its rule, who fits it now, who is in it. The key `new` makes one. */
export function SegmentScreen() {
  const { key } = route.useParams();
  const isNew = key === 'new';
  const segment = useSegment(isNew ? null : key);
  const title = isNew ? w.new : (segment.data?.name ?? key);
  return (
    <Page title={title} trail={<BackLink to="/segments">{w.back}</BackLink>}>
      {segment.error && <ProblemPanel error={segment.error} retry={() => void segment.refetch()} title={words.errors.load} />}
      {isNew && <SegmentForm key="new" segmentKey={null} initial={blank} />}
      {!isNew && segment.isPending && <Skeleton height={280} />}
      {!isNew && segment.data && (
        <>
          <SegmentForm key={key} segmentKey={key} initial={segment.data} />
          <Members segment={key} />
        </>
      )}
    </Page>
  );
}
