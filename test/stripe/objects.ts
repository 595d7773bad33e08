import type Stripe from 'stripe'

// Only what our readers read stands in these; a field misspelt here is found by the compiler.

export const seconds = 1_795_341_600
export const at = (plus: number) => Temporal.Instant.fromEpochMilliseconds((seconds + plus) * 1000)

type Fields<T> = { readonly [K in keyof T]?: unknown }

export function invoiceOf(change: Fields<Stripe.Invoice> = {}): Stripe.Invoice {
  const open: Fields<Stripe.Invoice> = {
    id: 'in_renewal',
    object: 'invoice',
    status: 'open',
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
    metadata: {},
  }
  return { ...maya, ...change } as Stripe.Customer
}

export function intentOf(change: Fields<Stripe.PaymentIntent> = {}): Stripe.PaymentIntent {
  const intent: Fields<Stripe.PaymentIntent> = {
    id: 'pi_1',
    object: 'payment_intent',
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
