import './try.css';
import { ActionIcon, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { X } from 'lucide-react';
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { GatePolicy, Json } from '@attune/dsl';
import type { Catalog } from '@attune/runtime/shapes';
import { api } from '../../../api/client.ts';
import { useContent, useSegments, useSettings } from '../../../api/queries.ts';
import { useMeaning, useTools, useView } from '../../../canvas/tools.ts';
import { words } from '../../../canvas/words.ts';
import { firstPlan } from './first-plan.ts';
import { Happened } from './happened.tsx';
import { litUntil } from './light.ts';
import { personas, simulated } from './personas.ts';
import { tellProblem } from '../../../ui/notify.ts';
import { tryJourney, type Plan } from './plan.ts';
import { PlanForm } from './plan-form.tsx';

const w = words.tryIt;

/** Sends a made-up or real customer through the drawing as it is now, by the language's own simulator, in this page. */
export function TryPanel({ catalog }: { readonly catalog: Catalog | null }) {
  const { editor, view } = useTools();
  const graph = useMeaning();
  const witness = useView((state) => state.witness);
  const [plan, setPlan] = useState<Plan>(() => firstPlan(editor.getState().graph, catalog, new Date()));
  const extras = useExtras();
  usePerson(useCallback((one) => setPlan((was) => ({ ...was, customer: one.customer, mood: one.mood, consent: one.consent })), []));
  const [asked] = useDebouncedValue(useMemo(() => ({ graph, source: witness ?? plan, extras }), [graph, plan, witness, extras]), 150);
  const trial = useMemo(() => tryJourney(asked.graph, asked.source, asked.extras), [asked]);
  const [index, setIndex] = useState<number | null>(null);
  const at = Math.min(index ?? trial.moments.length - 1, trial.moments.length - 1);
  useEffect(() => {
    const lit = trial.moments.length > 0 ? litUntil(asked.graph, trial.moments, at) : null;
    view.setState({ lit });
    // stepping is following: only a chosen moment moves the view, not each change of the plan
    if (index !== null && lit?.here) view.getState().flow?.show(lit.here);
  }, [trial, at, index, asked, view]);
  useEffect(() => () => view.setState({ lit: null, witness: null }), [view]);
  const change = (next: Plan) => {
    setIndex(null);
    const real = !personas.some((persona) => persona.customer.id === next.customer.id);
    view.setState({ witness: null, person: real && typeof next.customer.id === 'string' ? next.customer.id : null });
    setPlan(next);
  };
  return (
    <section className="dock try" aria-label={w.title}>
      <div className="dock-head">
        <h2 className="dock-title">{w.title}</h2>
        <Text size="xs" c="dimmed">{w.help}</Text>
        <ActionIcon ml="auto" aria-label={w.close} onClick={() => view.setState({ panel: null })}><X size={16} aria-hidden /></ActionIcon>
      </div>
      <div className="try-body">
        <PlanForm plan={plan} catalog={catalog} onChange={change} witness={witness !== null} />
        <Happened trial={trial} at={at} onGo={setIndex} />
      </div>
    </section>
  );
}

/** The real customer that the address names is read once and sent through. */
function usePerson(onRead: (one: ReturnType<typeof simulated>) => void): void {
  const [person] = useState(useView((state) => state.person));
  useEffect(() => {
    if (person === null) return;
    const stop = new AbortController();
    api.customers.get(person, stop.signal).then((customer) => onRead(simulated(customer)), (error: unknown) => { if (!stop.signal.aborted) tellProblem(error); });
    return () => stop.abort();
  }, [person, onRead]);
}

/** What the workspace adds to a trial: its messages, its segments, its rules of sending. */
function useExtras() {
  const templates = useContent().data;
  const segments = useSegments().data;
  const settings = useSettings().data;
  return useMemo(() => ({
    ...(templates ? { templates: templates.map(({ key, subject, body, html }) => ({ key, body, ...(subject === null ? {} : { subject }), ...(html === null ? {} : { html }) })) } : {}),
    ...(segments ? { segments: segments.filter((segment) => segment.kind === 'dynamic').map((segment) => ({ key: segment.key, condition: segment.condition as Json })) } : {}),
    ...(settings?.policy ? { policy: settings.policy as GatePolicy } : {}),
  }), [templates, segments, settings]);
}
