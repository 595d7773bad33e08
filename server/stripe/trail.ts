import type Stripe from 'stripe'
import { wayBack } from './chain.ts'
import type { Settlement, Trail } from './settlement.ts'

/** What a trail leads to: the checkouts that lie behind a copy. Throws when Stripe cannot be reached. */
export async function followTrail(stripe: Stripe, trail: Trail): Promise<Pick<Settlement, 'subjects'>> {
  return { subjects: (await wayBack(stripe, trail.copyOf)).map(({ id }) => id) }
}
