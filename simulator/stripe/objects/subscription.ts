import type Stripe from 'stripe'
import { makePlan } from './catalogue.ts'

/** A billing period in unix seconds. */
export type Period = { readonly start: number; readonly end: number }

type Made = {
  readonly id: string
  readonly itemId: string
  readonly created: number
  readonly livemode: boolean
}

/** What becomes of a trial that ends without a card. */
export type WithoutCard = Stripe.Subscription.TrialSettings.EndBehavior.MissingPaymentMethod

/** What a subscription is made of. */
export type NewContract = {
  readonly customer: string
  readonly price: Stripe.Price
  readonly period: Period
  /** Its invoices are sent, to be paid within so many days; they are charged to a card when absent. */
  readonly daysUntilDue?: number
  /** The first period is a trial. */
  readonly trial?: { readonly withoutCard: WithoutCard }
}

/** A subscription to one price in its first period. */
export function makeSubscription(fields: NewContract, { itemId, ...made }: Made): Stripe.Subscription {
  return {
    ...made,
    ...unusedFields(),
    object: 'subscription',
    automatic_tax: { disabled_reason: null, enabled: false, liability: null },
    billing_cycle_anchor: fields.trial ? fields.period.end : fields.period.start,
    billing_mode: { flexible: { proration_discounts: 'included' }, type: 'flexible' },
    cancel_at: null,
    cancel_at_period_end: false,
    canceled_at: null,
    cancellation_details: { comment: null, feedback: null, feedback_option: null, reason: null },
    collection_method: fields.daysUntilDue === undefined ? 'charge_automatically' : 'send_invoice',
    currency: fields.price.currency,
    customer: fields.customer,
    days_until_due: fields.daysUntilDue ?? null,
    ended_at: null,
    invoice_settings: {
      account_tax_ids: null,
      custom_fields: null,
      description: null,
      footer: null,
      issuer: { type: 'self' },
    },
    items: {
      object: 'list',
      data: [makeItem(fields.price, fields.period, { id: itemId, subscription: made.id })],
      has_more: false,
      url: `/v1/subscription_items?subscription=${made.id}`,
    },
    latest_invoice: null,
    managed_payments: { enabled: false },
    metadata: {},
    payment_settings: {
      payment_method_options: null,
      payment_method_types: null,
      save_default_payment_method: 'off',
    },
    start_date: made.created,
    status: firstStatus(fields),
    ...(fields.trial && trialFields(fields.period, fields.trial.withoutCard)),
  }
}

/** Only a first payment that is charged at once can leave a subscription incomplete. */
function firstStatus({ trial, daysUntilDue }: NewContract): Stripe.Subscription.Status {
  if (trial) return 'trialing'
  return daysUntilDue === undefined ? 'incomplete' : 'active'
}

function trialFields(period: Period, withoutCard: WithoutCard) {
  return {
    trial_start: period.start,
    trial_end: period.end,
    trial_settings: {
      end_behavior: { billing_cycle_anchor: null, missing_payment_method: withoutCard },
    },
  }
}

/** What an ordinary subscription leaves empty. */
function unusedFields() {
  return {
    application: null,
    application_fee_percent: null,
    billing_cycle_anchor_config: null,
    billing_schedules: [],
    billing_thresholds: null,
    customer_account: null,
    default_payment_method: null,
    default_source: null,
    default_tax_rates: [],
    description: null,
    discounts: [],
    next_pending_invoice_item_invoice: null,
    on_behalf_of: null,
    pause_collection: null,
    pending_invoice_item_interval: null,
    pending_setup_intent: null,
    pending_update: null,
    schedule: null,
    test_clock: null,
    transfer_data: null,
    trial_end: null,
    trial_settings: null,
    trial_start: null,
  }
}

function makeItem(
  price: Stripe.Price,
  period: Period,
  ids: { readonly id: string; readonly subscription: string },
): Stripe.SubscriptionItem {
  return {
    ...ids,
    object: 'subscription_item',
    billing_thresholds: null,
    created: period.start,
    current_period_end: period.end,
    current_period_start: period.start,
    current_trial: null,
    discounts: [],
    metadata: {},
    plan: makePlan(price),
    price,
    quantity: 1,
    tax_rates: [],
  }
}

/** The period of a price that begins then. */
export function periodFrom(start: number, price: Stripe.Price): Period {
  const interval = price.recurring?.interval ?? 'month'
  const from = Temporal.Instant.fromEpochMilliseconds(start * 1000).toZonedDateTimeISO('UTC')
  return { start, end: Math.floor(from.add({ [`${interval}s`]: 1 }).epochMilliseconds / 1000) }
}

/** The one thing a subscription is to. Throws when there is none. */
export function itemOf(subscription: Stripe.Subscription): Stripe.SubscriptionItem {
  const item = subscription.items.data[0]
  if (!item) throw new Error(`${subscription.id} has nothing to renew`)
  return item
}

const ended = new Set<string>(['canceled', 'incomplete_expired'])

/** Whether a subscription is over for good. */
export function hasEnded({ status }: Stripe.Subscription): boolean {
  return ended.has(status)
}

/** The items of a subscription in another period. */
export function itemsIn(
  { items }: Stripe.Subscription,
  { start, end }: Period,
): Stripe.Subscription['items'] {
  const data = items.data.map((item) => ({ ...item, current_period_start: start, current_period_end: end }))
  return { ...items, data }
}
