/*
 * What a customer is told, who has never seen a journey, a segment or a field: the only place with words for them. What has no words of its own here is told in
 * general ones, never by its internal name.
 */

/** What the customer did, by the usual names of a shop's events; `{worth}` stands for an amount. The plural is for several times. */
export const DEEDS: Readonly<Record<string, { readonly once: string; readonly often?: string }>> = {
  'Cart Updated': { once: 'you left a cart{worth}', often: 'you changed your cart {n} times' },
  'Cart Abandoned': { once: 'you left a cart{worth}', often: 'you left {n} carts' },
  'Checkout Started': { once: 'you began to check out a cart{worth}', often: 'you began to check out {n} times' },
  'Product Added': { once: 'you put something into your cart', often: 'you put {n} things into your cart' },
  'Product Viewed': { once: 'you looked at a product', often: 'you looked at {n} products' },
  'Order Completed': { once: 'you placed an order{worth}', often: 'you placed {n} orders' },
  'Order Delivered': { once: 'your order was delivered', often: '{n} orders were delivered to you' },
  'Order Cancelled': { once: 'an order of yours was cancelled', often: '{n} orders of yours were cancelled' },
  'Order Refunded': { once: 'an order of yours was refunded{worth}', often: '{n} orders of yours were refunded' },
  'Refund Requested': { once: 'you asked for your money back', often: 'you asked for your money back {n} times' },
  'Complaint Opened': { once: 'you told us that something went wrong', often: 'you told us {n} times that something went wrong' },
  'Complaint Solved': { once: 'what went wrong has been put right' },
  'Review Submitted': { once: 'you wrote a review', often: 'you wrote {n} reviews' },
  'Product Reviewed': { once: 'you wrote a review', often: 'you wrote {n} reviews' },
  'Survey Answered': { once: 'you answered our questions', often: 'you answered our questions {n} times' },
  'Message Clicked': { once: 'you followed a link in our message', often: 'you followed links in our messages {n} times' },
  'Message Opened': { once: 'you opened our message', often: 'you opened our messages {n} times' },
  'Signed Up': { once: 'you signed up', often: 'you signed up {n} times' },
  'Account Created': { once: 'you opened an account' },
  'Subscription Renewed': { once: 'your subscription was renewed' },
  'Payment Failed': { once: 'a payment of yours did not go through', often: '{n} payments of yours did not go through' },
  Manual: { once: 'somebody of our team chose you for it' },
  Unsubscribed: { once: 'you unsubscribed from some of our messages' },
};

export const DID_SOMETHING = 'of something you did in our shop';
export const MEANT_FOR = 'you are one of the customers it is meant for';
export const DATE_CAME = 'it was time for it';
export const MOODS: Readonly<Record<string, string>> = { negative: 'what you last wrote to us sounded unhappy', neutral: 'what you last wrote to us sounded neither happy nor unhappy', positive: 'what you last wrote to us sounded happy' };
export const NO_ANSWER = 'we had not heard from you since';
export const BY_CHANCE = 'chance chose this version for you';

/** Facts that people know by these words; others are told of in general. */
export const FACTS: Readonly<Record<string, string>> = {
  plan: 'your plan', points: 'your points', country: 'your country', city: 'your city', language: 'your language', locale: 'your language', orders: 'the number of your orders', birthday: 'your birthday', tier: 'your level', timezone: 'your time zone',
};
export const SOMETHING_KNOWN = 'something you told us fits it';

export const NOUNS: Readonly<Record<string, string>> = { email: 'e-mail', sms: 'text message', push: 'notification', chat: 'chat message' };

/** Why a message was left out, after "because". */
export const LEFT_OUT: Readonly<Record<string, string>> = {
  'no-address': 'we have no address of yours for it', 'no-consent': 'you had not agreed to it', unsubscribed: 'you unsubscribed from it', suppressed: 'an earlier message to your address came back', capped: 'you had enough messages from us lately',
  'quiet-hours-expired': 'it was night where you are and would have come too late in the morning', holdout: 'you are one of a few customers who get no such messages, so that we can see whether they help', guarded: 'it was not the right moment for it',
  expired: 'it would have come too late', duplicate: 'you had the same message already', 'template-error': 'we could not fill in its words', 'provider-rejected': 'it could not be delivered',
};
export const LEFT_OUT_OTHERWISE = 'it could not be sent';
