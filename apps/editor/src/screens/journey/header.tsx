import { ActionIcon, Button, Menu, Text, TextInput, Tooltip } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Download, FileInput, ListTree, MoreHorizontal, PauseCircle, PlayCircle, Settings2, TriangleAlert, Workflow } from 'lucide-react';
import { useStore } from 'zustand';
import type { Journey } from '@attune/runtime/shapes';
import type { Action } from '../../action/action.ts';
import { shortcutText } from '../../action/keys.ts';
import { openJourneyAction } from '../../action/open-settings.ts';
import { experimentsAction, outlineAction, problemsAction, publishAction, shortcutsAction, tryItAction, versionsAction } from '../../action/panels.ts';
import { pngAction, svgAction } from '../../action/picture.ts';
import { redoAction } from '../../action/redo.ts';
import { tidyAction } from '../../action/tidy.ts';
import { undoAction } from '../../action/undo.ts';
import { api } from '../../api/client.ts';
import { keys } from '../../api/queries.ts';
import { useDoc, useTools, useView } from '../../canvas/tools.ts';
import { words } from '../../canvas/words.ts';
import { updateSettings } from '../../document/commands.ts';
import { tellProblem } from '../../ui/notify.ts';
import { saveFile } from '../../ui/save-file.ts';
import { StatusPill } from '../../ui/status-pill.tsx';
import { SaveMark } from './save-mark.tsx';

const w = words.header;

/** The journey's name and state on the left, what can be done with it on the right. */
export function Header({ journey }: { readonly journey: Journey }) {
  const tools = useTools();
  const undoLabel = useDoc((doc) => doc.history.past.at(-1)?.label);
  const redoLabel = useDoc((doc) => doc.history.future.at(-1)?.label);
  const many = useDoc((doc) => doc.graph.nodes.length > 1);
  const panel = useView((view) => view.panel);
  const outline = useView((view) => view.outline);
  return (
    <header className="workbench-header">
      <h1 className="unseen">{useDoc((doc) => doc.graph.settings.name)}</h1>
      <Name />
      <StatusPill status={journey.status} version={journey.version} />
      <SaveMark changed={journey.changed && journey.version !== null} />
      <span className="grow" />
      <IconAction action={undoAction} disabled={undoLabel === undefined} label={undoLabel === undefined ? w.noUndo : w.undo(undoLabel)} />
      <IconAction action={redoAction} disabled={redoLabel === undefined} label={redoLabel === undefined ? w.noRedo : w.redo(redoLabel)} />
      <IconAction action={tidyAction} disabled={!many} label={w.tidy} />
      <Tooltip label={outline ? w.canvas : w.outline}>
        <ActionIcon variant="default" aria-label={outline ? w.canvas : w.outline} aria-pressed={outline} onClick={() => outlineAction.run(tools)}>{outline ? <Workflow size={17} aria-hidden /> : <ListTree size={17} aria-hidden />}</ActionIcon>
      </Tooltip>
      <Button variant={panel === 'try' ? 'light' : 'default'} aria-pressed={panel === 'try'} leftSection={<tryItAction.icon size={16} aria-hidden />} onClick={() => tryItAction.run(tools)}>{w.tryIt}</Button>
      <ProblemsButton open={panel === 'problems'} />
      <Button onClick={() => publishAction.run(tools)}>{w.publish}</Button>
      <MoreMenu journey={journey} />
    </header>
  );
}

function Name() {
  const { editor } = useTools();
  const name = useDoc((doc) => doc.graph.settings.name);
  return (
    <TextInput
      aria-label={w.name}
      variant="unstyled"
      className="workbench-name"
      value={name}
      onChange={(e) => {
        const next = e.currentTarget.value;
        editor.getState().change(words.did.rename, (graph) => updateSettings(graph, { ...graph.settings, name: next }), 'name');
      }}
      onBlur={() => editor.getState().seal()}
    />
  );
}

function IconAction({ action, label, disabled }: { readonly action: Action; readonly label: string; readonly disabled: boolean }) {
  const tools = useTools();
  const shortcut = action.shortcut?.[0];
  return (
    <Tooltip label={shortcut ? `${label} (${shortcutText(shortcut)})` : label}>
      <ActionIcon variant="default" aria-label={label} disabled={disabled} onClick={() => action.run(tools)}><action.icon size={17} aria-hidden /></ActionIcon>
    </Tooltip>
  );
}

function ProblemsButton({ open }: { readonly open: boolean }) {
  const tools = useTools();
  const issues = useStore(tools.checker.state, (state) => state.issues);
  const serious = issues.filter((issue) => issue.severity !== 'hint').length;
  const errors = issues.some((issue) => issue.severity === 'error');
  return (
    <Button className="problems-button" variant={open ? 'light' : 'default'} aria-pressed={open} leftSection={serious > 0 ? <TriangleAlert size={16} color={errors ? 'var(--bad-ink)' : 'var(--warm-ink)'} aria-hidden /> : null} onClick={() => problemsAction.run(tools)}>
      {w.problems(serious)}
    </Button>
  );
}

function MoreMenu({ journey }: { readonly journey: Journey }) {
  const tools = useTools();
  const client = useQueryClient();
  const state = async (what: 'pause' | 'resume') => {
    try {
      client.setQueryData(keys.journey(journey.key), await api.journeys[what](journey.key));
      void client.invalidateQueries({ queryKey: keys.journeys, exact: true });
      tools.tell(what === 'pause' ? words.tell.paused : words.tell.resumed);
    } catch (error) {
      tellProblem(error);
    }
  };
  const download = async (as: 'bundle' | 'graph' | 'program') => {
    try {
      await tools.saver.flush();
      saveFile(`${journey.key}.${as}.json`, JSON.stringify(await api.journeys.export(journey.key, as), null, 2));
    } catch (error) {
      tellProblem(error);
    }
  };
  return (
    <Menu width={250}>
      <Menu.Target><ActionIcon variant="default" aria-label={w.more}><MoreHorizontal size={17} aria-hidden /></ActionIcon></Menu.Target>
      <Menu.Dropdown>
        {journey.status === 'live' && <Menu.Item leftSection={<PauseCircle size={16} aria-hidden />} onClick={() => void state('pause')}>{w.pause}</Menu.Item>}
        {journey.status === 'paused' && <Menu.Item leftSection={<PlayCircle size={16} aria-hidden />} onClick={() => void state('resume')}>{w.resume}</Menu.Item>}
        <Menu.Item leftSection={<Settings2 size={16} aria-hidden />} onClick={() => openJourneyAction.run(tools)}>{openJourneyAction.label}</Menu.Item>
        <Menu.Item leftSection={<FileInput size={16} aria-hidden />} onClick={() => tools.view.setState({ importing: true })}>{w.import}</Menu.Item>
        {[versionsAction, experimentsAction, shortcutsAction].map((action) => <Menu.Item key={action.id} leftSection={<action.icon size={16} aria-hidden />} rightSection={action.shortcut?.[0] ? <Text size="xs" c="dimmed">{shortcutText(action.shortcut[0])}</Text> : null} onClick={() => action.run(tools)}>{action.label}</Menu.Item>)}
        <Menu.Label>{w.export}</Menu.Label>
        {(['bundle', 'program', 'graph'] as const).map((as) => <Menu.Item key={as} leftSection={<Download size={16} aria-hidden />} onClick={() => void download(as)}>{words.exporting[as]}</Menu.Item>)}
        <Menu.Item leftSection={<svgAction.icon size={16} aria-hidden />} onClick={() => svgAction.run(tools)}>{words.picture.svg}</Menu.Item>
        <Menu.Item leftSection={<pngAction.icon size={16} aria-hidden />} onClick={() => pngAction.run(tools)}>{words.picture.png}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
