import { Stack, Text, Title } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { LinkButton } from '../../ui/link-button.tsx';
import { words } from '../../ui/words.ts';
import { CardSkeletons } from '../templates/card-skeletons.tsx';
import { SampleOffer } from './sample-panel.tsx';

// The gallery draws journeys and so needs the language; the list of journeys does not wait for it.
const TemplateGrid = lazy(async () => ({ default: (await import('../templates/template-grid.tsx')).TemplateGrid }));

/** The first thing a new workspace shows: what to begin with. */
export function FirstSteps() {
  return (
    <Stack gap="xl">
      <div>
        <Title order={2}>{words.empty.title}</Title>
        <Text c="dimmed" mt={6} maw="70ch">{words.empty.lead}</Text>
      </div>
      <SampleOffer />
      <Suspense fallback={<CardSkeletons />}><TemplateGrid limit={6} heading="h3" /></Suspense>
      <div><LinkButton to="/templates" variant="default">{words.empty.all}</LinkButton></div>
    </Stack>
  );
}
