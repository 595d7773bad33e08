import type { Ending } from '../domain/enrollment.ts'
import type { SeenInvoice } from '../stripe/read/invoice.ts'

/** How an invoice came to need no more messages, whatever the flow; undefined while somebody should still pay it. */
export function invoiceEnded(seen: SeenInvoice): Ending | undefined {
  switch (seen.status) {
    case 'paid':
      return { kind: 'paid', because: 'The invoice is paid.' }
    case 'void':
      return { kind: 'void', because: 'The invoice was voided.' }
    case 'uncollectible':
      return { kind: 'written-off', because: 'The invoice was marked as uncollectible.' }
    case 'draft':
    case 'unknown':
      return stopped('The invoice is not open for payment.')
    case 'open':
      return endedThoughOpen(seen)
  }
}

function endedThoughOpen({ remaining, stopped: reason }: SeenInvoice): Ending | undefined {
  if (remaining.amount <= 0) return { kind: 'paid', because: 'Nothing is left to pay.' }
  switch (reason) {
    case undefined:
      return undefined
    case 'customer-deleted':
      return stopped('The customer was deleted in Stripe.')
    case 'subscription-ended':
      return stopped('The subscription has ended.')
    case 'collection-paused':
      return stopped('Payment collection of the subscription is paused.')
    case 'in-checkout':
      return stopped('The customer is still in the checkout.')
  }
}

/**
 * Stripe makes no attempt of its own on an invoice that is sent: whoever tries to pay it stands on its page, and sees
 * there what went wrong. Undefined for one that is charged by itself.
 */
export function triedOnPage({ collection }: SeenInvoice): Ending | undefined {
  if (collection === 'automatic') return undefined
  return stopped(
    'The invoice is sent to be paid: who tries to is on its page, and its due date has messages of its own.',
  )
}

/** An ending that nobody's payment brought. */
export function stopped(because: string): Ending {
  return { kind: 'stopped', because }
}
