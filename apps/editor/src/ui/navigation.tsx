import { ActionIcon, Menu } from '@mantine/core';
import { spotlight } from '@mantine/spotlight';
import { Link, useLocation } from '@tanstack/react-router';
import { Menu as MenuIcon, Search } from 'lucide-react';
import { useRefusal } from '../api/session.ts';
import { useTaskQueues } from '../api/queries.ts';
import { LinkMenuItem } from './link-button.tsx';
import { LookToggle } from './look-toggle.tsx';
import { Mark } from './mark.tsx';
import { count } from './numbers.ts';
import { isAt, screens, type ScreenLink } from './screens.tsx';
import classes from './shell.module.css';
import { words } from './words.ts';

/** The rail on the left; on a phone, a bar with a menu. */
export function Navigation() {
  const { pathname } = useLocation();
  return (
    <>
      <nav className={classes.rail} aria-label={words.shell.nav}>
        <Link to="/" className={classes.mark ?? ''} aria-label={words.product}><Mark size={34} /></Link>
        <ul className={classes.list}>
          {screens.map((screen) => {
            const active = isAt(screen, pathname);
            return (
              <li key={screen.to}>
                <Link to={screen.to} className={classes.item ?? ''} data-active={active} {...(active ? { 'aria-current': 'page' as const } : {})}>
                  <screen.icon size={20} strokeWidth={1.8} aria-hidden />
                  {screen.label}
                  <Waiting screen={screen} />
                </Link>
              </li>
            );
          })}
        </ul>
        <div className={classes.foot}>
          <button type="button" className={classes.item} onClick={spotlight.open} aria-keyshortcuts="Control+K">
            <Search size={20} strokeWidth={1.8} aria-hidden />
            {words.shell.find}
          </button>
          <LookToggle />
        </div>
      </nav>
      <PhoneBar />
    </>
  );
}

/** How much waits behind a screen of the menu; nothing where nothing does. */
function Waiting({ screen }: { screen: ScreenLink }) {
  const asked = screen.to === '/inbox';
  const signedIn = useRefusal() === 'none';
  const queues = useTaskQueues(asked && signedIn);
  const open = asked ? (queues.data ?? []).reduce((sum, queue) => sum + queue.open, 0) : 0;
  if (open === 0) return null;
  return <span className={classes.waiting} role="img" aria-label={words.nav.open(open)}>{open > 99 ? '99+' : count(open)}</span>;
}

function PhoneBar() {
  const { pathname } = useLocation();
  return (
    <header className={classes.topbar}>
      <Mark size={28} />
      <span className={classes.where}>{screens.find((screen) => isAt(screen, pathname))?.label ?? words.product}</span>
      <ActionIcon onClick={spotlight.open} aria-label={words.shell.commands}><Search size={20} aria-hidden /></ActionIcon>
      <Menu>
        <Menu.Target><ActionIcon aria-label={words.shell.menu}><MenuIcon size={20} aria-hidden /></ActionIcon></Menu.Target>
        <Menu.Dropdown>
          {screens.map((screen) => (
            <LinkMenuItem key={screen.to} to={screen.to} leftSection={<screen.icon size={18} aria-hidden />} rightSection={<Waiting screen={screen} />}>{screen.label}</LinkMenuItem>
          ))}
        </Menu.Dropdown>
      </Menu>
    </header>
  );
}
