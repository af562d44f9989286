import type { Graph } from '@attune/dsl';
import type { Edit } from './commands.ts';
import { cardHeight, cardWidth } from './place.ts';
import type { Sizes } from './tidy.ts';

/** A stretch of the journey under one name, as it lies on the canvas. Pixels at zoom 1. */
export interface StageBand {
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly string[];
}

const ROOM = { side: 28, top: 40, bottom: 24 } as const;

/** The stages of a journey, each as the ground under its cards, from top to bottom. */
export function stageBands(graph: Graph, sizes: Sizes = new Map()): readonly StageBand[] {
  const byName = new Map<string, StageBand>();
  for (const node of graph.nodes) {
    const name = node.stage?.trim();
    if (!name) continue;
    const { width, height } = sizes.get(node.id) ?? { width: cardWidth(node), height: cardHeight(node) };
    const { x, y } = node.position;
    const was = byName.get(name);
    const left = Math.min(was?.x ?? Infinity, x - ROOM.side);
    const top = Math.min(was?.y ?? Infinity, y - ROOM.top);
    const right = Math.max(was ? was.x + was.width : -Infinity, x + width + ROOM.side);
    const bottom = Math.max(was ? was.y + was.height : -Infinity, y + height + ROOM.bottom);
    byName.set(name, { name, x: left, y: top, width: right - left, height: bottom - top, nodes: [...(was?.nodes ?? []), node.id] });
  }
  return [...byName.values()].sort((a, b) => a.y - b.y || a.x - b.x);
}

/** Names used so far, in the order of the journey. */
export const stageNames = (graph: Graph): readonly string[] => stageBands(graph).map((band) => band.name);

/** Puts steps into a stage; an empty name takes them out. */
export function setStage(graph: Graph, ids: readonly string[], name: string): Edit {
  const chosen = new Set(ids);
  const stage = name.slice(0, 80);
  const nodes = graph.nodes.map((node) => {
    if (!chosen.has(node.id) || (node.stage ?? '') === stage) return node;
    const { stage: _stage, ...rest } = node;
    return stage === '' ? rest : { ...rest, stage };
  });
  return nodes.some((node, i) => node !== graph.nodes[i]) ? { graph: { ...graph, nodes } } : { graph };
}

/** Gives a stage another name, on all of its steps at once. */
export function renameStage(graph: Graph, from: string, to: string): Edit {
  return setStage(graph, graph.nodes.filter((node) => node.stage?.trim() === from).map((node) => node.id), to);
}
