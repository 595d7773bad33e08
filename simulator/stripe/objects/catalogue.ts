import Stripe from 'stripe'

type Made = { readonly id: string; readonly created: number; readonly livemode: boolean }

/** A product for sale. */
export function makeProduct(name: string, made: Made): Stripe.Product {
  return {
    ...made,
    object: 'product',
    active: true,
    default_price: null,
    description: null,
    images: [],
    marketing_features: [],
    metadata: {},
    name,
    package_dimensions: null,
    shippable: null,
    statement_descriptor: null,
    tax_code: null,
    tax_details: null,
    type: 'service',
    unit_label: null,
    updated: made.created,
    url: null,
  }
}

/** What a price is made of. */
export type NewPrice = {
  readonly product: string
  /** Minor units. */
  readonly amount: number
  readonly currency: string
  /** Absent for a price that is paid once. */
  readonly interval?: Stripe.Price.Recurring.Interval
}

/** The price of a product. */
export function makePrice(fields: NewPrice, made: Made): Stripe.Price {
  return {
    ...made,
    object: 'price',
    active: true,
    billing_scheme: 'per_unit',
    currency: fields.currency,
    custom_unit_amount: null,
    lookup_key: null,
    metadata: {},
    nickname: null,
    product: fields.product,
    recurring: fields.interval
      ? {
          interval: fields.interval,
          interval_count: 1,
          meter: null,
          trial_period_days: null,
          usage_type: 'licensed',
        }
      : null,
    tax_behavior: 'unspecified',
    tiers_mode: null,
    transform_quantity: null,
    type: fields.interval ? 'recurring' : 'one_time',
    unit_amount: fields.amount,
    unit_amount_decimal: Stripe.Decimal.from(fields.amount),
  }
}

/** The old name of a recurring price, which subscription items still carry. */
export function makePlan(price: Stripe.Price): Stripe.Plan {
  return {
    id: price.id,
    object: 'plan',
    active: true,
    amount: price.unit_amount,
    amount_decimal: price.unit_amount_decimal,
    billing_scheme: 'per_unit',
    created: price.created,
    currency: price.currency,
    interval: price.recurring?.interval ?? 'month',
    interval_count: 1,
    livemode: price.livemode,
    metadata: {},
    meter: null,
    nickname: null,
    product: price.product,
    tiers_mode: null,
    transform_usage: null,
    trial_period_days: null,
    usage_type: 'licensed',
  }
}
