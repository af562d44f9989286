import { Button } from '@mantine/core';
import { FlaskConical } from 'lucide-react';
import { useExperiments } from '../api/queries.ts';
import { useTools, useView } from '../canvas/tools.ts';
import { words } from '../canvas/words.ts';

/** The way to what an experiment at this step shows; nothing where the published version counts none here. */
export function FiguresHere({ node }: { readonly node: string }) {
  const { journeyKey, view } = useTools();
  // a journey that has counts was published
  const published = useView((state) => state.stats !== null);
  const experiments = useExperiments(journeyKey, published);
  if (!experiments.data?.experiments.some(({ step }) => step === node)) return null;
  return <Button mb="md" variant="light" size="compact-md" leftSection={<FlaskConical size={16} aria-hidden />} onClick={() => view.setState({ panel: 'experiments' })}>{words.experiments.figures}</Button>;
}
