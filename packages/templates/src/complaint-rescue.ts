import type { TemplateSource } from './source.ts';
import journey from '../complaint-rescue/journey.json' with { type: 'json' };
import rescueAcknowledge from '../complaint-rescue/messages/rescue-acknowledge.json' with { type: 'json' };
import rescuePatience from '../complaint-rescue/messages/rescue-patience.json' with { type: 'json' };
import rescueOffer from '../complaint-rescue/messages/rescue-offer.json' with { type: 'json' };
import rescueRefunded from '../complaint-rescue/messages/rescue-refunded.json' with { type: 'json' };
import rescueSecondTry from '../complaint-rescue/messages/rescue-second-try.json' with { type: 'json' };
import rescueThanks from '../complaint-rescue/messages/rescue-thanks.json' with { type: 'json' };
import rescueCheckIn from '../complaint-rescue/messages/rescue-check-in.json' with { type: 'json' };

export const complaintRescue: TemplateSource = {
  journey,
  messages: { 'rescue-acknowledge': rescueAcknowledge, 'rescue-patience': rescuePatience, 'rescue-offer': rescueOffer, 'rescue-refunded': rescueRefunded, 'rescue-second-try': rescueSecondTry, 'rescue-thanks': rescueThanks, 'rescue-check-in': rescueCheckIn },
  segments: [],
};
