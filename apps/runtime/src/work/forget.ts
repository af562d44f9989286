import { forgetTrait } from '../store/lane-feedback.ts';
import { waitForLane } from '../store/lane-read.ts';
import { closeLane, writeInbox } from '../store/lane-write.ts';
import type { Passing } from './step.ts';

/** An address that its owner's device has taken back. */
export interface Gone { readonly customer: string; readonly trait: string; readonly endpoint: string }

/** Takes dead subscriptions out of the traits they came from, and lets segments and journeys see it. */
export async function forgetAddresses({ deps }: Passing, lane: number, list: readonly Gone[]): Promise<void> {
  if (list.length === 0) return;
  const at = new Date(deps.clock.now()).toISOString();
  await deps.database.transaction(async (tx) => {
    const [row] = await waitForLane(tx, lane);
    const changed: string[] = [];
    for (const { customer, trait, endpoint } of list) if (await forgetTrait(tx, lane, customer, trait, endpoint)) changed.push(customer);
    if (changed.length === 0) return;
    await writeInbox(tx, lane, changed.map((customer) => ({ kind: 'changed', customer, payload: {}, at })));
    await closeLane(tx, lane, { fired: false, earliest: null, held: row?.held ?? false });
  });
}
