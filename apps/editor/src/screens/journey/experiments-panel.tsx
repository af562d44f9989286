import './experiments.css';
import { ActionIcon, Button, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { CircleSlash, Flag, TrendingUp, X } from 'lucide-react';
import type { Experiments, Journey } from '@attune/runtime/shapes';
import { api } from '../../api/client.ts';
import { keys, useExperiments } from '../../api/queries.ts';
import { useDoc, useTools } from '../../canvas/tools.ts';
import { words } from '../../canvas/words.ts';
import { titleOf } from '../../document/kinds.ts';
import { confirm } from '../../ui/confirm.tsx';
import { tell, tellProblem } from '../../ui/notify.ts';
import { count, percent } from '../../ui/numbers.ts';
import { Pill } from '../../ui/pill.tsx';
import { ProblemPanel } from '../../ui/problem-panel.tsx';
import { RangeBar } from '../../ui/range-bar.tsx';
import { topOf } from '../../ui/range.ts';
import { When } from '../../ui/when.tsx';
import { sayMetric, sayRate, sayState, sayTimes, type Arm, type Experiment } from './experiment-words.ts';

const w = words.experiments;

/** What the journey's experiments and its control group show, and the word of a person about them. */
export function ExperimentsPanel({ journey }: { readonly journey: Journey }) {
  const { view } = useTools();
  const published = journey.version !== null;
  const figures = useExperiments(journey.key, published);
  return (
    <section className="dock experiments" aria-label={w.title}>
      <div className="dock-head">
        <h2 className="dock-title">{w.title}</h2>
        <Text size="xs" c="dimmed" className="dock-help">{w.help}</Text>
        <ActionIcon ml="auto" aria-label={w.close} onClick={() => view.setState({ panel: null })}><X size={16} aria-hidden /></ActionIcon>
      </div>
      <div className="dock-body" tabIndex={0} role="group" aria-label={w.title}>
        {!published && <Text size="sm" c="dimmed">{w.unpublished}</Text>}
        {figures.error && <ProblemPanel error={figures.error} retry={() => void figures.refetch()} />}
        {published && figures.isPending && <Text size="sm" c="dimmed" role="status">{w.loading}</Text>}
        {figures.data && figures.data.experiments.length === 0 && <Text size="sm" c="dimmed">{w.none}</Text>}
        {figures.data?.experiments.map((experiment) => <OneExperiment key={experiment.step} journey={journey.key} experiment={experiment} />)}
        {figures.data?.control && <ControlGroup control={figures.data.control} />}
      </div>
    </section>
  );
}

function OneExperiment({ journey, experiment }: { readonly journey: string; readonly experiment: Experiment }) {
  const client = useQueryClient();
  const title = useDoc((doc) => doc.graph.nodes.find(({ id }) => id === experiment.step));
  const name = title === undefined ? experiment.step : titleOf(title);
  const { verdict } = experiment;
  const labelOf = (arm: string) => verdict.arms.find(({ id }) => id === arm)?.label ?? arm;
  const choose = useMutation({
    mutationFn: (winner: string | null) => api.journeys.takeWay(journey, experiment.step, winner),
    onSuccess: (now, winner) => {
      client.setQueryData(keys.experiments(journey), now);
      tell(winner === null ? w.againDone : w.taken(labelOf(winner)));
    },
    onError: tellProblem,
  });
  const take = (arm: string) => confirm({ title: w.takeTitle(labelOf(arm)), body: w.takeBody, yes: w.take, run: () => choose.mutate(arm) });
  const goOn = () => confirm({ title: w.againTitle, body: w.againBody, yes: w.again, run: () => choose.mutate(null) });
  const top = topOf(verdict.arms.map(({ rate }) => rate));
  return (
    <section className="experiment">
      <div className="experiment-head">
        <h3>{name}</h3>
        <span className="soft">{[sayMetric(experiment.experiment.metric), sayState(experiment)].filter(Boolean).join('. ')}{experiment.since !== null && <> · {w.since} <When at={experiment.since} as="moment" /></>}</span>
        {experiment.winner !== null && <Button size="compact-sm" variant="subtle" loading={choose.isPending} onClick={goOn}>{w.again}</Button>}
      </div>
      <p className="experiment-because">{sentence(verdict.because)}</p>
      {experiment.stopped.map(({ arm, because }) => <p key={arm} className="experiment-because">{sentence(because)}</p>)}
      <table>
        <caption className="unseen">{w.caption(name)}</caption>
        <thead><tr><th scope="col">{w.columns.way}</th><th scope="col">{w.columns.entered}</th><th scope="col">{w.columns.converted}</th><th scope="col">{w.columns.rate}</th><th scope="col">{w.columns.against}</th><th scope="col"><span className="unseen">{w.take}</span></th></tr></thead>
        <tbody>
          {verdict.arms.map((arm) => (
            <ArmRow key={arm.id} arm={arm} top={top} labelOf={labelOf} proposed={verdict.proposed === arm.id} taken={experiment.winner === arm.id} busy={choose.isPending} onTake={() => take(arm.id)} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface ArmProps { readonly arm: Arm; readonly top: number; readonly labelOf: (arm: string) => string; readonly proposed: boolean; readonly taken: boolean; readonly busy: boolean; readonly onTake: () => void }

function ArmRow({ arm, top, labelOf, proposed, taken, busy, onTake }: ArmProps) {
  const times = sayTimes(arm.against, labelOf);
  return (
    <tr>
      <th scope="row">
        {arm.label} {arm.control && <Pill>{w.control}</Pill>} {taken && <Pill tone="good" icon={Flag}>{w.winner}</Pill>} {proposed && !taken && <Pill tone="accent" icon={TrendingUp}>{w.proposed}</Pill>} {arm.stopped && <Pill tone="bad" icon={CircleSlash}>{w.stopped}</Pill>}
        {arm.guardrails.map(({ event, count: n }) => <span key={event} className="soft">{w.harm(event, count(n))}</span>)}
      </th>
      <td>{count(arm.entered)}</td>
      <td>{count(arm.converted)}</td>
      <td><RangeBar range={arm.rate} from={0} to={top} label={sayRate(arm.rate)} /><span>{sayRate(arm.rate)}</span></td>
      <td>{times ?? '–'}{arm.against !== null && times !== null && arm.against.times.value !== null && <span className="soft">{w.sure(percent(arm.against.confidence))}</span>}</td>
      <td>{!taken && <Button size="compact-sm" variant="default" aria-label={`${w.take}: ${arm.label}`} disabled={busy} onClick={onTake}>{w.take}</Button>}</td>
    </tr>
  );
}

function ControlGroup({ control }: { readonly control: NonNullable<Experiments['control']> }) {
  return (
    <section className="experiment">
      <div className="experiment-head"><h3>{w.group}</h3><span className="soft">{w.groupHelp(`${count(Math.round(control.percent * 10) / 10)}%`)}</span></div>
      {control.goals.length === 0 && <p className="experiment-because">{w.noGoals}</p>}
      {control.goals.map(({ goal, effect }) => {
        const top = topOf([effect.treated.rate, effect.held.rate]);
        return (
          <div key={goal}>
            <p className="experiment-because"><strong>{w.groupGoal(goal)}</strong>: {effect.because}</p>
            <dl className="experiment-groups">
              {([[w.treated, effect.treated], [w.held, effect.held]] as const).map(([name, group]) => (
                <div key={name}><dt>{name}</dt><dd><RangeBar range={group.rate} from={0} to={top} label={sayRate(group.rate)} /><span>{sayRate(group.rate)}</span></dd></div>
              ))}
            </dl>
          </div>
        );
      })}
    </section>
  );
}

/** The runtime's words as a sentence of their own. */
const sentence = (text: string): string => (text === '' ? '' : `${text[0]?.toUpperCase() ?? ''}${text.slice(1)}.`);
