import type { Ending } from '../domain/enrollment.ts'
import type { SeenIntent } from '../stripe/read/intent.ts'
import { stopped } from './invoice-endings.ts'

/** How a payment that stands alone came to need no more messages; undefined while the shopper should still pay. */
export function intentEnded(seen: SeenIntent): Ending | undefined {
  switch (seen.status) {
    case 'paid':
      return { kind: 'paid', because: 'The payment has succeeded.' }
    case 'canceled':
      return { kind: 'void', because: 'The payment was cancelled.' }
    case 'under-way':
      return stopped('The payment is under way.')
    case 'unpaid':
    case 'wants-action':
      return endedThoughUnpaid(seen)
  }
}

function endedThoughUnpaid({ belongsTo, isReplaced, customerIsDeleted }: SeenIntent): Ending | undefined {
  if (belongsTo === 'invoice')
    return stopped('The payment belongs to an invoice, which has flows of its own.')
  if (belongsTo === 'checkout')
    return stopped('The payment belongs to a checkout, which has flows of its own.')
  if (customerIsDeleted) return stopped('The customer was deleted in Stripe.')
  return isReplaced ? stopped('The customer has paid the same amount in another payment.') : undefined
}
