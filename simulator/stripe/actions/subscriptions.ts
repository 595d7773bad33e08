import type Stripe from 'stripe'
import { type Act, keep } from '../act.ts'
import { announce } from '../events.ts'
import { daySeconds } from '../later.ts'
import { makePrice, makeProduct } from '../objects/catalogue.ts'
import type { NewCard } from '../objects/customer.ts'
import { makeSubscription, type Period, periodFrom, type WithoutCard } from '../objects/subscription.ts'
import { read } from '../state.ts'
import { giveSubscriptionCard } from './cards.ts'
import { watchPeriodEnd } from './cycles.ts'
import { watchFirstInvoice } from './first-invoice.ts'
import type { By } from './payments.ts'
import { billSubscription } from './subscription-bills.ts'
import { watchTrial } from './trials.ts'

/** What is sold by the period. */
export type NewProduct = {
  readonly productName: string
  /** Minor units a period. */
  readonly amount: number
  readonly currency: string
  readonly interval: Stripe.Price.Recurring.Interval
}

/** On what terms. */
export type Terms = {
  readonly id?: string
  readonly customer: string
  readonly metadata?: Readonly<Record<string, string>>
  /** A card of the subscription's own, before the customer's. */
  readonly card?: NewCard
  /** Invoices are sent, to be paid within so many days; they are charged to a card when absent. */
  readonly daysUntilDue?: number
  readonly trialDays?: number
  /** What becomes of a trial that ends without a card; `create_invoice` when absent. */
  readonly withoutCard?: WithoutCard
  /** Who asks for the first payment: Stripe, or a shopper on a page. `schedule` when absent. */
  readonly by?: By
}

/** Who subscribes to what, and on what terms. */
export type NewSubscription = NewProduct & Terms

/** What is sold by the period, or once when there is no interval. */
export type NewOffer = Omit<NewProduct, 'interval'> & Partial<Pick<NewProduct, 'interval'>>

/** Makes a product with one price. */
export function addPrice(act: Act, { productName, ...fields }: NewOffer): Stripe.Price {
  const made = { created: act.now, livemode: act.space.livemode }
  const product = makeProduct(productName, { id: act.state.makeId('prod', 14), ...made })
  announce(act, 'product.created', keep(act, 'product', product))
  const price = makePrice({ ...fields, product: product.id }, { id: act.state.makeId('price'), ...made })
  announce(act, 'price.created', keep(act, 'price', price))
  return price
}

/** Starts a subscription to something new. */
export function addSubscription(act: Act, fields: NewSubscription): Stripe.Subscription {
  return subscribe(act, addPrice(act, fields), fields)
}

/** Starts a subscription to a price; its first invoice is charged, sent, or over nothing while it is on trial. */
export function subscribe(act: Act, price: Stripe.Price, terms: Terms): Stripe.Subscription {
  const id = terms.id ?? act.state.makeId('sub')
  const made = { id, itemId: act.state.makeId('si', 14), created: act.now, livemode: act.space.livemode }
  const subscription = makeSubscription(contractFrom(act, price, terms), made)
  keep(act, 'subscription', { ...subscription, metadata: { ...terms.metadata } })
  if (terms.card) giveSubscriptionCard({ ...act, silent: true }, id, terms.card)
  announce(act, 'customer.subscription.created', read(act.space, 'subscription', id))
  const period = { start: act.now, end: act.now }
  billSubscription(act, id, { reason: 'subscription_create', period, by: terms.by ?? 'schedule' })
  watchFirstInvoice(act, id)
  watchTrial(act, id)
  watchPeriodEnd(act, id)
  return read(act.space, 'subscription', id)
}

function contractFrom(act: Act, price: Stripe.Price, terms: Terms) {
  const { customer, daysUntilDue, trialDays, withoutCard = 'create_invoice' } = terms
  return {
    customer,
    price,
    period: trialDays ? trialFrom(act.now, trialDays) : periodFrom(act.now, price),
    ...(daysUntilDue !== undefined && { daysUntilDue }),
    ...(trialDays && { trial: { withoutCard } }),
  }
}

function trialFrom(start: number, days: number): Period {
  return { start, end: start + days * daySeconds }
}
