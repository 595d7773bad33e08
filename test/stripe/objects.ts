import type Stripe from 'stripe'

// Only what our readers read stands in these; a field misspelt here is found by the compiler.

export const seconds = 1_795_341_600
export const at = (plus: number) => Temporal.Instant.fromEpochMilliseconds((seconds + plus) * 1000)

type Fields<T> = { readonly [K in keyof T]?: unknown }

export function invoiceOf(change: Fields<Stripe.Invoice> = {}): Stripe.Invoice {
  const open: Fields<Stripe.Invoice> = {
    id: 'in_renewal',
    object: 'invoice',
    created: seconds,
    status: 'open',
    status_transitions: { finalized_at: seconds },
    billing_reason: 'subscription_cycle',
    collection_method: 'charge_automatically',
    due_date: null,
    lines: { data: [{ description: 'Wine club' }] },
    amount_remaining: 2400,
    currency: 'eur',
    number: 'INV-0042',
    attempt_count: 1,
    next_payment_attempt: seconds + 3600,
    hosted_invoice_url: 'https://invoice.stripe.com/i/renewal',
    customer: customerOf(),
    customer_name: null,
    customer_phone: null,
    customer_address: null,
    customer_shipping: null,
    parent: null,
  }
  return { ...open, ...change } as Stripe.Invoice
}

export function customerOf(change: Fields<Stripe.Customer> = {}): Stripe.Customer {
  const maya: Fields<Stripe.Customer> = {
    id: 'cus_maya',
    object: 'customer',
    name: 'Maya Ruiz',
    phone: '+34600000001',
    address: null,
    shipping: null,
    preferred_locales: ['es'],
    invoice_settings: { default_payment_method: null },
    default_source: null,
    metadata: {},
  }
  return { ...maya, ...change } as Stripe.Customer
}

export function intentOf(change: Fields<Stripe.PaymentIntent> = {}): Stripe.PaymentIntent {
  const intent: Fields<Stripe.PaymentIntent> = {
    id: 'pi_1',
    object: 'payment_intent',
    created: seconds,
    status: 'requires_payment_method',
    amount: 2400,
    currency: 'eur',
    customer: customerOf(),
    metadata: {},
    next_action: null,
    payment_method: null,
    last_payment_error: null,
    latest_charge: null,
  }
  return { ...intent, ...change } as Stripe.PaymentIntent
}

export function chargeOf(change: Fields<Stripe.Charge> = {}): Stripe.Charge {
  const charge: Fields<Stripe.Charge> = {
    id: 'ch_1',
    object: 'charge',
    amount_refunded: 0,
    outcome: null,
    failure_code: null,
    billing_details: { name: null, phone: null, address: null },
  }
  return { ...charge, ...change } as Stripe.Charge
}

/** A payment of the invoice by an intent, paid unless told otherwise. */
export function paymentOf(change: Fields<Stripe.InvoicePayment> = {}): Stripe.InvoicePayment {
  const payment: Fields<Stripe.InvoicePayment> = {
    id: 'inpay_1',
    object: 'invoice_payment',
    status: 'paid',
    amount_paid: 2400,
    currency: 'eur',
    created: seconds,
    payment: { type: 'payment_intent', payment_intent: intentOf() },
    status_transitions: { paid_at: seconds + 60, canceled_at: null },
  }
  return { ...payment, ...change } as Stripe.InvoicePayment
}

/** A payment that was tried and declined. */
export function declinedOf(code: string, change: Fields<Stripe.InvoicePayment> = {}): Stripe.InvoicePayment {
  const error = { code: 'card_declined', decline_code: code }
  return paymentOf({
    status: 'open',
    amount_paid: null,
    payment: { type: 'payment_intent', payment_intent: intentOf({ last_payment_error: error }) },
    ...change,
  })
}

/** An intent that brought its money. */
export function paidIntentOf(change: Fields<Stripe.PaymentIntent> = {}): Stripe.PaymentIntent {
  const latest_charge = chargeOf({ created: seconds + 60, status: 'succeeded' })
  return intentOf({ status: 'succeeded', amount_received: 2400, latest_charge, ...change })
}

/** An intent that was declined with this code. */
export function declinedIntentOf(
  code: string,
  change: Fields<Stripe.PaymentIntent> = {},
): Stripe.PaymentIntent {
  return intentOf({ last_payment_error: { code: 'card_declined', decline_code: code }, ...change })
}

/** An intent that waits for a boleto to be paid. */
export function boletoOf(change: Fields<Stripe.PaymentIntent> = {}): Stripe.PaymentIntent {
  return intentOf({
    status: 'requires_action',
    next_action: {
      type: 'boleto_display_details',
      boleto_display_details: {
        hosted_voucher_url: 'https://payments.stripe.com/boleto/voucher/1',
        expires_at: seconds + 3 * 86_400,
      },
    },
    ...change,
  })
}

/** An open checkout of Maya's basket. */
export function sessionOf(change: Fields<Stripe.Checkout.Session> = {}): Stripe.Checkout.Session {
  const open: Fields<Stripe.Checkout.Session> = {
    id: 'cs_basket',
    object: 'checkout.session',
    created: seconds,
    expires_at: seconds + 86_400,
    status: 'open',
    mode: 'payment',
    payment_status: 'unpaid',
    amount_total: 9000,
    currency: 'eur',
    customer: customerOf(),
    customer_details: null,
    payment_intent: null,
    invoice: null,
    recovered_from: null,
    after_expiration: null,
    url: 'https://checkout.stripe.com/c/pay/cs_basket',
    line_items: { data: [{ description: 'Rioja' }, { description: 'Cava' }] },
    custom_fields: [],
    locale: null,
    metadata: {},
  }
  return { ...open, ...change } as Stripe.Checkout.Session
}

export function cardOf(change: Fields<Stripe.PaymentMethod.Card> = {}): Stripe.PaymentMethod {
  const card = { brand: 'visa', last4: '4242', exp_year: 2030, exp_month: 5, ...change }
  return { id: 'pm_1', object: 'payment_method', type: 'card', card } as unknown as Stripe.PaymentMethod
}

/** A subscription with one plan of 24 euros, paid by card. */
export function subscriptionOf(change: Fields<Stripe.Subscription> = {}): Stripe.Subscription {
  const active: Fields<Stripe.Subscription> = {
    id: 'sub_club',
    object: 'subscription',
    created: seconds - 30 * 86_400,
    status: 'active',
    collection_method: 'charge_automatically',
    currency: 'eur',
    customer: customerOf(),
    cancel_at: null,
    cancel_at_period_end: false,
    pause_collection: null,
    trial_end: null,
    ended_at: null,
    cancellation_details: null,
    default_payment_method: cardOf(),
    default_source: null,
    items: { data: [itemOf()] },
  }
  return { ...active, ...change } as Stripe.Subscription
}

export function itemOf(
  change: Fields<Stripe.SubscriptionItem> = {},
  price: Fields<Stripe.Price> = {},
): Stripe.SubscriptionItem {
  const item: Fields<Stripe.SubscriptionItem> = {
    quantity: 1,
    current_period_end: seconds + 7 * 86_400,
    price: { unit_amount: 2400, nickname: null, product: { name: 'Wine club' }, ...price },
  }
  return { ...item, ...change } as Stripe.SubscriptionItem
}
