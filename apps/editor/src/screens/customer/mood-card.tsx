import type { Mood } from '@attune/runtime/shapes';
import { Title } from '@mantine/core';
import { asMood, MoodPill, TrendPill } from '../../ui/mood.tsx';
import { decimal, percent } from '../../ui/numbers.ts';
import { When } from '../../ui/when.tsx';
import { words } from '../../ui/words.ts';
import classes from './customer.module.css';

const w = words.mood;

/** How they feel, how sure that is, and the words it was read from. */
export function MoodCard({ mood }: { mood: Mood }) {
  return (
    <section className={classes.card}>
      <Title order={2} size="h4">{w.title}</Title>
      <div className={classes.row}>
        <MoodPill label={mood.label} />
        {mood.trend && <TrendPill trend={mood.trend} />}
        {mood.confidence !== null && <span className={classes.soft}>{w.sure(percent(mood.confidence))}</span>}
      </div>
      {mood.score !== null && (
        <>
          <div className={classes.gauge} role="img" aria-label={w.scale(decimal(mood.score))}><i style={{ left: `${50 + 50 * Math.max(-1, Math.min(1, mood.score))}%` }} /></div>
          <div className={classes.scale} aria-hidden><span>{w.low}</span><span>{decimal(mood.score)}</span><span>{w.high}</span></div>
        </>
      )}
      {mood.label === 'unknown' && <p className={classes.soft} style={{ margin: '8px 0 0' }}>{w.unknownHelp}</p>}
      {mood.evidence.length > 0 && (
        <ul className={classes.evidence} aria-label={w.evidence}>
          {mood.evidence.slice(0, 5).map((piece, i) => (
            <li key={`${piece.at}-${i}`}>
              <blockquote>{piece.text === null ? <em>{w.noText}</em> : `“${piece.text}”`}</blockquote>
              <div className={classes.by}><MoodPill label={asMood(piece.label)} /> {piece.source} · <When at={piece.at} /></div>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
