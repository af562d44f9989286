import { Handle, Position, type NodeProps } from '@xyflow/react';
import { Check, CornerDownRight, Frown, Meh, PencilLine, Plus, Smile, StickyNote, TriangleAlert } from 'lucide-react';
import { memo } from 'react';
import type { GraphNode, Port } from '@attune/dsl';
import { isEntry, kindOf, portsOf, summaryOf, titleOf } from '../document/kinds.ts';
import type { CardNode } from './flow.ts';
import { KindTile } from './icons.tsx';
import { countOf, enteredCount, portCount } from './counts.ts';
import { useDoc, useTools, useView } from './tools.ts';
import { words } from './words.ts';

/** The one card of all kinds: what differs between them comes from the registry. */
export const NodeCard = memo(function NodeCard({ data: { node }, selected, dragging }: NodeProps<CardNode>) {
  const kind = kindOf(node.kind);
  const lit = useView((view) => view.lit?.steps.get(node.id));
  const here = useView((view) => view.lit?.here === node.id);
  const dimmed = useView((view) => view.lit !== null && !view.lit.steps.has(node.id));
  const found = useView((view) => view.found?.ids.includes(node.id) ?? false);
  const mark = useView((view) => view.overlay?.marks.get(node.id));
  const ports = portsOf(node);
  return (
    <div className="node-card" data-found={found || undefined} data-mark={mark} data-selected={selected || undefined} data-dragging={dragging || undefined} data-lit={lit !== undefined || undefined} data-here={here || undefined} data-dimmed={dimmed || undefined}>
      {kind?.role !== 'entry' && <Handle type="target" id="in" position={Position.Top} className="card-in" isConnectableStart={false} />}
      <div className="card-top">
        <KindTile name={kind?.icon ?? ''} category={kind?.category ?? 'flow'} />
        <span className="card-title">{titleOf(node)}</span>
        <Count node={node} />
      </div>
      <p className="card-sentence">{summaryOf(node).map((part, i) => (part.strong ? <em key={i}>{part.text} </em> : <span key={i}>{part.text} </span>))}</p>
      {mark && <span className="card-mark card-mark-own" data-tone={mark === 'added' ? 'good' : 'accent'}>{mark === 'added' ? <Plus size={12} aria-hidden /> : <PencilLine size={12} aria-hidden />}{words.versions[mark]}</span>}
      <Extras node={node} outcome={lit} />
      <Ports node={node} ports={ports} />
      <ProblemBadge node={node.id} />
    </div>
  );
});

function Count({ node }: { readonly node: GraphNode }) {
  // what came in is counted for the journey: with several ways in, nobody can say by which
  const onlyEntry = useDoc((doc) => isEntry(node.kind) && doc.graph.nodes.filter((other) => isEntry(other.kind)).length === 1);
  const entered = useView((view) => (onlyEntry ? view.stats?.runs.entered ?? 0 : 0));
  const counted = useView((view) => countOf(view.stats, node));
  const count = entered > 0 ? enteredCount(entered) : counted;
  return count ? <span className="card-count" title={count.title}>{count.text}</span> : null;
}

const moods = [
  { upTo: -0.5, icon: Frown, word: words.mood.low },
  { upTo: 0.5, icon: Meh, word: words.mood.middle },
  { upTo: Infinity, icon: Smile, word: words.mood.high },
] as const;

function Extras({ node, outcome }: { readonly node: GraphNode; readonly outcome: string | undefined }) {
  const mood = node.expectedMood === undefined ? null : moods.find((m) => node.expectedMood! <= m.upTo);
  const said = outcome === undefined ? '' : outcomeOf(node, outcome);
  if (!mood && !node.note && !said) return null;
  return (
    <div className="card-extras">
      {said && <span className="card-extra" data-tone="accent"><CornerDownRight size={13} aria-hidden />{said}</span>}
      {mood && <span className="card-extra" title={words.mood.expected}><mood.icon size={13} aria-hidden />{mood.word}</span>}
      {node.note && <span className="card-extra" title={node.note}><StickyNote size={13} aria-hidden />{words.card.note}</span>}
    </div>
  );
}

/** What a tried customer's decision is called: the way out's own words; the only way on needs none. */
function outcomeOf(node: GraphNode, outcome: string): string {
  const port = portsOf(node).find((p) => p.id === outcome);
  return port ? port.label : outcome;
}

function Ports({ node, ports }: { readonly node: GraphNode; readonly ports: readonly Port[] }) {
  if (ports.length === 0) return <div className="card-end"><Check size={12} aria-hidden />{words.card.end}</div>;
  return (
    <div className="card-ports" data-many={ports.length > 1 || undefined}>
      {ports.map((port) => <PortOut key={port.id} node={node} port={port} named={ports.length > 1} />)}
    </div>
  );
}

function PortOut({ node, port, named }: { readonly node: GraphNode; readonly port: Port; readonly named: boolean }) {
  const tools = useTools();
  const connected = useDoc((doc) => doc.graph.edges.some((edge) => edge.from.node === node.id && edge.from.port === port.id));
  return (
    <div className="card-port" data-quiet={(port.fallsBackTo !== undefined && !connected) || undefined}>
      {named && <span className="port-label" title={port.label || words.card.then}>{port.label || words.card.then}<PortCount node={node.id} port={port.id} /></span>}
      <Handle type="source" id={port.id} position={Position.Bottom} className="card-out" data-connected={connected || undefined} title={words.card.drag} />
      {!connected && (
        <button
          type="button"
          className="port-open nodrag nopan"
          data-required={port.required || undefined}
          aria-label={words.card.addAfter(named ? `${titleOf(node)}, ${port.label}` : titleOf(node))}
          onClick={(event) => {
            event.stopPropagation();
            tools.view.setState({ adding: { at: 'port', node: node.id, port: port.id } });
          }}
        >
          <Plus size={14} aria-hidden />
        </button>
      )}
    </div>
  );
}

function PortCount({ node, port }: { readonly node: string; readonly port: string }) {
  const count = useView((view) => portCount(view.stats, node, port));
  return count ? <b>{count}</b> : null;
}

function ProblemBadge({ node }: { readonly node: string }) {
  const tools = useTools();
  const problems = useView((view) => view.problems.get(node));
  if (!problems) return null;
  const count = problems.errors + problems.warnings;
  return (
    <button
      type="button"
      className="card-problem nodrag nopan"
      data-tone={problems.errors > 0 ? 'bad' : 'warm'}
      title={problems.first}
      aria-label={words.card.problems(count, problems.first)}
      onClick={() => {
        tools.editor.getState().select([node]);
        tools.view.setState({ panel: 'problems' });
      }}
    >
      {count > 1 ? count : <TriangleAlert size={12} strokeWidth={2.4} aria-hidden />}
    </button>
  );
}
