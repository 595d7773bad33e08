import type Stripe from 'stripe'

/** A decline in the words of the API. */
export type Declined = {
  readonly code: string
  readonly declineCode: string
  readonly adviceCode: Stripe.Charge.Outcome.AdviceCode | undefined
  /** What the card's network said; undefined when Stripe never asked it. */
  readonly networkCode: string | undefined
  readonly message: string
}

/** Codes that are an error code of their own; all others are a `card_declined` with a decline code. */
const ownCodes = new Set(['expired_card', 'incorrect_cvc', 'processing_error', 'authentication_required'])

/** After these Stripe keeps its schedule but tries no more until there is another card (facts section 3). */
const hard = new Set([
  'incorrect_number',
  'lost_card',
  'pickup_card',
  'stolen_card',
  'revocation_of_authorization',
  'revocation_of_all_authorizations',
  'authentication_required',
  'highest_risk_level',
  'transaction_not_allowed',
])

const messages: Readonly<Record<string, string>> = {
  insufficient_funds: 'Your card has insufficient funds.',
  expired_card: 'Your card has expired.',
  incorrect_cvc: "Your card's security code is incorrect.",
  processing_error: 'An error occurred while processing your card. Try again in a little bit.',
  authentication_required: 'This payment requires additional user action before it can be completed.',
}

const advice: Readonly<Record<string, Stripe.Charge.Outcome.AdviceCode>> = {
  insufficient_funds: 'try_again_later',
  processing_error: 'try_again_later',
  try_again_later: 'try_again_later',
  expired_card: 'confirm_card_data',
  incorrect_cvc: 'confirm_card_data',
  incorrect_number: 'confirm_card_data',
  lost_card: 'do_not_try_again',
  stolen_card: 'do_not_try_again',
  pickup_card: 'do_not_try_again',
  revocation_of_authorization: 'do_not_try_again',
  revocation_of_all_authorizations: 'do_not_try_again',
  stop_payment_order: 'do_not_try_again',
  issuer_not_available: 'try_again_later',
  invalid_expiry_month: 'confirm_card_data',
  invalid_expiry_year: 'confirm_card_data',
}

/** The codes of the networks (ISO 8583) behind Stripe's; any other decline is `05`, do not honour. */
const networkCodes: Readonly<Record<string, string>> = {
  insufficient_funds: '51',
  expired_card: '54',
  incorrect_number: '14',
  incorrect_cvc: '82',
  lost_card: '41',
  stolen_card: '43',
  pickup_card: '04',
  transaction_not_allowed: '57',
  authentication_required: '1A',
  processing_error: '96',
  issuer_not_available: '91',
  stop_payment_order: 'R0',
  revocation_of_authorization: 'R1',
  revocation_of_all_authorizations: 'R3',
}

/** Stripe's own Radar stopped these before any network saw them. */
const blocked = new Set(['highest_risk_level', 'merchant_blacklist'])

/** What Stripe says of a decline with this code. */
export function describeDecline(declineCode: string): Declined {
  return {
    code: ownCodes.has(declineCode) ? declineCode : 'card_declined',
    declineCode,
    adviceCode: advice[declineCode],
    networkCode: blocked.has(declineCode) ? undefined : (networkCodes[declineCode] ?? '05'),
    message: messages[declineCode] ?? 'Your card was declined.',
  }
}

/** Whether Stripe leaves the card alone after this decline code. */
export function isHardDecline(declineCode: string): boolean {
  return hard.has(declineCode)
}

/** The error that a payment intent keeps of its last failed attempt. */
export function makePaymentError(
  declined: Declined,
  method: Stripe.PaymentMethod,
  charge: string,
): Stripe.PaymentIntent.LastPaymentError {
  return {
    ...(declined.adviceCode && { advice_code: declined.adviceCode }),
    charge,
    code: declined.code,
    decline_code: declined.declineCode,
    doc_url: `https://docs.stripe.com/error-codes/${declined.code.replaceAll('_', '-')}`,
    message: declined.message,
    ...(declined.networkCode && { network_decline_code: declined.networkCode }),
    payment_method: method,
    type: 'card_error',
  }
}
