import type { Ending } from '../domain/enrollment.ts'
import { text, whole } from '../stripe/read/event.ts'
import type { Flow, Seen } from './flow.ts'

/** A payment of an invoice failed, and the shopper can pay it on Stripe's own page. */
export const failedPayment: Flow = {
  key: 'failed-payment',
  name: 'Failed payment',
  purpose: 'service',
  events: ['invoice.payment_failed'],
  trigger({ object, createdAt }) {
    const subject = text(object.id)
    return subject ? { subject, at: createdAt, attemptCount: whole(object.attempt_count) ?? 1 } : undefined
  },
  look: { object: 'invoice' },
  facts: (seen) => ({
    due: seen.remaining,
    number: seen.number,
    declineClass: seen.decline?.declineClass,
    declineCode: seen.decline?.code,
    nextRetryAt: seen.nextRetryAt,
  }),
  contact: (seen) => seen.contact,
  payments: (seen) => seen.payments,
  failedAttempts: (seen) => (seen.status === 'open' && seen.isIdle ? seen.attemptCount : 0),
  ended,
  steps: [
    { delayMinutes: 60, template: 'payment_failed' },
    { delayMinutes: 3 * 24 * 60, template: 'payment_failed_reminder' },
    { delayMinutes: 7 * 24 * 60, template: 'payment_failed_last' },
  ],
  windowDays: 30,
  link: 'hosted-invoice',
}

function ended(seen: Seen): Ending | undefined {
  switch (seen.status) {
    case 'paid':
      return { kind: 'paid', because: 'The invoice is paid.' }
    case 'void':
      return { kind: 'void', because: 'The invoice was voided.' }
    case 'uncollectible':
      return { kind: 'written-off', because: 'The invoice was marked as uncollectible.' }
    case 'draft':
    case 'unknown':
      return { kind: 'stopped', because: 'The invoice is not open for payment.' }
    case 'open':
      return endedThoughOpen(seen)
  }
}

function endedThoughOpen({ remaining, stopped, decline }: Seen): Ending | undefined {
  if (remaining.amount <= 0) return { kind: 'paid', because: 'Nothing is left to pay.' }
  if (decline?.declineClass === 'told-bank-to-stop') {
    return { kind: 'stopped', because: 'The customer told their bank to stop these payments.' }
  }
  switch (stopped) {
    case undefined:
      return undefined
    case 'customer-deleted':
      return { kind: 'stopped', because: 'The customer was deleted in Stripe.' }
    case 'subscription-ended':
      return { kind: 'stopped', because: 'The subscription has ended.' }
    case 'collection-paused':
      return { kind: 'stopped', because: 'Payment collection of the subscription is paused.' }
  }
}
