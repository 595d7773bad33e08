import type Stripe from 'stripe'

/** A card and, where it differs, what its owner gave as billing details. */
export type NewCard = {
  /** E.g. `visa`. */
  readonly brand: string
  readonly last4: string
  /** The code it is declined with; absent for a card that works. */
  readonly decline?: string
  readonly expMonth?: number
  readonly expYear?: number
  readonly phone?: string
  readonly country?: string
}

/** The card of whom a story says nothing: it works. */
export const usualCard: NewCard = { brand: 'visa', last4: '4242' }

/** What a customer is made of. */
export type NewCustomer = {
  readonly account: string
  readonly id?: string
  readonly name: string
  readonly email?: string
  readonly phone?: string
  readonly country?: string
  /** The state or province of the address, and its postal code. */
  readonly region?: string
  readonly postalCode?: string
  readonly preferred_locales?: readonly string[]
  readonly metadata?: Readonly<Record<string, string>>
  readonly card?: NewCard
}

type Made = { readonly id: string; readonly created: number; readonly livemode: boolean }

/** A customer without a payment method. */
export function makeCustomer(
  fields: Omit<NewCustomer, 'account' | 'id' | 'card'>,
  made: Made,
): Stripe.Customer {
  return {
    ...made,
    object: 'customer',
    address: fields.country ? addressOf(fields.country, fields) : null,
    balance: 0,
    currency: null,
    customer_account: null,
    default_source: null,
    delinquent: false,
    description: null,
    discount: null,
    email: fields.email ?? null,
    invoice_prefix: made.id
      .replaceAll(/[^a-zA-Z0-9]/g, '')
      .slice(-8)
      .toUpperCase(),
    invoice_settings: {
      custom_fields: null,
      default_payment_method: null,
      footer: null,
      rendering_options: null,
    },
    metadata: { ...fields.metadata },
    name: fields.name,
    next_invoice_sequence: 1,
    phone: fields.phone ?? null,
    preferred_locales: [...(fields.preferred_locales ?? [])],
    shipping: null,
    tax_exempt: 'none',
    test_clock: null,
  }
}

function addressOf(
  country: string,
  { region, postalCode }: Pick<NewCustomer, 'region' | 'postalCode'>,
): Stripe.Address {
  return { ...makeAddress(country), state: region ?? null, postal_code: postalCode ?? null }
}

/** An address of which only the country is known, or nothing. */
export function makeAddress(country: string | null): Stripe.Address {
  return { city: null, country, line1: null, line2: null, postal_code: null, state: null }
}

/** Who pays, as far as a payment method tells; a guest is one too. */
export type Holder = Pick<Stripe.Customer, 'address' | 'email' | 'name' | 'phone'>

/** A bank account that is attached to nobody yet and may be debited. */
export function makeDebit(holder: Holder, made: Made): Stripe.PaymentMethod {
  const { card: _, ...method } = makePaymentMethod(usualCard, holder, made)
  const sepa_debit = {
    bank_code: '37040044',
    branch_code: null,
    country: 'DE',
    fingerprint: `fp${made.id}`,
    generated_from: null,
    last4: '3000',
  }
  return { ...method, sepa_debit, type: 'sepa_debit' }
}

/** A card that is attached to nobody yet, with the billing details that its owner gave. */
export function makePaymentMethod(card: NewCard, holder: Holder, made: Made): Stripe.PaymentMethod {
  const country = card.country ?? holder.address?.country ?? null
  return {
    id: made.id,
    object: 'payment_method',
    allow_redisplay: 'unspecified',
    billing_details: {
      address: country ? makeAddress(country) : null,
      email: holder.email,
      name: holder.name ?? null,
      phone: card.phone ?? null,
      tax_id: null,
    },
    card: {
      brand: card.brand,
      checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: 'pass' },
      country: country ?? 'US',
      display_brand: card.brand,
      exp_month: card.expMonth ?? 12,
      exp_year: card.expYear ?? 2034,
      fingerprint: `fp${card.brand}${card.last4}`,
      funding: 'credit',
      generated_from: null,
      last4: card.last4,
      networks: { available: [card.brand], preferred: null },
      regulated_status: 'unregulated',
      three_d_secure_usage: { supported: true },
      wallet: null,
    },
    created: made.created,
    customer: null,
    customer_account: null,
    livemode: made.livemode,
    metadata: {},
    type: 'card',
  }
}
