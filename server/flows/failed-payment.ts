import type { DeclineClass, Ending } from '../domain/enrollment.ts'
import { text, whole } from '../stripe/read/event.ts'
import type { SeenInvoice } from '../stripe/read/invoice.ts'
import { days, type Flow, step, usual } from './flow.ts'
import { invoiceEnded, stopped, triedOnPage } from './invoice-endings.ts'
import { firstInvoiceUntil, invoiceFacts } from './invoice-facts.ts'

/** Hope is in the retry after the first failure; when that has failed as well, there is something to write about. */
const hopefulAttempts = 1
/** What passes by itself: there may be money next time, or the bank's machines work again. */
const passing: ReadonlySet<DeclineClass> = new Set(['top-up', 'wait'])

/** By what the shopper can do about it. */
const firstTexts = [
  'payment_failed',
  'payment_failed_first',
  'payment_failed_method',
  'payment_failed_card',
  'payment_failed_details',
  'payment_failed_funds',
  'payment_action_required',
] as const

/** A payment of an invoice failed, and the shopper can pay it on Stripe's own page. */
export const failedPayment: Flow<SeenInvoice> = {
  ...usual,
  key: 'failed-payment',
  name: 'Failed payment',
  purpose: 'service',
  priority: 'failed-payment',
  events: ['invoice.payment_failed'],
  trigger({ object, createdAt }) {
    const subject = text(object.id)
    return subject ? { subject, at: createdAt, attemptCount: whole(object.attempt_count) ?? 1 } : undefined
  },
  lookAt: (id) => ({ object: 'invoice', id }),
  facts: invoiceFacts,
  contact: (seen) => seen.contact,
  payments: (seen) => seen.payments,
  money: (seen) => seen.id,
  failedAttempts: (seen) => (seen.status === 'open' && seen.isIdle ? seen.attemptCount : 0),
  ended,
  isUnderWay: (seen) => seen.isProcessing,
  hopefulRetryAt,
  usefulUntil: firstInvoiceUntil,
  steps: [
    { delayMinutes: 0, texts: firstTexts, template: firstText },
    step(days(3), 'payment_failed_reminder'),
    step(days(7), 'payment_failed_last'),
  ],
  windowDays: 30,
  page: () => 'hosted-invoice',
}

function ended(seen: SeenInvoice): Ending | undefined {
  const ending = invoiceEnded(seen) ?? triedOnPage(seen)
  if (ending) return ending
  if (seen.decline?.declineClass === 'told-bank-to-stop')
    return stopped('The customer told their bank to stop these payments.')
  if (seen.decline?.declineClass === 'merchant')
    return stopped('The payment failed for a reason the customer can do nothing about.')
  return undefined
}

function hopefulRetryAt({ decline, attemptCount, nextRetryAt }: SeenInvoice): Temporal.Instant | undefined {
  if (!decline?.mayRetry || !passing.has(decline.declineClass)) return undefined
  return attemptCount <= hopefulAttempts ? nextRetryAt : undefined
}

function firstText(seen: SeenInvoice): (typeof firstTexts)[number] {
  if (seen.isFirst) return 'payment_failed_first'
  if (seen.lacksMethod) return 'payment_failed_method'
  switch (seen.decline?.declineClass) {
    case 'other-card':
      return 'payment_failed_card'
    case 're-enter':
      return 'payment_failed_details'
    case 'top-up':
      return 'payment_failed_funds'
    case 'authenticate':
      return 'payment_action_required'
    case 'call-bank':
    case 'wait':
    case 'merchant':
    case 'told-bank-to-stop':
    case undefined:
      return 'payment_failed'
  }
}
