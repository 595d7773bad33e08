import type { Ending } from '../domain/enrollment.ts'
import { text } from '../stripe/read/event.ts'
import type { SeenSubscription } from '../stripe/read/subscription.ts'
import { days, type Flow, step, usual } from './flow.ts'
import { stopped } from './invoice-endings.ts'
import { subscriptionFacts } from './subscription-facts.ts'

/** By why it was cancelled. */
const texts = ['win_back', 'win_back_payment'] as const

/** A subscription was cancelled, and the shopper may like to come back; never after a dispute. */
export const winBack: Flow<SeenSubscription> = {
  ...usual,
  key: 'win-back',
  name: 'Win back',
  purpose: 'marketing',
  priority: 'other',
  events: ['customer.subscription.deleted'],
  trigger({ object, createdAt }) {
    const subject = text(object.id)
    return subject ? { subject, at: createdAt, attemptCount: 0 } : undefined
  },
  lookAt: (id) => ({ object: 'subscription', id }),
  facts: (seen) => subscriptionFacts(seen, seen.endedAt),
  contact: (seen) => seen.contact,
  payments: (seen) => seen.payments,
  money: (seen) => seen.id,
  ended,
  steps: [{ delayMinutes: days(7), texts, template }, step(days(30), 'win_back_last')],
  windowDays: 60,
  page: () => 'subscribe-again',
}

function template({ cancelledBecause }: SeenSubscription): (typeof texts)[number] {
  return cancelledBecause === 'payment-failed' ? 'win_back_payment' : 'win_back'
}

function ended(seen: SeenSubscription): Ending | undefined {
  if (seen.beside === 'begun-since') return { kind: 'paid', because: 'The customer has subscribed anew.' }
  if (seen.status === 'never-began') return stopped('The subscription never began.')
  if (seen.status !== 'ended' || !seen.endedAt) return stopped('The subscription goes on.')
  if (seen.customerIsDeleted) return stopped('The customer was deleted in Stripe.')
  if (seen.cancelledBecause === 'disputed' || seen.isDisputed)
    return stopped('The customer disputed a payment.')
  if (seen.beside === 'going-on') return stopped('The customer has another subscription, which goes on.')
  return undefined
}
