import { abandonedCart } from './abandoned-cart.ts';
import { complaintRescue } from './complaint-rescue.ts';
import { postPurchaseCare } from './post-purchase-care.ts';
import { welcome } from './welcome.ts';
import { winBack } from './win-back.ts';
import { loadTemplate, type JourneyTemplate } from './load.ts';

/** Ready journeys with their messages, in the order of a customer's life. */
export const journeyTemplates: readonly JourneyTemplate[] = [welcome, abandonedCart, postPurchaseCare, complaintRescue, winBack].map(loadTemplate);

export type { JourneyTemplate, TemplateMessage } from './load.ts';
export type { TemplateSegment } from './source.ts';
