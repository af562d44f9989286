import { Inbox, LayoutGrid, ListFilter, Mail, PenLine, Route, Settings, Users, type LucideIcon } from 'lucide-react';
import { words } from './words.ts';

/** The screens of the menu, once; rail, phone menu and command palette are made from this list. */
export interface ScreenLink {
  readonly to: '/' | '/templates' | '/customers' | '/segments' | '/messages' | '/inbox' | '/content' | '/settings';
  readonly label: string;
  readonly icon: LucideIcon;
}

export const screens: readonly ScreenLink[] = [
  { to: '/', label: words.nav.journeys, icon: Route },
  { to: '/templates', label: words.nav.templates, icon: LayoutGrid },
  { to: '/customers', label: words.nav.customers, icon: Users },
  { to: '/segments', label: words.nav.segments, icon: ListFilter },
  { to: '/messages', label: words.nav.messages, icon: Mail },
  { to: '/inbox', label: words.nav.inbox, icon: Inbox },
  { to: '/content', label: words.nav.content, icon: PenLine },
  { to: '/settings', label: words.nav.settings, icon: Settings },
];

/** Whether an address belongs to a screen; a journey's canvas belongs to the journeys. */
export function isAt(screen: ScreenLink, pathname: string): boolean {
  return screen.to === '/' ? pathname === '/' || pathname.startsWith('/journeys') : pathname.startsWith(screen.to);
}
