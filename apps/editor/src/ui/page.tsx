import { Title } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './page.module.css';
import { words } from './words.ts';

interface Props {
  readonly title: string;
  /** What the screen is for, in a sentence. */
  readonly lead?: ReactNode;
  readonly actions?: ReactNode;
  /** Above the title: the way back. */
  readonly trail?: ReactNode;
  readonly width?: 'normal' | 'wide' | 'full';
  readonly children: ReactNode;
}

/** A screen with its title: the one place that sets the document's title and the screen's margins. */
export function Page({ title, lead, actions, trail, width = 'normal', children }: Props) {
  return (
    <div className={classes.page} data-width={width}>
      <title>{`${title} · ${words.product}`}</title>
      {trail && <div className={classes.trail}>{trail}</div>}
      <header className={classes.head}>
        <div className={classes.words}>
          <Title order={1}>{title}</Title>
          {lead && <p className={classes.lead}>{lead}</p>}
        </div>
        {actions && <div className={classes.actions}>{actions}</div>}
      </header>
      {children}
    </div>
  );
}
