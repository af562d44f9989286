import { Button, Collapse, Select, Text, Textarea, TextInput } from '@mantine/core';
import { ChevronDown, ChevronRight } from 'lucide-react';
import { useState } from 'react';
import type { GraphNode } from '@attune/dsl';
import { KindTile } from '../canvas/icons.tsx';
import { useTools, useView } from '../canvas/tools.ts';
import { words } from '../canvas/words.ts';
import { updateConfig, updateDetails, type Details } from '../document/commands.ts';
import { kindOf, titleOf } from '../document/kinds.ts';
import { stageNames } from '../document/stages.ts';
import { FieldIssues } from './field-view.tsx';
import { FiguresHere } from './figures-here.tsx';
import { formOf } from './form.ts';
import { useIssues } from './form-context.ts';
import { JsonField } from './fields/json.tsx';
import { rawField } from './condition/raw-field.ts';
import { ObjectFields } from './object-fields.tsx';
import { PeopleHere } from './people-here.tsx';
import { Suggest } from './suggest.tsx';

/** Everything about one step: what its kind asks for, made from the kind's schema, and what its colleagues wrote on it. */
export function NodeForm({ node }: { readonly node: GraphNode }) {
  const { editor } = useTools();
  const kind = kindOf(node.kind);
  const issues = useIssues([]);
  const change = (config: Record<string, unknown>) => editor.getState().change(words.did.edit(`“${titleOf(node)}”`), (graph) => updateConfig(graph, node.id, config), `config:${node.id}`);
  const detail = (details: Details) => editor.getState().change(words.did.edit(`“${titleOf(node)}”`), (graph) => updateDetails(graph, node.id, details), `details:${node.id}:${Object.keys(details).join()}`);
  return (
    <>
      <div className="inspector-head">
        <KindTile name={kind?.icon ?? ''} category={kind?.category ?? 'flow'} size={32} />
        <TextInput aria-label={words.inspector.name} variant="unstyled" className="inspector-name" value={node.label ?? ''} placeholder={kind?.title ?? node.kind} onChange={(e) => detail({ label: e.currentTarget.value })} onBlur={() => editor.getState().seal()} />
      </div>
      <Text size="sm" c="dimmed" mb="md">{kind?.help ?? words.inspector.unknown}</Text>
      <FiguresHere node={node.id} />
      <FieldIssues issues={issues} />
      {kind ? <KindFields node={node} onChange={change} /> : <JsonField field={rawField} value={node.config} path={[]} label={null} error={null} onChange={(config) => change((config ?? {}) as Record<string, unknown>)} />}
      <PeopleHere node={node.id} />
      <DetailFields node={node} onChange={detail} />
    </>
  );
}

function KindFields({ node, onChange }: { readonly node: GraphNode; onChange(config: Record<string, unknown>): void }) {
  const kind = kindOf(node.kind);
  if (!kind) return null;
  const form = formOf(kind.config);
  return <ObjectFields fields={form.fields} oneOf={form.oneOf} value={node.config} path={[]} onChange={onChange} />;
}

const moods = words.inspector.moods.map((label, i) => ({ value: String(i - 2), label }));

function DetailFields({ node, onChange }: { readonly node: GraphNode; onChange(details: Details): void }) {
  const { editor } = useTools();
  const [open, setOpen] = useState(false);
  const stats = useView((view) => view.stats);
  const seal = () => editor.getState().seal();
  return (
    <div className="inspector-more" data-live={stats ? true : undefined}>
      <Button variant="subtle" color="gray" size="compact-sm" aria-expanded={open} leftSection={open ? <ChevronDown size={14} aria-hidden /> : <ChevronRight size={14} aria-hidden />} onClick={() => setOpen(!open)}>{words.inspector.more}</Button>
      <Collapse expanded={open}>
        {open && (
          <div className="fields" onBlur={seal}>
            <Select label={words.inspector.expected} placeholder={words.inspector.expectedNone} clearable data={moods} value={node.expectedMood === undefined ? null : String(Math.round(node.expectedMood))} onChange={(mood) => onChange({ expectedMood: mood === null ? undefined : Number(mood) })} />
            <Suggest label={words.inspector.stage} placeholder={words.inspector.stagePlaceholder} data={[...stageNames(editor.getState().graph)]} maxLength={80} value={node.stage ?? ''} onChange={(stage) => onChange({ stage })} />
            <Textarea label={words.inspector.note} placeholder={words.inspector.notePlaceholder} autosize minRows={2} value={node.note ?? ''} onChange={(e) => onChange({ note: e.currentTarget.value })} />
          </div>
        )}
      </Collapse>
    </div>
  );
}
