import type { Act } from '../act.ts'
import { later } from '../later.ts'
import { idOf, read } from '../state.ts'
import { changeAndTell } from '../tell.ts'
import { voidInvoice } from './invoices.ts'

/** The time a shopper has to pay the first invoice (Subscription.status): 23 hours. */
const patienceSeconds = 23 * 3_600

/** A subscription whose first invoice stays unpaid is given up, and the invoice voided. */
export function watchFirstInvoice(act: Act, id: string): void {
  if (read(act.space, 'subscription', id).status !== 'incomplete') return
  later(act, act.now + patienceSeconds, (then) => {
    if (then.space.objects.subscription.get(id)?.status === 'incomplete') giveUp(then, id)
  })
}

function giveUp(act: Act, id: string): void {
  const invoice = idOf(read(act.space, 'subscription', id).latest_invoice)
  changeAndTell(act, 'subscription', id, { status: 'incomplete_expired', ended_at: act.now })
  if (invoice && act.space.objects.invoice.get(invoice)?.status === 'open') voidInvoice(act, invoice)
}
