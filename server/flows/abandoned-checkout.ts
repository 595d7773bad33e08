import type { Ending, Facts } from '../domain/enrollment.ts'
import { idOf, type StripeEvent, text } from '../stripe/read/event.ts'
import { continuedBy, type SeenSession } from '../stripe/read/session.ts'
import { days, type Flow, step, type Trigger, usual } from './flow.ts'
import { stopped } from './invoice-endings.ts'
import { noFailure } from './invoice-facts.ts'

const openText = 'abandoned_checkout'
const expiredText = 'abandoned_checkout_expired'

/**
 * A shopper left a checkout unfinished. While it is open a duty finds it; once it has expired, its recovery link leads to
 * a copy. Delays count from when the checkout began.
 */
export const abandonedCheckout: Flow<SeenSession> = {
  ...usual,
  key: 'abandoned-checkout',
  name: 'Abandoned checkout',
  purpose: 'marketing',
  priority: 'abandoned',
  events: ['checkout.session.expired'],
  watches: 'open-checkouts',
  trigger,
  lookAt: (id) => ({ object: 'checkout_session', id }),
  facts: (seen): Facts => ({
    ...noFailure,
    due: seen.total,
    day: seen.status === 'open' ? seen.expiresAt : undefined,
    card: undefined,
    about: 'basket',
    items: seen.items,
  }),
  contact: (seen) => seen.contact,
  payments: (seen) => seen.payments,
  money: (seen) => seen.id,
  ended,
  countsFrom: (seen) => seen.createdAt,
  steps: [
    {
      delayMinutes: 45,
      texts: [openText, expiredText],
      template: (seen) => (seen.status === 'open' ? openText : expiredText),
    },
    step(days(1) + 60, expiredText),
    step(days(3), 'abandoned_checkout_last'),
  ],
  windowDays: 14,
  page: () => 'checkout',
}

/** A copy made by a recovery link is about the same basket; a checkout behind one of our own links is no new wish. */
function trigger({ object, createdAt }: StripeEvent): Trigger | undefined {
  const subject = idOf(object.recovered_from) ?? (continuedBy(object) ? undefined : text(object.id))
  return subject ? { subject, at: createdAt, attemptCount: 0 } : undefined
}

function ended(seen: SeenSession): Ending | undefined {
  if (seen.mode === 'setup') return stopped('Nothing was to be paid in this checkout.')
  if (seen.payments.length > 0 || seen.isPaid) return { kind: 'paid', because: 'The order is paid.' }
  if (seen.status === 'complete') return stopped('The checkout was completed, and its payment is on its way.')
  if (seen.status === 'unknown') return stopped('The checkout cannot be finished.')
  if (seen.continues) return stopped('This checkout goes on with another one, which has messages of its own.')
  if (seen.customerIsDeleted) return stopped('The customer was deleted in Stripe.')
  switch (seen.later) {
    case 'completed':
      return stopped('The customer has completed another checkout since.')
    case 'open':
      return stopped('The customer is back in a newer checkout.')
    case 'left':
      return stopped('The customer has left a newer checkout since, which is followed in its place.')
    case 'none':
      return seen.pageUrl ? undefined : stopped('The checkout expired and has no recovery link.')
  }
}
