import type { Facts } from '../domain/enrollment.ts'
import type { SeenInvoice } from '../stripe/read/invoice.ts'

/** Stripe voids the first invoice of a subscription after 23 hours (stripe-node, Subscription.status `incomplete`). */
const hoursOfFirstInvoice = 23

/** Until when the first invoice of a subscription can be paid; undefined for any other. */
export function firstInvoiceUntil({ isFirst, finalizedAt }: SeenInvoice): Temporal.Instant | undefined {
  return isFirst ? finalizedAt.add({ hours: hoursOfFirstInvoice }) : undefined
}

/** What an enrollment remembers of an invoice. */
export function invoiceFacts(seen: SeenInvoice): Facts {
  return {
    due: seen.remaining,
    number: seen.number,
    declineClass: seen.decline?.declineClass,
    declineCode: seen.decline?.code,
    nextRetryAt: seen.nextRetryAt,
    day: seen.dueAt,
    card: seen.card,
    about: 'invoice',
    items: seen.items,
  }
}

/** What is remembered where no payment has failed. */
export const noFailure = {
  number: undefined,
  declineClass: undefined,
  declineCode: undefined,
  nextRetryAt: undefined,
} as const
