import type { JourneyTemplate } from '@attune/runtime/shapes';
import { Button, Drawer, Stack, Text, Title } from '@mantine/core';
import { CircleCheck, CircleDashed } from 'lucide-react';
import { KindIcon } from '../../canvas/icons.tsx';
import { kindOf, summaryOf, titleOf } from '../../document/kinds.ts';
import { GraphPicture } from '../../ui/graph-picture.tsx';
import { pictureOf } from '../../ui/graph-layout.ts';
import { Pill } from '../../ui/pill.tsx';
import { words } from '../../ui/words.ts';
import { graphOf } from './template-graph.ts';
import classes from './templates.module.css';
import { useTemplate } from './use-template.ts';

const w = words.templates;

/** A template looked at closely: its picture, what it needs, its steps and its words. */
export function TemplateDrawer({ template, onClose }: { template: JourneyTemplate | null; onClose: () => void }) {
  return (
    <Drawer opened={template !== null} onClose={onClose} title={template ? <Title order={2} component="span">{template.name}</Title> : null} size={640}>
      {template && <Content template={template} />}
    </Drawer>
  );
}

function Content({ template }: { template: JourneyTemplate }) {
  const use = useTemplate(template);
  const graph = graphOf(template);
  return (
    <Stack gap="lg">
      <Text c="dimmed">{template.purpose}</Text>
      {graph && <div className={classes.preview}><GraphPicture graph={graph} label={w.picture(template.name, graph.nodes.length)} /></div>}
      <div>
        <Button onClick={() => use.mutate()} loading={use.isPending}>{w.use}</Button>
        <Text size="sm" c="dimmed" mt={8}>{w.opens}</Text>
      </div>
      <Needs template={template} />
      {graph && <Steps graph={graph} />}
      {template.messages.length > 0 && (
        <section>
          <Title order={3} mb="sm">{w.messages}</Title>
          <Stack gap="sm">
            {template.messages.map((message) => (
              <div key={message.key} className={classes.message}>
                <Pill>{words.messages.channels[message.channel] ?? message.channel}</Pill> <strong>{message.subject ?? message.name}</strong>
                <p>{message.body}</p>
              </div>
            ))}
          </Stack>
        </section>
      )}
    </Stack>
  );
}

function Needs({ template: { needs, missing } }: { template: JourneyTemplate }) {
  const rows = [
    { label: w.events, names: needs.events, missing: missing.events },
    { label: w.traits, names: needs.traits, missing: missing.traits },
    { label: w.channels, names: needs.channels, missing: missing.channels },
    { label: w.segments, names: needs.segments, missing: [] as string[] },
  ].filter((row) => row.names.length > 0);
  if (rows.length === 0) return null;
  return (
    <section>
      <Title order={3} mb="sm">{w.needs}</Title>
      <dl className={classes.needs}>
        {rows.map((row) => (
          <div key={row.label} style={{ display: 'contents' }}>
            <dt>{row.label}</dt>
            <dd>
              {row.names.map((name) => (row.missing.includes(name) ? <Pill key={name} tone="wait" icon={CircleDashed}>{name}, {w.unseen}</Pill> : <Pill key={name} tone="good" icon={CircleCheck}>{name}</Pill>))}
            </dd>
          </div>
        ))}
      </dl>
      {rows.some((row) => row.missing.length > 0) && <Text size="sm" c="dimmed" mt="sm">{w.missingHelp}</Text>}
    </section>
  );
}

function Steps({ graph }: { graph: NonNullable<ReturnType<typeof graphOf>> }) {
  const places = new Map(pictureOf(graph).places.map((place) => [place.id, place]));
  const inOrder = graph.nodes.toSorted((a, b) => (places.get(a.id)?.x ?? 0) - (places.get(b.id)?.x ?? 0) || (places.get(a.id)?.y ?? 0) - (places.get(b.id)?.y ?? 0));
  return (
    <section>
      <Title order={3} mb="sm">{w.steps}</Title>
      <ol className={classes.steps}>
        {inOrder.map((node) => (
          <li key={node.id}>
            <span className={classes.tile} data-tone={kindOf(node.kind)?.category ?? 'flow'}><KindIcon name={kindOf(node.kind)?.icon ?? ''} /></span>
            <div>
              <div className={classes.stepName}>{titleOf(node)}</div>
              <div className={classes.soft}>{summaryOf(node).map((part) => part.text).join(' ')}</div>
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}
