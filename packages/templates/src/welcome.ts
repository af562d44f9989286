import type { TemplateSource } from './source.ts';
import journey from '../welcome/journey.json' with { type: 'json' };
import welcomeHello from '../welcome/messages/welcome-hello.json' with { type: 'json' };
import welcomePicks from '../welcome/messages/welcome-picks.json' with { type: 'json' };
import welcomeGuide from '../welcome/messages/welcome-guide.json' with { type: 'json' };
import welcomeFirstOrder from '../welcome/messages/welcome-first-order.json' with { type: 'json' };

export const welcome: TemplateSource = {
  journey,
  messages: { 'welcome-hello': welcomeHello, 'welcome-picks': welcomePicks, 'welcome-guide': welcomeGuide, 'welcome-first-order': welcomeFirstOrder },
  segments: [],
};
