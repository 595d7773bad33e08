import type Stripe from 'stripe'
import type { Declined } from './decline.ts'
import { isVoucherMethod, voucherDetails } from './voucher.ts'

/** What a charge is made of; `declined` makes it a failed one. */
export type NewCharge = {
  readonly intent: Stripe.PaymentIntent
  readonly method: Stripe.PaymentMethod
  /** The shopper was there, as on a hosted page; otherwise the merchant charged a card on file. */
  readonly onSession: boolean
  readonly declined?: Declined
  /** The shopper confirmed it with their bank. */
  readonly isAuthenticated?: true
}

type Made = { readonly id: string; readonly created: number; readonly livemode: boolean }

const authenticated: Stripe.Charge.PaymentMethodDetails.Card.ThreeDSecure = {
  authentication_flow: 'challenge',
  electronic_commerce_indicator: '05',
  exemption_indicator: null,
  result: 'authenticated',
  result_reason: null,
  transaction_id: null,
  version: '2.2.0',
}

/** A charge that succeeded, or failed when it was declined. */
export function makeCharge(fields: NewCharge, made: Made): Stripe.Charge {
  const { intent, method, declined } = fields
  return {
    ...made,
    object: 'charge',
    amount: intent.amount,
    amount_captured: declined ? 0 : intent.amount,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: null,
    billing_details: method.billing_details,
    calculated_statement_descriptor: null,
    captured: !declined,
    currency: intent.currency,
    customer: intent.customer,
    description: intent.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: declined?.code ?? null,
    failure_message: declined?.message ?? null,
    fraud_details: {},
    metadata: {},
    on_behalf_of: null,
    outcome: declined ? declinedOutcome(declined) : approvedOutcome(),
    paid: !declined,
    payment_intent: intent.id,
    payment_method: method.id,
    payment_method_details: methodDetails(fields),
    radar_options: {},
    receipt_email: intent.receipt_email,
    receipt_number: null,
    receipt_url: declined ? null : `https://pay.stripe.com/receipts/invoices/${made.id}`,
    refunded: false,
    review: null,
    shipping: intent.shipping,
    source: null,
    source_transfer: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: declined ? 'failed' : 'succeeded',
    transfer_data: null,
    transfer_group: null,
  }
}

function methodDetails(fields: NewCharge): Stripe.Charge.PaymentMethodDetails {
  const { type } = fields.method
  return isVoucherMethod(type) ? voucherDetails(type) : { card: cardDetails(fields), type: 'card' }
}

function approvedOutcome(): Stripe.Charge.Outcome {
  return {
    advice_code: null,
    network_advice_code: null,
    network_decline_code: null,
    network_status: 'approved_by_network',
    reason: null,
    risk_level: 'normal',
    risk_score: 12,
    seller_message: 'Payment complete.',
    type: 'authorized',
  }
}

function declinedOutcome(declined: Declined): Stripe.Charge.Outcome {
  return {
    ...approvedOutcome(),
    advice_code: declined.adviceCode ?? null,
    network_decline_code: declined.networkCode ?? null,
    network_status: declined.networkCode ? 'declined_by_network' : 'not_sent_to_network',
    reason: declined.declineCode,
    seller_message: 'The bank did not return any further details with this decline.',
    type: declined.networkCode ? 'issuer_declined' : 'blocked',
  }
}

function cardDetails(fields: NewCharge): Stripe.Charge.PaymentMethodDetails.Card {
  const { intent, onSession, isAuthenticated } = fields
  const { card } = fields.method
  return {
    amount_authorized: intent.amount,
    authorization_code: null,
    brand: card?.brand ?? null,
    checks: card?.checks ?? null,
    country: card?.country ?? null,
    electronic_commerce_indicator: null,
    exp_month: card?.exp_month ?? 12,
    exp_year: card?.exp_year ?? 2034,
    fingerprint: card?.fingerprint ?? null,
    funding: card?.funding ?? null,
    installments: null,
    last4: card?.last4 ?? null,
    mandate: null,
    network: card?.brand ?? null,
    network_token: { used: false },
    network_transaction_id: null,
    regulated_status: 'unregulated',
    ...(!onSession && { stored_credential_usage: 'recurring' as const }),
    three_d_secure: isAuthenticated ? authenticated : null,
    transaction_link_id: null,
    wallet: null,
  }
}
