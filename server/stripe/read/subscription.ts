import type Stripe from 'stripe'
import type { Contact, Payment } from '../../domain/enrollment.ts'
import type { Money } from '../../domain/money.ts'
import { isDeleted, readContact } from './contact.ts'
import { fromSeconds, idOf } from './event.ts'
import { readMethod, type SeenMethod } from './method.ts'
import { readInvoicePayment } from './money.ts'

/** A subscription at this moment, in our words. */
export type SeenSubscription = {
  readonly kind: 'subscription'
  readonly id: string
  /** Itself. */
  readonly subscriptionId: string
  readonly status: 'trialing' | 'active' | 'behind' | 'paused' | 'ended' | 'never-began'
  readonly collection: 'automatic' | 'sent'
  /** It ends by itself at a known time, or is not collected. */
  readonly isLeaving: boolean
  readonly trialEndsAt: Temporal.Instant | undefined
  /** When the present period ends, which is when the next one is charged. */
  readonly renewsAt: Temporal.Instant | undefined
  readonly endedAt: Temporal.Instant | undefined
  readonly cancelledBecause: 'asked' | 'payment-failed' | 'disputed' | 'unknown' | undefined
  /** What the next charge would take: the subscription's own method, else the customer's. */
  readonly method: SeenMethod | undefined
  /** What the next charge takes; undefined where nobody can tell. */
  readonly price: Money | undefined
  readonly currency: string
  readonly items: string | undefined
  /** What else the customer subscribes to: something begun since this one ended, or something that went on beside it. */
  readonly beside: 'begun-since' | 'going-on' | 'nothing'
  readonly customerIsDeleted: boolean
  /** A payment of the customer was disputed. */
  readonly isDisputed: boolean
  readonly pageUrl: undefined
  /** Money for a subscription begun since this one ended. */
  readonly payments: readonly Payment[]
  readonly attemptCount: number
  readonly contact: Contact
}

/** What a look at a subscription finds beside it. */
export type SubscriptionSurroundings = {
  readonly others: readonly Stripe.Subscription[]
  readonly charges: readonly Stripe.Charge[]
  /** Payments of the first invoice of a subscription begun since. */
  readonly newPayments: readonly Stripe.InvoicePayment[]
  /** The invoice to come, as Stripe reckons it now. */
  readonly upcoming: Stripe.Invoice | undefined
}

/** Reads a subscription fetched with its customer, the methods both have, and the products of its items. */
export function readSubscription(
  subscription: Stripe.Subscription,
  { others, charges, newPayments, upcoming }: SubscriptionSurroundings,
): SeenSubscription {
  const { customer, ended_at } = subscription
  return {
    kind: 'subscription',
    id: subscription.id,
    subscriptionId: subscription.id,
    status: statusOf(subscription),
    collection: subscription.collection_method === 'send_invoice' ? 'sent' : 'automatic',
    isLeaving: isLeaving(subscription),
    trialEndsAt: subscription.trial_end ? fromSeconds(subscription.trial_end) : undefined,
    renewsAt: renewsAt(subscription),
    endedAt: ended_at ? fromSeconds(ended_at) : undefined,
    cancelledBecause: cancelledBecause(subscription),
    method: methodOf(subscription),
    price: upcoming
      ? { amount: upcoming.amount_due, currency: upcoming.currency }
      : plainPriceOf(subscription),
    currency: subscription.currency,
    items: namesOf(subscription),
    beside: besideOf(subscription, others),
    customerIsDeleted: isDeleted(customer),
    isDisputed: charges.some(({ disputed }) => disputed),
    pageUrl: undefined,
    payments: newPayments.flatMap((payment) => readInvoicePayment(payment) ?? []),
    attemptCount: 0,
    contact: readContact(customer, { phones: [], names: [] }),
  }
}

function statusOf({ status }: Stripe.Subscription): SeenSubscription['status'] {
  switch (status) {
    case 'trialing':
      return 'trialing'
    case 'active':
      return 'active'
    case 'past_due':
    case 'unpaid':
      return 'behind'
    case 'paused':
      return 'paused'
    case 'incomplete':
    case 'incomplete_expired':
      return 'never-began'
    default:
      return 'ended'
  }
}

function isLeaving({ cancel_at_period_end, cancel_at, pause_collection }: Stripe.Subscription): boolean {
  return Boolean(cancel_at_period_end || cancel_at || pause_collection)
}

/** Items may renew at times of their own; the first one to come is meant. */
function renewsAt({ items }: Stripe.Subscription): Temporal.Instant | undefined {
  const ends = items.data.flatMap(({ current_period_end }) => current_period_end || [])
  return ends.length > 0 ? fromSeconds(Math.min(...ends)) : undefined
}

function cancelledBecause({
  status,
  cancellation_details,
}: Stripe.Subscription): SeenSubscription['cancelledBecause'] {
  switch (cancellation_details?.reason) {
    case 'cancellation_requested':
      return 'asked'
    case 'payment_failed':
      return 'payment-failed'
    case 'payment_disputed':
      return 'disputed'
    default:
      return status === 'canceled' ? 'unknown' : undefined
  }
}

/** In the order in which Stripe looks for one: https://docs.stripe.com/api/subscriptions/object */
function methodOf(subscription: Stripe.Subscription): SeenMethod | undefined {
  const { customer } = subscription
  const known = typeof customer === 'object' && !customer.deleted ? customer : undefined
  return [
    subscription.default_payment_method,
    idOf(subscription.default_source),
    known?.invoice_settings?.default_payment_method,
    idOf(known?.default_source),
  ]
    .map(readMethod)
    .find((method) => method !== undefined)
}

/** The sum of its prices, where nothing is added or taken off and no use is measured. */
function plainPriceOf(subscription: Stripe.Subscription): Money | undefined {
  const { items, currency } = subscription
  if (!isPlain(subscription)) return undefined
  const sums = items.data.map(({ price, quantity }) => (price.unit_amount ?? Number.NaN) * (quantity ?? 1))
  const amount = sums.reduce((all, sum) => all + sum, 0)
  return Number.isSafeInteger(amount) ? { amount, currency } : undefined
}

function isPlain({ automatic_tax, default_tax_rates, discounts, items }: Stripe.Subscription): boolean {
  const isTaxed = automatic_tax?.enabled || (default_tax_rates ?? []).length > 0
  return !isTaxed && (discounts ?? []).length === 0 && items.data.every(isPlainItem)
}

function isPlainItem({ price, tax_rates, discounts }: Stripe.SubscriptionItem): boolean {
  const isMetered = price.recurring?.usage_type === 'metered' || Boolean(price.transform_quantity)
  return !isMetered && (tax_rates ?? []).length === 0 && (discounts ?? []).length === 0
}

function namesOf({ items }: Stripe.Subscription): string | undefined {
  const names = items.data.map(({ price }) => {
    const product = typeof price.product === 'object' && !price.product.deleted ? price.product.name : null
    return product ?? price.nickname
  })
  return names.filter(Boolean).join(', ') || undefined
}

function besideOf(
  subscription: Stripe.Subscription,
  others: readonly Stripe.Subscription[],
): SeenSubscription['beside'] {
  if (begunSince(subscription, others).length > 0) return 'begun-since'
  const isOther = ({ id, status }: Stripe.Subscription) => id !== subscription.id && running.has(status)
  return others.some(isOther) ? 'going-on' : 'nothing'
}

const running = new Set<string>(['active', 'trialing', 'past_due', 'unpaid', 'paused'])
const notBegun = new Set<string>(['incomplete', 'incomplete_expired'])

/** The subscriptions among others that began after this one had ended, the oldest first. */
export function begunSince(
  { id, ended_at }: Stripe.Subscription,
  others: readonly Stripe.Subscription[],
): readonly Stripe.Subscription[] {
  if (!ended_at) return []
  return others
    .filter((other) => other.id !== id && other.created >= ended_at && !notBegun.has(other.status))
    .toSorted((a, b) => a.created - b.created)
}
