import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import classes from './pill.module.css';

export type Tone = 'plain' | 'accent' | 'good' | 'warm' | 'bad' | 'wait' | 'human';

/** A small word with an icon: the icon and the word carry the meaning, the colour only helps. */
export function Pill({ tone = 'plain', icon: Icon, children, title }: { tone?: Tone; icon?: LucideIcon; children: ReactNode; title?: string }) {
  return (
    <span className={classes.pill} data-tone={tone} title={title}>
      {Icon && <Icon size={14} strokeWidth={2.2} aria-hidden />}
      <span>{children}</span>
    </span>
  );
}
