import type Stripe from 'stripe'
import { type Act, change, keep } from '../act.ts'
import { announce } from '../events.ts'
import { makePrice, makeProduct } from '../objects/catalogue.ts'
import { makeSubscription, type Period } from '../objects/subscription.ts'
import { idOf, read } from '../state.ts'
import { changeAndTell } from '../tell.ts'
import { attempt } from './attempts.ts'
import { createInvoice, finalize, subscriptionLine } from './invoices.ts'

/** What is sold by the period. */
export type NewProduct = {
  readonly productName: string
  /** Minor units a period. */
  readonly amount: number
  readonly currency: string
  readonly interval: Stripe.Price.Recurring.Interval
}

/** Who subscribes to what. */
export type NewSubscription = NewProduct & {
  readonly id?: string
  readonly customer: string
  readonly metadata?: Readonly<Record<string, string>>
}

/** Makes a product with one price. */
export function addPrice(act: Act, { productName, ...fields }: NewProduct): Stripe.Price {
  const made = { created: act.now, livemode: act.space.livemode }
  const product = makeProduct(productName, { id: act.state.makeId('prod', 14), ...made })
  announce(act, 'product.created', keep(act, 'product', product))
  const price = makePrice({ ...fields, product: product.id }, { id: act.state.makeId('price'), ...made })
  announce(act, 'price.created', keep(act, 'price', price))
  return price
}

/** Starts a subscription and charges its first invoice to the customer's card. */
export function addSubscription(act: Act, fields: NewSubscription): Stripe.Subscription {
  const price = addPrice(act, fields)
  const id = fields.id ?? act.state.makeId('sub')
  const made = { id, itemId: act.state.makeId('si', 14), created: act.now, livemode: act.space.livemode }
  const period = periodFrom(act.now, fields.interval)
  const subscription = makeSubscription({ customer: fields.customer, price, period }, made)
  keep(act, 'subscription', { ...subscription, metadata: { ...fields.metadata } })
  announce(act, 'customer.subscription.created', read(act.space, 'subscription', id))
  bill(act, id, { reason: 'subscription_create', period })
  return read(act.space, 'subscription', id)
}

/** Begins the subscription's next period now and charges the invoice for it. Returns the invoice's id. */
export function renew(act: Act, id: string): string {
  const subscription = read(act.space, 'subscription', id)
  const item = subscription.items.data[0]
  if (!item) throw new Error(`${id} has nothing to renew`)
  const period = periodFrom(act.now, item.price.recurring?.interval ?? 'month')
  const renewed = { ...item, current_period_start: period.start, current_period_end: period.end }
  changeAndTell(act, 'subscription', id, { items: { ...subscription.items, data: [renewed] } })
  return bill(act, id, { reason: 'subscription_cycle', period })
}

function bill(
  act: Act,
  id: string,
  { reason, period }: { readonly reason: string; readonly period: Period },
) {
  const subscription = read(act.space, 'subscription', id)
  const invoice = createInvoice(act, {
    customer: idOf(subscription.customer) ?? '',
    subscription,
    reason,
    period,
    lines: subscription.items.data.map((item) => subscriptionLine(act, subscription, item)),
  })
  change(act, 'subscription', id, { latest_invoice: invoice.id })
  finalize(act, invoice.id)
  attempt(act, invoice.id, { by: 'schedule' })
  return invoice.id
}

/** Ends the subscription now. */
export function cancelSubscription(act: Act, id: string): Stripe.Subscription {
  const old = read(act.space, 'subscription', id)
  const ended = change(act, 'subscription', id, {
    status: 'canceled',
    canceled_at: act.now,
    ended_at: act.now,
    cancellation_details: {
      comment: null,
      feedback: null,
      feedback_option: null,
      ...old.cancellation_details,
      reason: 'cancellation_requested',
    },
  })
  announce(act, 'customer.subscription.deleted', ended)
  return ended
}

function periodFrom(start: number, interval: Stripe.Price.Recurring.Interval): Period {
  const from = Temporal.Instant.fromEpochMilliseconds(start * 1000).toZonedDateTimeISO('UTC')
  return { start, end: Math.floor(from.add({ [`${interval}s`]: 1 }).epochMilliseconds / 1000) }
}
