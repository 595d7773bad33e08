import type Stripe from 'stripe'
import type { Act } from '../act.ts'
import { read } from '../state.ts'
import { attempt } from './attempts.ts'
import { dueWithin } from './due-dates.ts'
import { createInvoice, finalize } from './invoices.ts'

/** An invoice that belongs to no subscription. */
export type NewBill = {
  readonly customer: string
  /** Minor units. */
  readonly amount: number
  readonly currency?: string
  readonly description: string
  /** Stays a draft. */
  readonly draft?: boolean
  /** Sent to be paid by hand within so many days; charged to the card on file when absent. */
  readonly daysUntilDue?: number
}

/** An invoice without a subscription: charged at once, sent to be paid, or left a draft. */
export function addInvoice(act: Act, bill: NewBill): Stripe.Invoice {
  const period = { start: act.now, end: act.now }
  const line = { id: act.state.makeId('il'), description: bill.description, amount: bill.amount, period }
  const invoice = createInvoice(act, {
    customer: bill.customer,
    reason: 'manual',
    period,
    lines: [line],
    ...(bill.currency && { currency: bill.currency }),
    ...(bill.daysUntilDue !== undefined && dueWithin(act, bill.daysUntilDue)),
  })
  if (!bill.draft) finalize(act, invoice.id)
  if (!bill.draft && invoice.due_date === null) attempt(act, invoice.id, { by: 'merchant' })
  return read(act.space, 'invoice', invoice.id)
}
