import type Stripe from 'stripe'
import { wayBack } from './chain.ts'
import { idOf } from './read/event.ts'
import type { Settlement, Trail } from './settlement.ts'

/** Where a trail leads: to the checkouts that lie behind a copy, or to whose a charge was. */
export type TrailEnd = Pick<Settlement, 'subjects' | 'customer'>

/** Follows a trail. Throws when Stripe cannot be reached or does not know what it begins with. */
export async function followTrail(stripe: Stripe, trail: Trail): Promise<TrailEnd> {
  switch (trail.kind) {
    case 'copy':
      return { subjects: (await wayBack(stripe, trail.of)).map(({ id }) => id) }
    case 'charge':
      return { subjects: [], customer: idOf((await stripe.charges.retrieve(trail.id)).customer) }
  }
}
