import type { Ending } from '../domain/enrollment.ts'
import { text } from '../stripe/read/event.ts'
import type { SeenIntent } from '../stripe/read/intent.ts'
import { days, type Flow, step, usual } from './flow.ts'
import { intentEnded } from './intent-endings.ts'
import { intentFacts } from './intent-facts.ts'
import { stopped } from './invoice-endings.ts'

/** A payment that belongs to no invoice and no open checkout failed, and there is a page to pay this very one on. */
export const failedOneOff: Flow<SeenIntent> = {
  ...usual,
  key: 'failed-one-off',
  name: 'Failed one-off payment',
  purpose: 'service',
  priority: 'failed-payment',
  events: ['payment_intent.payment_failed'],
  trigger({ object, createdAt }) {
    const subject = text(object.id)
    return subject ? { subject, at: createdAt, attemptCount: 0 } : undefined
  },
  lookAt: (id) => ({ object: 'payment_intent', id }),
  facts: intentFacts,
  contact: (seen) => seen.contact,
  payments: (seen) => seen.payments,
  money: (seen) => seen.id,
  ended,
  steps: [step(30, 'one_off_failed'), step(days(1), 'one_off_failed_reminder')],
  windowDays: 14,
  page: () => 'payment-intent',
}

function ended(seen: SeenIntent): Ending | undefined {
  const ending = intentEnded(seen)
  if (ending) return ending
  if (seen.wantsAuthentication)
    return stopped('The bank asks for a confirmation, which has a flow of its own.')
  if (seen.voucher) return stopped('The payment waits for a voucher, which has a flow of its own.')
  if (seen.decline?.declineClass === 'told-bank-to-stop')
    return stopped('The customer told their bank to stop these payments.')
  if (seen.decline?.declineClass === 'merchant')
    return stopped('The payment failed for a reason the customer can do nothing about.')
  // Any other page would make a second payment beside this one.
  return seen.pageUrl ? undefined : stopped('There is no page on which this payment could be finished.')
}
