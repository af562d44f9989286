import type { MessageTemplate } from '@attune/runtime/shapes';
import { Skeleton } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { PenLine } from 'lucide-react';
import { useContent } from '../../api/queries.ts';
import { BackLink } from '../../ui/back-link.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Page } from '../../ui/page.tsx';
import { ProblemPanel } from '../../ui/problem-panel.tsx';
import { words } from '../../ui/words.ts';
import { ContentForm } from './content-form.tsx';

const w = words.content;
const route = getRouteApi('/content/$key');
const blank: Pick<MessageTemplate, 'channel' | 'name' | 'subject' | 'body' | 'html'> = { channel: 'email', name: '', subject: '', body: '', html: null };

/** One message template: its words and how they look to a customer. The key `new` makes one. */
export function ContentEditorScreen() {
  const { key } = route.useParams();
  const content = useContent();
  const isNew = key === 'new';
  const item = isNew ? blank : content.data?.find((each) => each.key === key);
  return (
    <Page title={isNew ? w.newTitle : (item?.name ?? key)} width="wide" trail={<BackLink to="/content">{w.back}</BackLink>}>
      {content.error && <ProblemPanel error={content.error} retry={() => void content.refetch()} title={words.errors.load} />}
      {!item && content.isPending && <Skeleton height={420} />}
      {!item && content.data && <EmptyState icon={PenLine} title={words.errors.notFound}>{words.errors.notFoundHelp}</EmptyState>}
      {item && <ContentForm key={key} templateKey={isNew ? null : key} initial={item} />}
    </Page>
  );
}
