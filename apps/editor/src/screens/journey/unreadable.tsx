import { Button, Stack, Text, Title } from '@mantine/core';
import { parseGraph } from '@attune/dsl';
import type { Journey } from '@attune/runtime/shapes';
import { words } from '../../canvas/words.ts';
import { saveFile } from '../../ui/save-file.ts';

/** A journey whose document this version cannot read: nothing is changed, its JSON can be taken out, and the reason is said. */
export function Unreadable({ journey }: { readonly journey: Journey }) {
  const parsed = parseGraph(journey.graph);
  return (
    <Stack p="xl" maw={640}>
      <Title order={1}>{words.unreadable.title}</Title>
      <Text>{words.unreadable.help}</Text>
      {!parsed.ok && parsed.issues.slice(0, 5).map((issue, i) => <Text key={i} size="sm" c="dimmed">{issue.path}: {issue.message}</Text>)}
      <Button w="fit-content" onClick={() => saveFile(`${journey.key}.json`, JSON.stringify(journey.graph, null, 2))}>{words.unreadable.save}</Button>
    </Stack>
  );
}
