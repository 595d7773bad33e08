import type Stripe from 'stripe'
import { refuse } from '../refusal.ts'

/** Answers 402 with why the last charge of a payment intent failed. */
export function refuseCard(intent: Stripe.PaymentIntent): never {
  const { type, message, code, ...error } = intent.last_payment_error ?? { type: 'card_error' }
  refuse(402, {
    ...error,
    type,
    message: message ?? 'Your card was declined.',
    ...(code && { code }),
    payment_intent: intent,
  })
}
