import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useTemplates } from '../../api/queries.ts';
import { FilterBar, SearchField } from '../../ui/filter-bar.tsx';
import { Page } from '../../ui/page.tsx';
import { words } from '../../ui/words.ts';
import { TemplateDrawer } from './template-drawer.tsx';
import { TemplateGrid } from './template-grid.tsx';

const route = getRouteApi('/templates');

/** The gallery of ready journeys. */
export function TemplatesScreen() {
  const { template: open } = route.useSearch();
  const navigate = route.useNavigate();
  const [search, setSearch] = useState('');
  const templates = useTemplates();
  const opened = templates.data?.find((template) => template.key === open) ?? null;
  return (
    <Page title={words.templates.title} lead={words.templates.lead}>
      <FilterBar>
        <SearchField value={search} onSearch={setSearch} label={words.templates.search} />
      </FilterBar>
      <TemplateGrid search={search} />
      <TemplateDrawer template={opened} onClose={() => void navigate({ search: {} })} />
    </Page>
  );
}
