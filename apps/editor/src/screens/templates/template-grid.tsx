import type { JourneyTemplate } from '@attune/runtime/shapes';
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { CircleCheck, CircleDashed } from 'lucide-react';
import { useTemplates } from '../../api/queries.ts';
import { GraphPicture } from '../../ui/graph-picture.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { Pill } from '../../ui/pill.tsx';
import { ProblemPanel } from '../../ui/problem-panel.tsx';
import { words } from '../../ui/words.ts';
import { CardSkeletons } from './card-skeletons.tsx';
import { graphOf } from './template-graph.ts';
import classes from './templates.module.css';
import { useTemplate } from './use-template.ts';

const w = words.templates;

/** The gallery as cards. `limit` shows the first ones only. */
export function TemplateGrid({ limit, search = '', heading = 'h2' }: { limit?: number; search?: string; heading?: 'h2' | 'h3' }) {
  const templates = useTemplates();
  if (templates.error) return <ProblemPanel error={templates.error} retry={() => void templates.refetch()} title={words.errors.load} />;
  if (!templates.data) return <CardSkeletons />;
  const text = search.toLocaleLowerCase();
  const shown = templates.data.filter((template) => `${template.name} ${template.purpose} ${template.category}`.toLocaleLowerCase().includes(text)).slice(0, limit);
  if (shown.length === 0) return <p className={classes.purpose}>{w.nothing}</p>;
  return (
    <ul className={classes.grid}>
      {shown.map((template) => <li key={template.key} className={classes.card}><TemplateCard template={template} heading={heading} /></li>)}
    </ul>
  );
}

function TemplateCard({ template, heading: Heading }: { template: JourneyTemplate; heading: 'h2' | 'h3' }) {
  const use = useTemplate(template);
  const graph = graphOf(template);
  return (
    <>
      <Link to="/templates" search={{ template: template.key }} className={classes.picture ?? ''} aria-label={`${w.look}: ${template.name}`}>
        {graph && <GraphPicture graph={graph} label={w.picture(template.name, graph.nodes.length)} />}
      </Link>
      <div className={classes.body}>
        <Heading className={classes.name}>{template.name}</Heading>
        <p className={classes.purpose}>{template.purpose}</p>
        <div className={classes.facts}>
          <Pill>{w.categories[template.category] ?? template.category}</Pill>
          {graph && <Pill>{w.stepCount(graph.nodes.length)}</Pill>}
          {template.messages.length > 0 && <Pill>{w.messageCount(template.messages.length)}</Pill>}
        </div>
        <Missing missing={template.missing} />
        <div className={classes.actions}>
          <Button onClick={() => use.mutate()} loading={use.isPending} aria-label={`${w.use}: ${template.name}`}>{w.use}</Button>
          <LinkButton variant="subtle" to="/templates" search={{ template: template.key }} aria-label={`${w.look}: ${template.name}`}>{w.look}</LinkButton>
        </div>
      </div>
    </>
  );
}

function Missing({ missing }: { missing: JourneyTemplate['missing'] }) {
  const names = [...missing.events, ...missing.traits, ...missing.channels];
  if (names.length === 0) return <p className={classes.missing}><CircleCheck size={16} aria-hidden style={{ color: 'var(--good-ink)' }} />{w.ready}</p>;
  return <p className={classes.missing}><CircleDashed size={16} aria-hidden /><span>{w.missing}: <strong>{names.join(', ')}</strong></span></p>;
}
