import { ActionIcon, Button, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { CircleDot, Minus, PencilLine, Plus, Spline, X } from 'lucide-react';
import { useEffect, useMemo } from 'react';
import { parseGraph, type Change } from '@attune/dsl';
import type { Journey, JourneyVersion } from '@attune/runtime/shapes';
import { api } from '../../api/client.ts';
import { asProblem } from '../../api/problem.ts';
import { keys } from '../../api/queries.ts';
import { useMeaning, useTools, useView } from '../../canvas/tools.ts';
import { words } from '../../canvas/words.ts';
import { differenceOf } from '../../document/overlay.ts';
import { count } from '../../ui/numbers.ts';
import { When } from '../../ui/when.tsx';

const w = words.versions;

/** Every published version with who and when; one is compared with the draft, drawn on the canvas and told in words, and can be brought back. */
export function VersionsPanel({ journey }: { readonly journey: Journey }) {
  const { view } = useTools();
  const wished = useView((state) => state.version);
  const list = useQuery({ queryKey: keys.versions(journey.key), queryFn: ({ signal }) => api.journeys.versions(journey.key, signal), staleTime: 0 });
  const versions = list.data?.items ?? [];
  const shown = versions.find((one) => one.version === wished) ?? versions[0];
  return (
    <section className="dock versions" aria-label={w.title}>
      <div className="dock-head">
        <h2 className="dock-title">{w.title}</h2>
        <Text size="xs" c="dimmed" className="dock-help">{w.help}</Text>
        <ActionIcon ml="auto" aria-label={w.close} onClick={() => view.setState({ panel: null })}><X size={16} aria-hidden /></ActionIcon>
      </div>
      <div className="versions-body">
        {list.error && <Text size="sm">{asProblem(list.error).title}</Text>}
        {list.data && versions.length === 0 && <Text size="sm" c="dimmed">{w.none}</Text>}
        <ul className="versions-list">
          {versions.map((one) => (
            <li key={one.version}>
              <button type="button" className="version" aria-pressed={one === shown} onClick={() => view.setState({ version: one.version })}><Row one={one} live={one.version === journey.version && journey.status === 'live'} /></button>
            </li>
          ))}
        </ul>
        {shown && <Compared key={shown.version} journey={journey.key} version={shown.version} />}
      </div>
    </section>
  );
}

function Row({ one, live }: { readonly one: JourneyVersion; readonly live: boolean }) {
  return (
    <>
      <strong>{w.version(one.version)}{live && <span className="card-mark" data-tone="good"><CircleDot size={12} aria-hidden />{w.live}</span>}</strong>
      <span className="soft"><When at={one.publishedAt} />{one.publishedBy === null ? '' : ` ${w.by(w.actors[one.publishedBy] ?? one.publishedBy)}`}</span>
      <span className="soft">{one.open === 0 ? w.nobody : w.inside(count(one.open))}</span>
    </>
  );
}

function Compared({ journey, version }: { readonly journey: string; readonly version: number }) {
  const { editor, view, tell } = useTools();
  const now = useMeaning();
  const loaded = useQuery({ queryKey: [...keys.versions(journey), version], queryFn: ({ signal }) => api.journeys.version(journey, version, signal), staleTime: Infinity });
  const parsed = useMemo(() => (loaded.data ? parseGraph(loaded.data.graph) : null), [loaded.data]);
  const before = parsed?.ok ? parsed.value : null;
  const difference = useMemo(() => (before ? differenceOf(before, now) : null), [before, now]);
  useEffect(() => view.setState({ overlay: difference }), [difference, view]);
  useEffect(() => () => view.setState({ overlay: null }), [view]);
  if (loaded.error) return <Text size="sm">{asProblem(loaded.error).title}</Text>;
  if (parsed && !parsed.ok) return <Text size="sm">{w.unreadable}</Text>;
  if (!before || !difference) return <Text size="sm" c="dimmed" role="status">{w.loading}</Text>;
  const restore = () => {
    // the key is the journey's own: a version from before a renaming must not turn into another journey
    editor.getState().change(words.did.version(version), (graph) => ({ graph: { ...before, settings: { ...before.settings, key: graph.settings.key } }, select: [] }));
    tell(w.restored(version));
  };
  return (
    <div className="compared">
      <div className="compared-head">
        <h3 className="overline">{w.since(version)}</h3>
        <Button size="compact-sm" variant="light" disabled={difference.changes.length === 0} onClick={restore}>{w.restore}</Button>
      </div>
      {difference.changes.length === 0 ? <Text size="sm" c="dimmed">{w.same}</Text> : (
        <>
          <Text size="xs" c="dimmed" mb={4}>{w.legend}</Text>
          <ul className="changes">{difference.changes.map((change, i) => <li key={i}><ChangeLine change={change} /></li>)}</ul>
        </>
      )}
    </div>
  );
}

const looks = { added: { icon: Plus, tone: 'good' }, removed: { icon: Minus, tone: 'bad' }, changed: { icon: PencilLine, tone: 'accent' }, moved: { icon: Spline, tone: 'accent' } } as const;

/** One change in words; where its card is drawn, it leads there. */
function ChangeLine({ change }: { readonly change: Change }) {
  const { editor, view } = useTools();
  const look = looks[change.kind];
  const show = () => {
    const { step, kind } = change;
    if (step === null) editor.getState().select([]);
    else if (kind === 'removed') view.getState().flow?.show(`gone:${step}`);
    else {
      editor.getState().select([step]);
      view.getState().flow?.show(step);
    }
  };
  return <button type="button" className="problem-text change" data-tone={look.tone} onClick={show}><look.icon size={14} aria-hidden />{change.words}</button>;
}
