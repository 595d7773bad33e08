import type Stripe from 'stripe'

/** What an account is made of. */
export type NewAccount = {
  readonly id: string
  readonly name: string
  /** Two letters, e.g. `ES`. */
  readonly country: string
  /** Lower-case ISO code. */
  readonly currency: string
  readonly livemode: boolean
  readonly secretKey: string
  /** The id of the platform that this account is connected to. */
  readonly connectedTo?: string
  readonly statementUrl?: string
}

/** An account that may charge and pay out. */
export function makeAccount(fields: NewAccount, created: number): Stripe.Account {
  return {
    id: fields.id,
    object: 'account',
    business_profile: {
      annual_revenue: null,
      estimated_worker_count: null,
      mcc: '5734',
      minority_owned_business_designation: null,
      name: fields.name,
      product_description: null,
      specified_commercial_transactions_act_url: null,
      support_address: null,
      support_email: null,
      support_phone: null,
      support_url: fields.statementUrl ?? null,
      url: fields.statementUrl ?? null,
    },
    business_type: 'company',
    capabilities: { card_payments: 'active', transfers: 'active' },
    charges_enabled: true,
    country: fields.country,
    created,
    default_currency: fields.currency,
    details_submitted: true,
    email: null,
    metadata: {},
    payouts_enabled: true,
    type: 'standard',
  }
}
