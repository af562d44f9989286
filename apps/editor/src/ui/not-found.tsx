import { Compass } from 'lucide-react';
import { EmptyState } from './empty-state.tsx';
import { LinkButton } from './link-button.tsx';
import { Page } from './page.tsx';
import { words } from './words.ts';

export function NotFound() {
  return (
    <Page title={words.errors.notFoundTitle}>
      <EmptyState icon={Compass} title={words.errors.notFound} action={<LinkButton to="/">{words.errors.home}</LinkButton>}>{words.errors.notFoundHelp}</EmptyState>
    </Page>
  );
}
