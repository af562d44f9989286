import { scaleOf } from '@attune/dsl';
import type { Survey, SurveyFigure } from '@attune/runtime/shapes';
import { Select, Skeleton, Title } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { MessageCircleQuestion } from 'lucide-react';
import { useSurveyFigures, useSurveys } from '../../api/queries.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { MoreButton } from '../../ui/more-button.tsx';
import { count } from '../../ui/numbers.ts';
import { Pill } from '../../ui/pill.tsx';
import { ProblemPanel } from '../../ui/problem-panel.tsx';
import { RangeBar } from '../../ui/range-bar.tsx';
import { When } from '../../ui/when.tsx';
import { words } from '../../ui/words.ts';
import classes from './inbox.module.css';

const w = words.surveys;
const route = getRouteApi('/inbox');
const kinds = ['nps', 'csat', 'ces', 'text'] as const;

/** What customers answered, and what it comes to. */
export function SurveysPart() {
  const figures = useSurveyFigures();
  if (figures.error) return <ProblemPanel error={figures.error} retry={() => void figures.refetch()} title={words.errors.load} />;
  if (!figures.data) return <Skeleton height={180} />;
  if (figures.data.length === 0) return <EmptyState icon={MessageCircleQuestion} title={w.empty}>{w.emptyHelp}</EmptyState>;
  return (
    <>
      <Title order={2} mb="sm">{w.figures}</Title>
      <div className={classes.figures}>{kinds.flatMap((kind) => figures.data.filter((each) => each.kind === kind)).map((figure) => <FigureCard key={figure.kind} figure={figure} />)}</div>
      <Answers />
    </>
  );
}

function FigureCard({ figure }: { figure: SurveyFigure }) {
  const { kind, value, low, high } = figure;
  // an end just below nought is nought, not "-0"
  const whole = (n: number): string => count(Math.round(n) || 0);
  const say = (n: number): string => (kind === 'nps' ? whole(n) : w.percent(whole(n)));
  return (
    <section className={classes.figure} aria-label={w.kinds[kind]}>
      <Title order={3}>{w.kinds[kind]}</Title>
      <p className={classes.soft}>{w.about[kind]}</p>
      {figure.enough && value !== null && low !== null && high !== null && (
        <>
          <span className={classes.big}>{say(value)}</span>
          <RangeBar range={{ value, low, high }} from={kind === 'nps' ? -100 : 0} to={100} label={w.between(say(low), say(high))} />
          <p>{w.between(say(low), say(high))}</p>
        </>
      )}
      {!figure.enough && scaleOf(kind) !== null && <p>{w.few(count(figure.n))}</p>}
      <p className={classes.soft}>{w.answersOf(count(figure.answered), count(figure.sent))}</p>
    </section>
  );
}

function Answers() {
  const { kind } = route.useSearch();
  const navigate = route.useNavigate();
  const answers = useSurveys({ kind, status: 'answered' });
  return (
    <section>
      <div className={classes.head}>
        <Title order={2}>{w.newest}</Title>
        <Select aria-label={w.kind} placeholder={w.anyKind} clearable w={170} value={kind ?? null} onChange={(value) => void navigate({ search: (old) => ({ ...old, kind: value ?? '' }), replace: true })} data={kinds.map((value) => ({ value, label: w.kinds[value] }))} />
      </div>
      {answers.error && <ProblemPanel error={answers.error} retry={() => void answers.refetch()} />}
      {answers.isPending && <Skeleton height={120} />}
      {answers.data && answers.items.length === 0 && <p className={classes.soft}>{w.noAnswers}</p>}
      {answers.items.length > 0 && <ul className={classes.answers} aria-label={w.newest}>{answers.items.map((survey) => <Answered key={survey.id} survey={survey} />)}</ul>}
      <MoreButton pages={answers} />
    </section>
  );
}

function Answered({ survey }: { survey: Survey }) {
  const band = scaleOf(survey.kind)?.bands.find(({ id }) => id === survey.band)?.label;
  return (
    <li>
      <div className={classes.row}>
        <Link to="/customers/$id" params={{ id: survey.customer }}>{survey.customerName ?? survey.customer}</Link>
        {survey.score !== null && <Pill>{band === undefined ? count(survey.score) : w.score(survey.score, band)}</Pill>}
        <span className={classes.when}><When at={survey.answeredAt} /></span>
      </div>
      {survey.text && <blockquote>“{survey.text}”</blockquote>}
      <span className={classes.soft}>{w.kinds[survey.kind]}: {survey.question} · {survey.journeyName}</span>
    </li>
  );
}
