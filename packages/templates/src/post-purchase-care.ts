import type { TemplateSource } from './source.ts';
import journey from '../post-purchase-care/journey.json' with { type: 'json' };
import careThanks from '../post-purchase-care/messages/care-thanks.json' with { type: 'json' };
import careHowIsIt from '../post-purchase-care/messages/care-how-is-it.json' with { type: 'json' };
import carePutRight from '../post-purchase-care/messages/care-put-right.json' with { type: 'json' };
import careListen from '../post-purchase-care/messages/care-listen.json' with { type: 'json' };
import careDelight from '../post-purchase-care/messages/care-delight.json' with { type: 'json' };
import careRead from '../post-purchase-care/messages/care-read.json' with { type: 'json' };

export const postPurchaseCare: TemplateSource = {
  journey,
  messages: { 'care-thanks': careThanks, 'care-how-is-it': careHowIsIt, 'care-put-right': carePutRight, 'care-listen': careListen, 'care-delight': careDelight, 'care-read': careRead },
  segments: [],
};
