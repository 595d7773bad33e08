import type Stripe from 'stripe'
import { fromSeconds } from './read/event.ts'
import { continuedBy } from './read/session.ts'

/** A Checkout session lives a day at most: https://docs.stripe.com/api/checkout/sessions/create#expires_at */
export const sessionHours = 24
const pageSize = 100
const sessionsAtMost = 1_000

/** A checkout that is still open, and when it began. */
export type OpenSession = { readonly id: string; readonly createdAt: Temporal.Instant }

/** From a moment on, until right before another one, in whole seconds. */
export type Span = { readonly from: Temporal.Instant; readonly until: Temporal.Instant }

/**
 * The open checkouts that began in a span of time and in which something is to be paid; one that goes on with another is
 * that one's matter.
 */
export async function listOpenSessions(
  stripe: Stripe,
  { from, until }: Span,
): Promise<readonly OpenSession[]> {
  const created = { gte: secondOf(from), lt: secondOf(until) }
  const found = await stripe.checkout.sessions
    .list({ status: 'open', created, limit: pageSize })
    .autoPagingToArray({ limit: sessionsAtMost })
  return found
    .filter((session) => session.mode !== 'setup' && continuedBy(session) === undefined)
    .map(({ id, created: seconds }) => ({ id, createdAt: fromSeconds(seconds) }))
}

function secondOf(moment: Temporal.Instant): number {
  return Math.floor(moment.epochMilliseconds / 1000)
}
