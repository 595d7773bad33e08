import type Stripe from 'stripe'
import { type Act, change } from '../act.ts'
import { formatAmount } from '../money.ts'
import type { Line } from '../objects/invoice.ts'
import type { Period } from '../objects/subscription.ts'
import { idOf, read } from '../state.ts'
import { attempt } from './attempts.ts'
import { dueWithin, watchDueDate } from './due-dates.ts'
import { createInvoice, finalize } from './invoices.ts'
import type { By } from './payments.ts'

/** Why a subscription is billed, and the usage period that the invoice closes. */
export type Bill = {
  readonly reason: Stripe.Invoice.BillingReason
  readonly period: Period
  /** Who asks for the money where it is charged at once. */
  readonly by: By
}

/** Bills the current period of a subscription: charged at once, or sent to be paid. Returns the invoice's id. */
export function billSubscription(act: Act, id: string, { reason, period, by }: Bill): string {
  const subscription = read(act.space, 'subscription', id)
  const { days_until_due: days } = subscription
  const invoice = createInvoice(act, {
    customer: idOf(subscription.customer) ?? '',
    subscription,
    reason,
    period,
    lines: linesOf(act, subscription),
    ...(days !== null && dueWithin(act, days)),
  })
  change(act, 'subscription', id, { latest_invoice: invoice.id })
  finalize(act, invoice.id)
  if (days === null) attempt(act, invoice.id, { by })
  else watchDueDate(act, invoice.id)
  return invoice.id
}

/** The lines for a subscription's current period, worded as Stripe words them. */
export function linesOf(act: Act, subscription: Stripe.Subscription): readonly Line[] {
  return subscription.items.data.map((item) => lineOf(act, subscription, item))
}

function lineOf(act: Act, subscription: Stripe.Subscription, item: Stripe.SubscriptionItem): Line {
  const { price } = item
  const product = idOf(price.product) ?? ''
  const amount = price.unit_amount ?? 0
  const { name } = read(act.space, 'product', product)
  const isTrial = subscription.status === 'trialing'
  return {
    id: act.state.makeId('il'),
    description: isTrial
      ? `Trial period for ${name}`
      : `1 × ${name} (at ${formatAmount(amount, price.currency)} / ${price.recurring?.interval})`,
    amount: isTrial ? 0 : amount,
    period: { start: item.current_period_start, end: item.current_period_end },
    price: { id: price.id, product },
    subscription: { id: subscription.id, item: item.id },
  }
}
