import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { NotFound } from '../ui/not-found.tsx';
import { Pending } from '../ui/pending.tsx';
import { RouteError } from '../ui/route-error.tsx';
import { Shell } from '../ui/shell.tsx';

/** A search parameter that is a non-empty string, or absent. */
const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : typeof value === 'number' ? String(value) : undefined);

const keep = <K extends string>(search: Record<string, unknown>, ...names: readonly K[]): Partial<Record<K, string>> => {
  const kept: Partial<Record<K, string>> = {};
  for (const name of names) {
    const value = text(search[name]);
    if (value !== undefined) kept[name] = value;
  }
  return kept;
};

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound });
const at = <P extends string>(path: P) => ({ getParentRoute: () => root, path });

const home = createRoute({ ...at('/'), component: lazyRouteComponent(() => import('./journeys/journeys-screen.tsx'), 'JourneysScreen'), validateSearch: (s: Record<string, unknown>) => keep(s, 'search', 'status', 'new') });
const journey = createRoute({ ...at('/journeys/$key'), component: lazyRouteComponent(() => import('./journey-route.tsx'), 'JourneyRoute'), validateSearch: (s: Record<string, unknown>) => keep(s, 'step', 'view', 'panel', 'version', 'person') });
const templates = createRoute({ ...at('/templates'), component: lazyRouteComponent(() => import('./templates/templates-screen.tsx'), 'TemplatesScreen'), validateSearch: (s: Record<string, unknown>) => keep(s, 'template') });
const customers = createRoute({ ...at('/customers'), component: lazyRouteComponent(() => import('./customers/customers-screen.tsx'), 'CustomersScreen'), validateSearch: (s: Record<string, unknown>) => keep(s, 'search', 'segment', 'mood') });
const customer = createRoute({ ...at('/customers/$id'), component: lazyRouteComponent(() => import('./customer/customer-screen.tsx'), 'CustomerScreen'), validateSearch: (s: Record<string, unknown>) => keep(s, 'show', 'why') });
const segments = createRoute({ ...at('/segments'), component: lazyRouteComponent(() => import('./segments/segments-screen.tsx'), 'SegmentsScreen') });
const segment = createRoute({ ...at('/segments/$key'), component: lazyRouteComponent(() => import('./segments/segment-screen.tsx'), 'SegmentScreen') });
const messages = createRoute({ ...at('/messages'), component: lazyRouteComponent(() => import('./messages/messages-screen.tsx'), 'MessagesScreen'), validateSearch: (s: Record<string, unknown>) => keep(s, 'journey', 'status', 'channel', 'customer', 'step', 'message') });
const inbox = createRoute({ ...at('/inbox'), component: lazyRouteComponent(() => import('./inbox/inbox-screen.tsx'), 'InboxScreen'), validateSearch: (s: Record<string, unknown>) => keep(s, 'part', 'task', 'state', 'queue', 'who', 'kind') });
const content = createRoute({ ...at('/content'), component: lazyRouteComponent(() => import('./content/content-screen.tsx'), 'ContentScreen'), validateSearch: (s: Record<string, unknown>) => keep(s, 'channel') });
const contentItem = createRoute({ ...at('/content/$key'), component: lazyRouteComponent(() => import('./content/content-editor.tsx'), 'ContentEditorScreen') });
const settings = createRoute({ ...at('/settings'), component: lazyRouteComponent(() => import('./settings/settings-screen.tsx'), 'SettingsScreen'), validateSearch: (s: Record<string, unknown>) => keep(s, 'part') });

const routeTree = root.addChildren([home, journey, templates, customers, customer, segments, segment, messages, inbox, content, contentItem, settings]);

/** The addresses of the editor. Everything that can be looked at has one. */
export function createAppRouter() {
  return createRouter({ routeTree, defaultPreload: 'intent', defaultErrorComponent: RouteError, defaultPendingComponent: Pending, defaultPendingMs: 200, defaultPendingMinMs: 0, scrollRestoration: true });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
