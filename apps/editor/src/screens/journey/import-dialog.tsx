import { Alert, Button, FileButton, Group, List, Modal, Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { decompile, parseGraph, parseProgram, type Graph, type Issue } from '@attune/dsl';
import { useTools, useView } from '../../canvas/tools.ts';
import { words } from '../../canvas/words.ts';

const w = words.importing;

/** Puts a journey from a file or from text in the place of this one, as one step that can be undone. */
export function ImportDialog() {
  const { view } = useTools();
  const open = useView((state) => state.importing);
  return (
    <Modal opened={open} onClose={() => view.setState({ importing: false })} title={w.title} size="lg">
      {open && <Body />}
    </Modal>
  );
}

function Body() {
  const { editor, view } = useTools();
  const [text, setText] = useState('');
  const [issues, setIssues] = useState<readonly Issue[]>([]);
  const take = () => {
    const read = readJourney(text);
    if (!read.ok) {
      setIssues(read.issues);
      return;
    }
    editor.getState().change(words.did.import, (graph) => ({ graph: { ...read.graph, settings: { ...read.graph.settings, key: graph.settings.key } }, select: [] }));
    view.setState({ importing: false });
    requestAnimationFrame(() => view.getState().flow?.fit());
  };
  return (
    <Stack>
      <Text size="sm">{w.help}</Text>
      <FileButton accept="application/json,.json" onChange={(file) => void file?.text().then(setText)}>{(props) => <Button {...props} variant="default" w="fit-content">{w.file}</Button>}</FileButton>
      <Textarea label={w.paste} autosize minRows={8} maxRows={16} value={text} onChange={(e) => setText(e.currentTarget.value)} styles={{ input: { fontFamily: 'var(--font-mono)', fontSize: 12 } }} />
      {issues.length > 0 && <Alert color="bad" title={w.bad}><List size="sm">{issues.slice(0, 8).map((issue, i) => <List.Item key={i}><code>{issue.path}</code> {issue.message}</List.Item>)}</List></Alert>}
      <Group justify="flex-end"><Button disabled={text.trim() === ''} onClick={take}>{w.go}</Button></Group>
    </Stack>
  );
}

/** A graph out of any of the documents people have: a graph, a program, or a bundle around one. */
function readJourney(text: string): { readonly ok: true; readonly graph: Graph } | { readonly ok: false; readonly issues: readonly Issue[] } {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return { ok: false, issues: [{ code: 'json', severity: 'error', path: '', message: error instanceof Error ? error.message : String(error) }] };
  }
  const document = typeof json === 'object' && json !== null && 'dsl' in json && json.dsl === 'attune/bundle@1' && 'journey' in json ? json.journey : json;
  const graph = parseGraph(document);
  if (graph.ok) return { ok: true, graph: graph.value };
  const program = parseProgram(document);
  const drawn = program.ok ? decompile(program.value) : program;
  if (drawn.ok) return { ok: true, graph: drawn.value };
  const isProgram = typeof document === 'object' && document !== null && 'steps' in document;
  return { ok: false, issues: isProgram ? drawn.issues : graph.issues };
}
