import type { Point } from '../document/place.ts';

/** A card that stands in the way of a connection. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** How a connection is drawn: its path, and where its button sits. */
export interface Drawn {
  readonly path: string;
  readonly at: Point;
}

/** The way around cards that a straight connection would run behind: a lane beside them. */
export interface Bypass {
  readonly x: number;
  readonly top: number;
  readonly bottom: number;
  /** True where the connection leads up again: it leaves downwards, climbs in the lane, and comes in from above. */
  readonly back?: boolean;
}

const CLEAR = 26;
/** The button sits this far below the way out, where connections of one card have not met yet. */
const BUTTON = 34;

type Curve = readonly [Point, Point, Point, Point];

function curveOf(from: Point, to: Point): Curve {
  const dy = to.y - from.y;
  const reach = dy >= 0 ? 0.5 * dy : 0.35 * 25 * Math.sqrt(-dy);
  return [from, { x: from.x, y: from.y + reach }, { x: to.x, y: to.y - reach }, to];
}

function pointAt([a, b, c, d]: Curve, t: number): Point {
  const u = 1 - t;
  const mix = (p: number, q: number, r: number, s: number) => u ** 3 * p + 3 * u ** 2 * t * q + 3 * u * t ** 2 * r + t ** 3 * s;
  return { x: mix(a.x, b.x, c.x, d.x), y: mix(a.y, b.y, c.y, d.y) };
}

const written = ([a, b, c, d]: Curve) => `M${a.x},${a.y} C${b.x},${b.y} ${c.x},${c.y} ${d.x},${d.y}`;

/** The path between two ports, round the cards in between where there are some. */
export function drawLine(from: Point, to: Point, bypass: Bypass | null): Drawn {
  if (!bypass) {
    const curve = curveOf(from, to);
    const length = Math.hypot(to.x - from.x, to.y - from.y);
    return { path: written(curve), at: pointAt(curve, Math.min(0.5, Math.max(0.18, (BUTTON * 1.6) / Math.max(1, length)))) };
  }
  if (bypass.back) return drawBack(from, to, bypass.x);
  const enter = { x: bypass.x, y: Math.max(from.y + 24, bypass.top) };
  const leave = { x: bypass.x, y: Math.max(enter.y, Math.min(to.y - 24, bypass.bottom)) };
  const first = curveOf(from, enter);
  const last = curveOf(leave, to);
  return { path: `${written(first)} L${leave.x},${leave.y} ${written(last).replace(/^M[^C]*/, '')}`, at: { x: bypass.x, y: (enter.y + leave.y) / 2 } };
}

/** How far a way back swings out below its start and above its end. */
const SWING = 44;

function drawBack(from: Point, to: Point, x: number): Drawn {
  const first: Curve = [from, { x: from.x, y: from.y + SWING }, { x, y: from.y + SWING }, { x, y: from.y }];
  const last: Curve = [{ x, y: to.y }, { x, y: to.y - SWING }, { x: to.x, y: to.y - SWING }, to];
  return { path: `${written(first)} L${x},${to.y} ${written(last).replace(/^M[^C]*/, '')}`, at: { x, y: (from.y + to.y) / 2 } };
}

/** The lane a connection needs where its straight curve would run behind cards; null where the way is free. */
export function bypassOf(from: Point, to: Point, boxes: readonly Box[]): Bypass | null {
  if (to.y < from.y) return wayBack(from, to, boxes);
  if (to.y - from.y < 160) return null;
  const curve = curveOf(from, to);
  const points = Array.from({ length: 15 }, (_, i) => pointAt(curve, (i + 1) / 16));
  const hit = boxes.filter((box) => points.some((p) => p.x > box.x - 4 && p.x < box.x + box.width + 4 && p.y > box.y && p.y < box.y + box.height));
  if (hit.length === 0) return null;
  const top = Math.min(...hit.map((box) => box.y));
  const bottom = Math.max(...hit.map((box) => box.y + box.height));
  // cards beside those that are hit are in the way of the lane, too
  const level = boxes.filter((box) => box.y < bottom && box.y + box.height > top);
  const x = nearerLane((from.x + to.x) / 2, level, { left: Math.min(...hit.map((box) => box.x)) - CLEAR, right: Math.max(...hit.map((box) => box.x + box.width)) + CLEAR });
  return { x, top: top - 12, bottom: bottom + 12 };
}

/** The lane of a connection that leads up again, beside all cards on its way, those it joins among them. */
function wayBack(from: Point, to: Point, boxes: readonly Box[]): Bypass {
  const level = boxes.filter((box) => box.y < from.y + SWING && box.y + box.height > to.y - SWING);
  const ends = [from, to].map(({ x }) => x);
  // half a card aside of the ports at least: a line must not run behind the card it comes from
  const x = nearerLane((from.x + to.x) / 2, level, { left: Math.min(...ends) - HALF_CARD, right: Math.max(...ends) + HALF_CARD });
  return { x, top: to.y, bottom: from.y, back: true };
}

const HALF_CARD = 124 + CLEAR;

/** The nearer of the two free lanes beside these cards, looked for from `left` to the left and from `right` to the right. */
function nearerLane(middle: number, level: readonly Box[], { left, right }: { readonly left: number; readonly right: number }): number {
  const side = (start: number, step: 1 | -1) => {
    let x = start;
    for (let tries = 0; tries < level.length + 1; tries += 1) {
      const blocking = level.find((box) => x > box.x - CLEAR + 1 && x < box.x + box.width + CLEAR - 1);
      if (!blocking) break;
      x = step === 1 ? blocking.x + blocking.width + CLEAR : blocking.x - CLEAR;
    }
    return x;
  };
  const [l, r] = [side(left, -1), side(right, 1)];
  return Math.abs(r - middle) <= Math.abs(l - middle) ? r : l;
}
