import type Stripe from 'stripe'
import type { Holder } from './customer.ts'

type Session = Stripe.Checkout.Session

/** What a checkout session is made of. */
export type NewSession = {
  readonly mode: 'payment' | 'subscription' | 'setup'
  readonly items: readonly Stripe.LineItem[]
  readonly currency: string
  /** Absent for a guest. */
  readonly customer?: Stripe.Customer | undefined
  /** Of a guest whose e-mail address the shop knows already. */
  readonly email?: string | undefined
  /** Unix seconds. */
  readonly expiresAt: number
  readonly url: string
  readonly options: SessionOptions
}

/** What a shop may choose for a session, and what Stripe does without a choice. */
export type SessionOptions = {
  readonly clientReferenceId?: string | undefined
  readonly metadata?: Stripe.Metadata | undefined
  readonly locale?: string | undefined
  readonly successUrl?: string | undefined
  readonly cancelUrl?: string | undefined
  readonly customFields?: Session['custom_fields'] | undefined
  /** The page asks for a phone number. */
  readonly phone?: 'asked' | 'not-asked' | undefined
  /** Whether a guest becomes a customer by paying. */
  readonly customerCreation?: 'always' | 'if_required' | undefined
  /** Whether an expired session keeps a link that starts a copy of it. */
  readonly recovery?: 'enabled' | 'with-promotion-codes' | 'disabled' | undefined
  /** Types of payment method; cards when absent. */
  readonly methods?: readonly string[] | undefined
  readonly methodOptions?: Session['payment_method_options'] | undefined
}

type Made = { readonly id: string; readonly created: number; readonly livemode: boolean }

/** An open checkout session. */
export function makeSession(fields: NewSession, made: Made): Session {
  const { mode, items, options } = fields
  const total = mode === 'setup' ? null : items.reduce((sum, item) => sum + item.amount_total, 0)
  return {
    ...made,
    ...unusedFields(),
    ...choices(options),
    object: 'checkout.session',
    amount_subtotal: total,
    amount_total: total,
    currency: fields.currency,
    customer: fields.customer?.id ?? null,
    customer_creation: fields.customer || mode === 'setup' ? null : creationIn(mode, options),
    customer_details: makeCustomerDetails(knownBefore(fields)),
    customer_email: fields.customer ? null : (fields.email ?? null),
    expires_at: fields.expiresAt,
    invoice: null,
    mode,
    payment_intent: null,
    payment_method_collection: mode === 'subscription' ? 'always' : 'if_required',
    payment_status: total === null || total === 0 ? 'no_payment_required' : 'unpaid',
    recovered_from: null,
    setup_intent: null,
    status: 'open',
    subscription: null,
    url: fields.url,
  }
}

function creationIn(mode: NewSession['mode'], options: SessionOptions) {
  return mode === 'subscription' ? 'always' : (options.customerCreation ?? 'if_required')
}

/** Before completion only the e-mail address is told, and only one that the shop gave (facts section 0, finding 3). */
function knownBefore({ customer, email }: NewSession): Contact | undefined {
  const known = customer ? customer.email : email
  return known ? { email: known, name: null, phone: null, address: null } : undefined
}

function choices(options: SessionOptions) {
  const methods = options.methods ?? ['card']
  return {
    after_expiration: recoveryIn(options),
    allowed_payment_method_types: [...methods],
    cancel_url: options.cancelUrl ?? null,
    client_reference_id: options.clientReferenceId ?? null,
    custom_fields: [...(options.customFields ?? [])],
    locale: options.locale ?? null,
    metadata: { ...options.metadata },
    payment_method_options: options.methodOptions ?? {},
    payment_method_types: [...methods],
    phone_number_collection: { enabled: options.phone === 'asked' },
    success_url: options.successUrl ?? null,
  }
}

function recoveryIn({ recovery = 'disabled' }: SessionOptions): Session['after_expiration'] {
  if (recovery === 'disabled') return null
  const allow_promotion_codes = recovery === 'with-promotion-codes'
  return { recovery: { allow_promotion_codes, enabled: true, expires_at: null, url: null } }
}

/** What an ordinary session leaves empty. */
function unusedFields() {
  return {
    adaptive_pricing: { enabled: false },
    allow_promotion_codes: null,
    automatic_tax: { enabled: false, liability: null, provider: null, status: null },
    billing_address_collection: null,
    client_secret: null,
    collected_information: null,
    consent: null,
    consent_collection: null,
    currency_conversion: null,
    custom_text: {
      after_submit: null,
      shipping_address: null,
      submit: null,
      terms_of_service_acceptance: null,
    },
    customer_account: null,
    discounts: [],
    integration_identifier: null,
    invoice_creation: null,
    managed_payments: { enabled: false },
    origin_context: null,
    payment_link: null,
    payment_method_configuration_details: null,
    permissions: null,
    saved_payment_method_options: null,
    shipping_address_collection: null,
    shipping_cost: null,
    shipping_options: [],
    submit_type: null,
    total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
    ui_mode: 'hosted_page',
    wallet_options: null,
  }
}

/** Who a shopper is, as far as a session tells. */
export type Contact = Required<Holder>

/** What a session tells of its shopper; null when that is nothing. */
export function makeCustomerDetails(contact: Contact | undefined): Session['customer_details'] {
  if (!contact) return null
  return { business_name: null, individual_name: null, tax_exempt: 'none', tax_ids: null, ...contact }
}

/** The open copy that an expired session's recovery link starts. */
export function copySession(
  old: Session,
  { url, expiresAt, ...made }: Made & { readonly url: string; readonly expiresAt: number },
): Session {
  const recovery = old.after_expiration?.recovery
  return {
    ...old,
    ...made,
    after_expiration: recovery ? { recovery: { ...recovery, expires_at: null, url: null } } : null,
    allow_promotion_codes: recovery?.allow_promotion_codes || null,
    expires_at: expiresAt,
    invoice: null,
    payment_intent: null,
    recovered_from: old.id,
    setup_intent: null,
    status: 'open',
    subscription: null,
    url,
  }
}
