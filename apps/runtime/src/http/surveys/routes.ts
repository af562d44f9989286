import { bandOf, surveyFigures } from '@attune/dsl';
import { z } from 'zod';
import { instantOf } from '../../clock.ts';
import { readCustomer } from '../../store/customers-read.ts';
import { countScores, listSurveys, type SurveyFilter, type SurveyItem } from '../../store/surveys-read.ts';
import type { HttpDeps } from '../deps.ts';
import { filter, pageOf, pageQuery, route, type Api } from '../route.ts';
import { surveyFigureShape, surveyShape } from '../people-shapes.ts';
import { page, type Survey, type SurveyFigure } from '../shapes.ts';
import { nameOf } from '../views.ts';

const moment = z.iso.datetime({ offset: true, error: 'must be an instant such as 2026-05-03T18:00:00Z' }).optional();
const which = { journey: filter(), step: filter(), customer: filter(), kind: surveyShape.shape.kind.optional(), from: moment, until: moment };
const listQuery = pageQuery.extend({ ...which, status: surveyShape.shape.status.optional() });

type Which = { readonly journey: string | null; readonly step: string | null; readonly customer: string | null; readonly kind?: Survey['kind'] | undefined; readonly status?: Survey['status'] | undefined };

/** What customers were asked and answered, and what it comes to. */
export function surveyRoutes(api: Api, deps: HttpDeps): void {
  const { db } = deps.database;
  /** Null where the customer who is asked for is not known, so that nothing is found. */
  const filterOf = async ({ journey, step, customer, kind, status }: Which): Promise<SurveyFilter | null> => {
    const person = customer === null ? null : await readCustomer(db, customer, deps.lanes);
    return customer !== null && person === null ? null : { journey, step, kind: kind ?? null, status: status ?? null, customer: person, now: instantOf(deps.clock) };
  };

  route(api, { method: 'get', path: '/surveys', summary: 'Questions and answers, the latest asked first', query: listQuery, answer: page(surveyShape) }, async ({ query }) => {
    const found = await filterOf(query);
    if (found === null) return { items: [], next: null };
    const { items, next } = await listSurveys(db, found, { from: query.from ?? null, until: query.until ?? null }, pageOf(query));
    return { items: items.map((item) => surveyView(item, found.now)), next };
  });
  route(api, { method: 'get', path: '/surveys/figures', summary: 'NPS, CSAT and CES with their intervals, by when the question was asked', query: z.object(which), answer: z.object({ items: z.array(surveyFigureShape) }) }, async ({ query }) => {
    const found = await filterOf(query);
    return { items: found === null ? [] : figuresOf(await countScores(db, found, { from: query.from ?? null, until: query.until ?? null })) };
  });
}

function surveyView({ survey, traits, journeyName }: SurveyItem, now: string): Survey {
  const { lane: _lane, version: _version, visit: _visit, ...shown } = survey;
  const over = survey.expiresAt !== null && survey.expiresAt <= now;
  return {
    ...shown, journeyName, customerName: nameOf(traits ?? {}), band: survey.score === null ? null : bandOf(survey.kind, survey.score),
    status: survey.answeredAt !== null ? 'answered' : over ? 'expired' : 'waiting',
  };
}

function figuresOf(rows: Awaited<ReturnType<typeof countScores>>): SurveyFigure[] {
  return [...new Set(rows.map(({ kind }) => kind))].map((kind) => {
    const own = rows.filter((row) => row.kind === kind);
    const scores = own.flatMap(({ score, answered }) => (score === null ? [] : [{ score, n: answered }]));
    const figures = surveyFigures(kind, new Map(scores.map(({ score, n }) => [score, n]))) ?? { n: 0, value: null, low: null, high: null, mean: null, enough: false };
    return { kind, sent: sum(own.map(({ sent }) => sent)), answered: sum(own.map(({ answered }) => answered)), ...figures, scores };
  });
}

const sum = (list: readonly number[]): number => list.reduce((total, n) => total + n, 0);
