// Ada fills a cart and forgets it; an hour later the journey asks for a message. Run it with `node run-a-journey.mjs`.
import { advance, occur, parseProgram } from '@attune/dsl';

const journey = parseProgram({
  dsl: 'attune/journey@1', key: 'cart', name: 'Cart', category: 'marketing', start: 'pause',
  entry: [{ kind: 'event', event: 'Cart Updated' }],
  steps: {
    pause: { kind: 'delay', for: 'PT1H', next: 'remind' },
    remind: { kind: 'message', channel: 'email', topic: 'offers', content: { subject: 'Your cart', body: 'Hello {{customer.first_name}}!' } },
  },
});
if (!journey.ok) throw new Error(journey.issues.map(({ path, message }) => `${path}: ${message}`).join('\n'));

// The host keeps customers, runs and timers. The language says what happens next, and why.
const facts = { customer: { id: 'ada', first_name: 'Ada' }, segments: [], sentiment: null, consent: {}, sentimentAllowed: true, history: {}, zone: 'Europe/Berlin' };
const event = { name: 'Cart Updated', at: '2026-03-02T09:00:00.000Z', properties: { value: 40 } };
const { entered } = occur(journey.value, { version: 1, runs: [], occurrence: { type: 'event', event }, facts, now: event.at, newRunId: () => 'run-1', lastEntry: () => null });
const { step, visit, due } = entered.run.waiting;
const later = advance(journey.value, entered.run, { type: 'timer', step, visit }, facts, due);

for (const { at, step, outcome, because } of [...entered.trail, ...later.trail]) console.log(`${at} ${step}: ${outcome}, ${because}`);
for (const command of later.commands) console.log(JSON.stringify(command));
