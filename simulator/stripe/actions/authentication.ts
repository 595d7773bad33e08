import type Stripe from 'stripe'
import { type Act, change } from '../act.ts'
import { announce } from '../events.ts'
import { idOf, read } from '../state.ts'
import { awaitingShopper, failIntent } from './intents.ts'

/** Whether a decline code only means that the bank wants to hear from the shopper. */
export function needsAuthentication(declineCode: string): boolean {
  return declineCode === 'authentication_required'
}

/** What a bank refuses a card with though the shopper is there to authenticate; undefined when it does not. */
export function refusalOf({ space }: Act, method: Stripe.PaymentMethod): string | undefined {
  const declineCode = space.declines.get(method.id)
  return declineCode && needsAuthentication(declineCode) ? undefined : declineCode
}

/** The bank wants the shopper to authenticate before any money moves. */
export function askToAuthenticate(act: Act, id: string, method: Stripe.PaymentMethod): Stripe.PaymentIntent {
  const waiting = change(act, 'payment_intent', id, {
    ...awaitingShopper,
    payment_method: method.id,
    last_payment_error: null,
  })
  announce(act, 'payment_intent.requires_action', waiting)
  return waiting
}

/** The card of a payment intent that waits for the shopper to authenticate. Throws when it does not wait. */
export function methodToAuthenticate(act: Act, id: string): Stripe.PaymentMethod {
  const { status, next_action, payment_method } = read(act.space, 'payment_intent', id)
  if (status !== 'requires_action' || next_action?.type !== 'use_stripe_sdk')
    throw new Error(`${id} is ${status} and waits for no authentication`)
  return read(act.space, 'payment_method', idOf(payment_method) ?? '')
}

/** The shopper fails 3-D Secure; the payment intent wants another card. */
export function failAuthentication(act: Act, id: string): Stripe.PaymentIntent {
  methodToAuthenticate(act, id)
  return failIntent(act, id, {
    code: 'payment_intent_authentication_failure',
    message:
      'The provided PaymentMethod has failed authentication. You can provide payment_method_data or a new PaymentMethod to attempt to fulfill this PaymentIntent again.',
  })
}
