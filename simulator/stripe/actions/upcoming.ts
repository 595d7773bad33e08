import type Stripe from 'stripe'
import { type Act, change } from '../act.ts'
import { announce } from '../events.ts'
import { daySeconds } from '../later.ts'
import { makeInvoice } from '../objects/invoice.ts'
import { itemOf, itemsIn, periodFrom } from '../objects/subscription.ts'
import { idOf, read } from '../state.ts'
import { linesOf } from './subscription-bills.ts'

/** Stripe leaves an invoice a draft for about an hour before it charges it. */
const draftSeconds = 3_600

/** Tells of the invoice that the subscription's next renewal will bring. Returns the event's id. */
export function tellUpcoming(act: Act, id: string): string | undefined {
  const { id: _, ...invoice } = upcomingInvoice(act, id)
  const data = invoice.lines.data.map((line) => ({ ...line, invoice: null }))
  return announce(act, 'invoice.upcoming', { ...invoice, lines: { ...invoice.lines, data } })
}

/** Moves the end of the current period (unix seconds) without a word, as if it had always been then. */
export function setPeriodEnd(act: Act, id: string, end: number): void {
  const subscription = read(act.space, 'subscription', id)
  const start = itemOf(subscription).current_period_start
  change(act, 'subscription', id, { items: itemsIn(subscription, { start, end }) })
}

/** The invoice of the next renewal as Stripe foresees it; `invoice.upcoming` carries it without its id. */
export function upcomingInvoice(act: Act, id: string): Stripe.Invoice {
  const subscription = read(act.space, 'subscription', id)
  const { current_period_start: start, current_period_end: end, price } = itemOf(subscription)
  const next = {
    ...subscription,
    status: 'active' as const,
    items: itemsIn(subscription, periodFrom(end, price)),
  }
  const { days_until_due: days } = subscription
  const invoice = makeInvoice(
    {
      account: act.space.account,
      customer: read(act.space, 'customer', idOf(subscription.customer) ?? ''),
      currency: subscription.currency,
      subscription,
      reason: 'upcoming',
      collectionMethod: days === null ? 'charge_automatically' : 'send_invoice',
      period: { start, end },
      lines: linesOf(act, next),
      dueDate: days === null ? null : end + days * daySeconds,
    },
    { id: act.state.makeId('upcoming_in'), created: end, livemode: act.space.livemode },
  )
  return { ...invoice, next_payment_attempt: days === null ? end + draftSeconds : null }
}
