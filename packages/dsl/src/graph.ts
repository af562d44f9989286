import { z } from 'zod';
import { slug } from './fields.ts';
import { settingsSchema } from './settings.ts';

export const GRAPH_FORMAT = 'attune/graph@1';

/** What the editor edits. Moving a node never changes what the journey means. */
export const graphNodeSchema = z.strictObject({
  id: slug(),
  /** A kind of the registry; entries are called `entry-event`, `entry-segment`, ... */
  kind: z.string().min(1).max(60),
  /** The kind's config without ids of next steps: those are edges. Checked against the kind by `compile`, so that a draft may be incomplete. */
  config: z.record(z.string(), z.unknown()),
  position: z.strictObject({ x: z.number(), y: z.number() }),
  /** The card's title where the marketer gave one. */
  label: z.string().max(120).optional(),
  note: z.string().max(4000).optional(),
  expectedMood: z.number().min(-2).max(2).optional(),
  stage: z.string().max(80).optional(),
});
export const graphEdgeSchema = z.strictObject({
  id: z.string().min(1).max(200),
  from: z.strictObject({ node: slug(), port: z.string().min(1).max(100) }),
  to: slug(),
});
/** A note that lies on the canvas for colleagues. It means nothing to customers, and programs do not hold it. */
export const canvasNoteSchema = z.strictObject({
  id: slug(),
  text: z.string().max(4000),
  position: z.strictObject({ x: z.number(), y: z.number() }),
  size: z.strictObject({ width: z.number().min(80).max(1200), height: z.number().min(60).max(1200) }).optional(),
});
export const graphSchema = z
  .strictObject({
    dsl: z.literal(GRAPH_FORMAT),
    settings: settingsSchema,
    nodes: z.array(graphNodeSchema).max(2000),
    edges: z.array(graphEdgeSchema).max(8000),
    notes: z.array(canvasNoteSchema).max(200).optional(),
  })
  .meta({ id: 'JourneyGraph', title: 'Attune journey graph' });

export type Graph = z.infer<typeof graphSchema>;
export type GraphNode = z.infer<typeof graphNodeSchema>;
export type GraphEdge = z.infer<typeof graphEdgeSchema>;
export type CanvasNote = z.infer<typeof canvasNoteSchema>;
