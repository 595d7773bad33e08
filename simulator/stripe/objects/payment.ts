import type Stripe from 'stripe'

type Made = { readonly id: string; readonly created: number; readonly livemode: boolean }

type Money = { readonly amount: number; readonly currency: string }

/** A payment intent that has not been tried yet. */
export function makePaymentIntent(
  fields: Money & { readonly customer: string | null; readonly description: string },
  made: Made,
): Stripe.PaymentIntent {
  return {
    ...made,
    ...fields,
    object: 'payment_intent',
    allowed_payment_method_types: ['card'],
    amount_capturable: 0,
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: null,
    canceled_at: null,
    cancellation_reason: null,
    capture_method: 'automatic',
    client_secret: `${made.id}_secret_${made.id.slice(3, 15)}`,
    confirmation_method: 'automatic',
    customer_account: null,
    excluded_payment_method_types: null,
    last_payment_error: null,
    latest_charge: null,
    managed_payments: { enabled: false },
    metadata: {},
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: null,
    payment_method_options: null,
    payment_method_types: ['card'],
    payment_record: null,
    processing: null,
    receipt_email: null,
    review: null,
    setup_future_usage: null,
    shipping: null,
    source: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: 'requires_payment_method',
    transfer_data: null,
    transfer_group: null,
  }
}

/** What a merchant may say of a payment intent besides the money. */
export type IntentData = Partial<
  Pick<
    Stripe.PaymentIntent,
    'description' | 'metadata' | 'receipt_email' | 'setup_future_usage' | 'shipping' | 'statement_descriptor'
  >
>

/** A payment of an invoice, open until its payment intent succeeds. */
export function makeInvoicePayment(
  fields: Money & { readonly invoice: string; readonly paymentIntent: string; readonly isDefault: boolean },
  made: Made,
): Stripe.InvoicePayment {
  return {
    ...made,
    object: 'invoice_payment',
    amount_paid: null,
    amount_requested: fields.amount,
    currency: fields.currency,
    invoice: fields.invoice,
    is_default: fields.isDefault,
    payment: { payment_intent: fields.paymentIntent, type: 'payment_intent' },
    status: 'open',
    status_transitions: { canceled_at: null, paid_at: null },
  }
}

/** A refund that has gone through. */
export function makeRefund(
  charge: Stripe.Charge,
  amount: number,
  made: Omit<Made, 'livemode'>,
): Stripe.Refund {
  return {
    ...made,
    object: 'refund',
    amount,
    balance_transaction: null,
    charge: charge.id,
    currency: charge.currency,
    customer: charge.customer,
    customer_account: null,
    destination_details: destinationOf(charge),
    metadata: {},
    payment_intent: charge.payment_intent,
    payment_method: charge.payment_method,
    reason: null,
    receipt_number: null,
    source_transfer_reversal: null,
    status: 'succeeded',
    transfer_reversal: null,
  }
}

function destinationOf(charge: Stripe.Charge): Stripe.Refund.DestinationDetails {
  const type = charge.payment_method_details?.type ?? 'card'
  return type === 'card'
    ? { card: { reference_type: 'acquirer_reference_number', type: 'refund' }, type }
    : { type }
}
