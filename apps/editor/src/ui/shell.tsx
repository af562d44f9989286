import { Outlet, useLocation } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useRefusal } from '../api/session.ts';
import { CommandPalette } from './command-palette.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { Navigation } from './navigation.tsx';
import { OfflineBanner } from './offline-banner.tsx';
import classes from './shell.module.css';
import { SignIn } from './sign-in.tsx';
import { words } from './words.ts';

/** The frame around every screen: rail, banner, the screen itself, the command palette. */
export function Shell() {
  const main = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  const refusal = useRefusal();
  const first = useRef(true);
  // A reader of a screen reader has to hear that the screen changed: focus goes to it, but not on the first load.
  useEffect(() => {
    if (!first.current) main.current?.focus({ preventScroll: true });
    first.current = false;
  }, [pathname]);
  return (
    <div className={classes.shell}>
      <a className="skip-link" href="#main">{words.shell.skip}</a>
      <Navigation />
      <div className={classes.body}>
        <OfflineBanner />
        <main id="main" ref={main} tabIndex={-1} className={classes.main}>
          <ErrorBoundary key={pathname}>
            {refusal === 'none' ? <Outlet /> : <SignIn wrong={refusal === 'wrong'} />}
          </ErrorBoundary>
        </main>
      </div>
      <CommandPalette />
    </div>
  );
}
