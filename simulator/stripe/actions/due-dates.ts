import type Stripe from 'stripe'
import type { Act } from '../act.ts'
import { daySeconds, later } from '../later.ts'
import { read } from '../state.ts'
import { changeAndTell } from '../tell.ts'
import { subscriptionOf } from './invoice-payments.ts'

/** What makes an invoice one that is sent, to be paid within so many days. */
export function dueWithin(act: Act, days: number) {
  return { collectionMethod: 'send_invoice' as const, dueDate: act.now + days * daySeconds }
}

/** Gives an invoice that waits to be paid by hand another due date (unix seconds). */
export function moveDueDate(act: Act, id: string, dueDate: number): Stripe.Invoice {
  const invoice = changeAndTell(act, 'invoice', id, { due_date: dueDate })
  watchDueDate(act, id)
  return invoice
}

/** When the due date passes unpaid, the subscription of a sent invoice is past due (Subscription.status). */
export function watchDueDate(act: Act, id: string): void {
  const invoice = read(act.space, 'invoice', id)
  const { due_date: due } = invoice
  const subscription = subscriptionOf(invoice)
  if (due === null || !subscription) return
  later(act, due, (then) => {
    const { status, due_date } = then.space.objects.invoice.get(id) ?? {}
    if (status === 'open' && due_date === due) fallDue(then, subscription)
  })
}

/** Money for a subscription that runs is missing. */
export function fallDue(act: Act, id: string | undefined): void {
  const subscription = act.space.objects.subscription.get(id ?? '')
  if (subscription?.status === 'active')
    changeAndTell(act, 'subscription', subscription.id, { status: 'past_due' })
}
