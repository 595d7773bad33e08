import type Stripe from 'stripe'

/** A decline in the words of the API. */
export type Declined = {
  readonly code: string
  readonly declineCode: string
  readonly adviceCode: Stripe.Charge.Outcome.AdviceCode | undefined
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
}

/** What Stripe says of a decline with this code. */
export function describeDecline(declineCode: string): Declined {
  return {
    code: ownCodes.has(declineCode) ? declineCode : 'card_declined',
    declineCode,
    adviceCode: advice[declineCode],
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
    network_decline_code: '51',
    payment_method: method,
    type: 'card_error',
  }
}
