import { seconds } from '../act.ts'
import { addInvoice, type NewBill } from '../actions/bills.ts'
import { credit } from '../actions/credit-notes.ts'
import { moveDueDate } from '../actions/due-dates.ts'
import { revise } from '../actions/revisions.ts'
import { read, type State } from '../state.ts'
import { requestOn } from './acts.ts'

/** What is billed by an invoice that is sent. */
export type SentBill = Pick<NewBill, 'amount' | 'currency'> & {
  readonly dueInDays: number
  readonly description?: string
}

/** What a merchant does with invoices that are sent and paid by hand. */
export function createInvoicing(state: State) {
  const onInvoice = (id: string) => requestOn(state, 'invoice', id)
  return {
    /** Sends an invoice, to be paid within so many days. Returns its id. */
    billByInvoice: (customer: string, { dueInDays, description = 'Services', ...bill }: SentBill) => {
      const sent = { ...bill, customer, description, daysUntilDue: dueInDays }
      return addInvoice(requestOn(state, 'customer', customer), sent).id
    },
    moveDueDate: (invoice: string, to: Temporal.Instant) =>
      moveDueDate(onInvoice(invoice), invoice, seconds(to)),
    /** Waives what is owed, or a part of it (minor units). Returns the credit note's id. */
    creditInvoice: (invoice: string, amount?: number) => {
      const act = onInvoice(invoice)
      return credit(act, invoice, amount ?? read(act.space, 'invoice', invoice).amount_remaining).id
    },
    /** Replaces an open invoice, which is voided. Returns the new one's id. */
    reviseInvoice: (invoice: string, to: { readonly due?: Temporal.Instant; readonly amount?: number }) =>
      revise(onInvoice(invoice), invoice, {
        ...(to.due && { dueDate: seconds(to.due) }),
        ...(to.amount !== undefined && { amount: to.amount }),
      }).id,
  }
}
