import { Button, Group, Stack, Text } from '@mantine/core';
import { useTools, useDoc } from '../canvas/tools.ts';
import { words } from '../canvas/words.ts';
import { copyAction } from '../action/copy.ts';
import { deleteAction } from '../action/delete.ts';
import { duplicateAction } from '../action/duplicate.ts';
import { shortcutText } from '../action/keys.ts';
import { tidyAction } from '../action/tidy.ts';
import { setStage, stageNames } from '../document/stages.ts';
import { Suggest } from './suggest.tsx';

const offered = [tidyAction, copyAction, duplicateAction, deleteAction];

/** What can be done with several steps at once. */
export function SeveralForm() {
  const tools = useTools();
  const selection = useDoc((doc) => doc.selection);
  const graph = useDoc((doc) => doc.graph);
  const steps = graph.nodes.filter((node) => selection.includes(node.id));
  const stages = new Set(steps.map((node) => node.stage ?? ''));
  const stage = stages.size === 1 ? [...stages][0]! : '';
  return (
    <Stack gap="md">
      <div>
        <h2 className="inspector-title">{words.inspector.many(selection.length)}</h2>
        <Text size="sm" c="dimmed">{words.inspector.manyHelp}</Text>
      </div>
      {steps.length > 0 && (
        <Suggest label={words.stage.many} description={words.stage.help} placeholder={words.inspector.stagePlaceholder} data={[...stageNames(graph)]} maxLength={80} value={stage} onBlur={() => tools.editor.getState().seal()} onChange={(name) => tools.editor.getState().change(words.did.stage, (g) => setStage(g, selection, name), 'stage')} />
      )}
      <Group gap={8}>
        {offered.map((action) => <Button key={action.id} size="xs" variant="default" leftSection={<action.icon size={14} aria-hidden />} rightSection={action.shortcut?.[0] ? <span className="soft">{shortcutText(action.shortcut[0])}</span> : null} onClick={() => action.run(tools)}>{action === tidyAction ? words.action.tidySelected : action.label}</Button>)}
      </Group>
    </Stack>
  );
}
