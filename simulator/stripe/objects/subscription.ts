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

/** A subscription to one price, charged automatically, in its first period. */
export function makeSubscription(
  fields: { readonly customer: string; readonly price: Stripe.Price; readonly period: Period },
  { itemId, ...made }: Made,
): Stripe.Subscription {
  return {
    ...made,
    ...unusedFields(),
    object: 'subscription',
    automatic_tax: { disabled_reason: null, enabled: false, liability: null },
    billing_cycle_anchor: fields.period.start,
    billing_mode: { flexible: { proration_discounts: 'included' }, type: 'flexible' },
    cancel_at: null,
    cancel_at_period_end: false,
    canceled_at: null,
    cancellation_details: { comment: null, feedback: null, feedback_option: null, reason: null },
    collection_method: 'charge_automatically',
    currency: fields.price.currency,
    customer: fields.customer,
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
    status: 'incomplete',
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
    days_until_due: null,
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
