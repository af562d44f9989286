import { z } from 'zod';
import type { Json } from './json.ts';

/**
 * The small fields that configs are made of. Each returns a fresh zod schema that carries the widget its form uses,
 * so a kind writes `duration().meta({ title: 'How long' })` and the inspector, JSON Schema and NODES.md follow.
 * Deep checks (does the condition make sense, does the zone exist) are made by `check/`, which can say where and why.
 */
const DURATION = /^P(?!$)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+(?:\.\d+)?S)?)?$/;

/** ISO 8601 duration, e.g. `PT1H` or `P2D`. */
export const duration = () =>
  z.string().max(60).regex(DURATION, 'is not an ISO 8601 duration: write e.g. PT1H for an hour or P2D for two days').meta({ widget: 'duration' });

/** RFC 3339 instant, e.g. `2026-05-03T18:00:00Z`. */
export const instant = () => z.iso.datetime({ offset: true }).meta({ widget: 'moment' });

/** IANA zone name; whether it exists is checked where it is used. */
export const zone = () => z.string().min(1).max(60).regex(/^[A-Za-z][A-Za-z0-9_+\-/]*$/, 'is not an IANA time zone such as Europe/Berlin').meta({ widget: 'zone' });

/** Local time of day, `HH:MM`. */
export const timeOfDay = () => z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'is not a time of day such as 09:30').meta({ widget: 'time' });

export const weekdaySchema = z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']);
export const weekdays = () => z.array(weekdaySchema).min(1).max(7).meta({ widget: 'weekdays' });

/** A short name in documents: letters, digits, `-`, `_`, `.`. */
export const slug = () => z.string().min(1).max(100).regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, 'may hold letters, digits, dots, hyphens and underscores only').refine((s) => !['__proto__', 'constructor', 'prototype'].includes(s), 'is a reserved word');

/** Id of a step; only programs hold these. A missing one ends the run with reason `completed`. */
export const stepRef = () => slug().optional().meta({ widget: 'step-ref' });

/** Name of a customer event, e.g. `Order Completed`. */
export const eventName = () => z.string().min(1).max(200).meta({ widget: 'event' });

/** Dotted path of a value in the scope of conditions, e.g. `event.properties.cart_id`. */
export const dataPath = () => z.string().min(1).max(200).meta({ widget: 'property' });

/** JSON Logic; `condition/` parses and checks it. */
export const condition = () => (z.unknown() as z.ZodType<Json>).meta({ widget: 'condition' });

/** Text with merge fields (Handlebars). */
export const text = () => z.string().max(100_000).meta({ widget: 'text' });

/** Any JSON value, text inside may hold merge fields. */
export const json = () => (z.unknown() as z.ZodType<Json>).meta({ widget: 'json' });
