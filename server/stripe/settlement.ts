import { idOf, type StripeEvent, text } from './read/event.ts'

/** Where the enrollments are found that an event may end or change. The flow judges after a look. */
export type Settlement = {
  readonly subject?: string | undefined
  readonly customer?: string | undefined
  readonly payment?: string | undefined
}

/**
 * What an event may settle: paid, voided, written off, refunded, or the customer or subscription gone. Undefined
 * for events that settle nothing.
 */
export function settlementOf({ type, object }: StripeEvent): Settlement | undefined {
  switch (type) {
    case 'invoice.paid':
    case 'invoice.payment_succeeded':
    case 'invoice.voided':
    case 'invoice.marked_uncollectible':
    case 'invoice.deleted':
      return found({ subject: text(object.id) })
    case 'invoice_payment.paid':
      return found({ subject: idOf(object.invoice) })
    case 'charge.refunded':
    case 'refund.created':
    case 'refund.updated':
    case 'refund.failed':
      return found({ payment: idOf(object.payment_intent) ?? idOf(object.charge) ?? text(object.id) })
    case 'customer.deleted':
      return found({ customer: text(object.id) })
    case 'customer.subscription.deleted':
    case 'customer.subscription.paused':
      return found({ customer: idOf(object.customer) })
    default:
      return undefined
  }
}

function found(settlement: Settlement): Settlement | undefined {
  return Object.values(settlement).some((value) => value !== undefined) ? settlement : undefined
}
