import type Stripe from 'stripe'
import { type Act, change } from '../act.ts'
import type { Line } from '../objects/invoice.ts'
import { idOf, read } from '../state.ts'
import { createInvoice, finalize, voidInvoice } from './invoices.ts'

/** What a revision may change. */
export type Revision = {
  /** Unix seconds; the old one when absent. */
  readonly dueDate?: number
  /** Minor units, of an invoice with one line; the old one when absent. */
  readonly amount?: number
}

/** Replaces an open invoice by a new one; the old is voided and names the new as its latest revision. */
export function revise(act: Act, id: string, { dueDate, amount }: Revision): Stripe.Invoice {
  const old = read(act.space, 'invoice', id)
  const due = dueDate ?? old.due_date
  const { id: newId } = createInvoice(act, {
    customer: idOf(old.customer) ?? '',
    reason: 'manual',
    currency: old.currency,
    collectionMethod: due === null ? 'charge_automatically' : 'send_invoice',
    period: { start: old.period_start, end: old.period_end },
    lines: old.lines.data.map((line) => copyLine(act, line, amount)),
    revises: id,
    ...(due !== null && { dueDate: due }),
  })
  change(act, 'invoice', id, { latest_revision: newId })
  const revised = finalize(act, newId)
  voidInvoice(act, id)
  return revised
}

function copyLine(act: Act, line: Stripe.InvoiceLineItem, amount = line.amount): Line {
  return { id: act.state.makeId('il'), description: line.description ?? '', amount, period: line.period }
}
