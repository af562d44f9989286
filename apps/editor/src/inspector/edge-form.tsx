import { Button, Stack, Text } from '@mantine/core';
import type { GraphEdge } from '@attune/dsl';
import { useDoc, useTools } from '../canvas/tools.ts';
import { words } from '../canvas/words.ts';
import { disconnect } from '../document/commands.ts';
import { nodeById, portsOf, titleOf } from '../document/kinds.ts';

/** What can be done with a selected connection. */
export function EdgeForm({ edge }: { readonly edge: GraphEdge }) {
  const { editor, view } = useTools();
  const graph = useDoc((doc) => doc.graph);
  const source = nodeById(graph, edge.from.node);
  const target = nodeById(graph, edge.to);
  const port = source && portsOf(source).find((p) => p.id === edge.from.port);
  const from = source ? `${titleOf(source)}${port?.label ? `, ${port.label},` : ''}` : edge.from.node;
  return (
    <Stack gap="sm">
      <h2 className="inspector-title">{words.inspector.edge}</h2>
      <Text size="sm" c="dimmed">{words.inspector.edgeHelp(from, target ? titleOf(target) : edge.to)}</Text>
      <Button variant="light" onClick={() => view.setState({ adding: { at: 'edge', edge: edge.id } })}>{words.inspector.insert}</Button>
      <Button variant="default" onClick={() => editor.getState().change(words.did.disconnect, (g) => disconnect(g, [edge.id]))}>{words.inspector.cut}</Button>
    </Stack>
  );
}
