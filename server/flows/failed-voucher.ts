import type { Ending, Facts } from '../domain/enrollment.ts'
import { text } from '../stripe/read/event.ts'
import type { SeenSession } from '../stripe/read/session.ts'
import { type Flow, step, usual } from './flow.ts'
import { stopped } from './invoice-endings.ts'
import { noFailure } from './invoice-facts.ts'

/** A voucher or bank debit of an order was not paid in time: the order can be placed once more. */
export const failedVoucher: Flow<SeenSession> = {
  ...usual,
  key: 'failed-voucher',
  name: 'Voucher not paid',
  purpose: 'service',
  priority: 'failed-payment',
  events: ['checkout.session.async_payment_failed'],
  trigger({ object, createdAt }) {
    const subject = text(object.id)
    return subject ? { subject, at: createdAt, attemptCount: 0 } : undefined
  },
  lookAt: (id) => ({ object: 'checkout_session', id }),
  facts: (seen): Facts => ({
    ...noFailure,
    due: seen.total,
    day: undefined,
    card: undefined,
    about: 'basket',
    items: seen.items,
  }),
  contact: (seen) => seen.contact,
  payments: (seen) => seen.payments,
  money: (seen) => seen.id,
  ended,
  steps: [step(0, 'voucher_failed')],
  windowDays: 14,
  page: () => 'order-again',
}

function ended(seen: SeenSession): Ending | undefined {
  if (seen.isPaid || seen.payments.length > 0) return { kind: 'paid', because: 'The order is paid.' }
  if (seen.customerIsDeleted) return stopped('The customer was deleted in Stripe.')
  if (seen.later === 'completed') return stopped('The customer has ordered anew since.')
  return seen.hasFailed ? undefined : stopped('The payment is still on its way.')
}
