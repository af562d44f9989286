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
  const enter = { x: bypass.x, y: Math.max(from.y + 24, bypass.top) };
  const leave = { x: bypass.x, y: Math.max(enter.y, Math.min(to.y - 24, bypass.bottom)) };
  const first = curveOf(from, enter);
  const last = curveOf(leave, to);
  return { path: `${written(first)} L${leave.x},${leave.y} ${written(last).replace(/^M[^C]*/, '')}`, at: { x: bypass.x, y: (enter.y + leave.y) / 2 } };
}

/** The lane a connection needs where its straight curve would run behind cards; null where the way is free. */
export function bypassOf(from: Point, to: Point, boxes: readonly Box[]): Bypass | null {
  if (to.y - from.y < 160) return null;
  const curve = curveOf(from, to);
  const points = Array.from({ length: 15 }, (_, i) => pointAt(curve, (i + 1) / 16));
  const hit = boxes.filter((box) => points.some((p) => p.x > box.x - 4 && p.x < box.x + box.width + 4 && p.y > box.y && p.y < box.y + box.height));
  if (hit.length === 0) return null;
  const top = Math.min(...hit.map((box) => box.y));
  const bottom = Math.max(...hit.map((box) => box.y + box.height));
  // cards beside those that are hit are in the way of the lane, too
  const level = boxes.filter((box) => box.y < bottom && box.y + box.height > top);
  const side = (start: number, step: 1 | -1) => {
    let x = start;
    for (let tries = 0; tries < level.length + 1; tries += 1) {
      const blocking = level.find((box) => x > box.x - CLEAR + 1 && x < box.x + box.width + CLEAR - 1);
      if (!blocking) break;
      x = step === 1 ? blocking.x + blocking.width + CLEAR : blocking.x - CLEAR;
    }
    return x;
  };
  const middle = (from.x + to.x) / 2;
  const right = side(Math.max(...hit.map((box) => box.x + box.width)) + CLEAR, 1);
  const left = side(Math.min(...hit.map((box) => box.x)) - CLEAR, -1);
  return { x: Math.abs(right - middle) <= Math.abs(left - middle) ? right : left, top: top - 12, bottom: bottom + 12 };
}
