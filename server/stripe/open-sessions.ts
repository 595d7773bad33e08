import type Stripe from 'stripe'
import { fromSeconds } from './read/event.ts'
import { continuedBy } from './read/session.ts'

/** A Checkout session lives a day at most: https://docs.stripe.com/api/checkout/sessions/create#expires_at */
const lifeHours = 24
const pageSize = 100
const sessionsAtMost = 1_000

/** A checkout that began before a moment and is still open. */
export type OpenSession = { readonly id: string; readonly createdAt: Temporal.Instant }

/**
 * The open checkouts that began before a moment and in which something is to be paid; one that goes on with another is
 * that one's matter.
 */
export async function listOpenSessions(
  stripe: Stripe,
  before: Temporal.Instant,
): Promise<readonly OpenSession[]> {
  const until = Math.floor(before.epochMilliseconds / 1000)
  const created = { gte: until - lifeHours * 3600, lte: until }
  const found = await stripe.checkout.sessions
    .list({ status: 'open', created, limit: pageSize })
    .autoPagingToArray({ limit: sessionsAtMost })
  return found
    .filter((session) => session.mode !== 'setup' && continuedBy(session) === undefined)
    .map(({ id, created: seconds }) => ({ id, createdAt: fromSeconds(seconds) }))
}
