import type { TemplateSource } from './source.ts';
import journey from '../abandoned-cart/journey.json' with { type: 'json' };
import cartReminder from '../abandoned-cart/messages/cart-reminder.json' with { type: 'json' };
import cartHelp from '../abandoned-cart/messages/cart-help.json' with { type: 'json' };
import cartAdvice from '../abandoned-cart/messages/cart-advice.json' with { type: 'json' };
import cartLastPlain from '../abandoned-cart/messages/cart-last-plain.json' with { type: 'json' };
import cartLastReviews from '../abandoned-cart/messages/cart-last-reviews.json' with { type: 'json' };

export const abandonedCart: TemplateSource = {
  journey,
  messages: { 'cart-reminder': cartReminder, 'cart-help': cartHelp, 'cart-advice': cartAdvice, 'cart-last-plain': cartLastPlain, 'cart-last-reviews': cartLastReviews },
  segments: [],
};
