import type Stripe from 'stripe'
import { type Act, keep } from '../act.ts'
import { announce } from '../events.ts'
import { makePaymentIntent } from '../objects/payment.ts'
import { allOf, idOf, read, type Space } from '../state.ts'
import { askToAuthenticate, methodToAuthenticate, needsAuthentication } from './authentication.ts'
import { attach } from './customers.ts'
import { type Charging, declineIntent, payIntent } from './intents.ts'

/** What a payment intent is made of that pays no invoice. */
export type NewIntent = {
  /** Minor units. */
  readonly amount: number
  readonly currency: string
  /** Absent for a guest. */
  readonly customer?: string | undefined
  /** The types of payment method it can be paid with; cards when absent. */
  readonly methods?: readonly string[] | undefined
  readonly more?: Partial<Stripe.PaymentIntent> | undefined
}

/** Makes a payment intent that pays no invoice. */
export function addIntent(act: Act, fields: NewIntent): Stripe.PaymentIntent {
  const { amount, currency, customer = null, methods = ['card'], more } = fields
  const made = { id: act.state.makeId('pi'), created: act.now, livemode: act.space.livemode }
  const intent = keep(act, 'payment_intent', {
    ...makePaymentIntent({ amount, currency, customer, description: '' }, made),
    allowed_payment_method_types: [...methods],
    payment_method_types: [...methods],
    description: null,
    ...more,
  })
  announce(act, 'payment_intent.created', intent)
  return intent
}

/** How a payment intent is confirmed. */
export type Confirming = {
  readonly method: Stripe.PaymentMethod
  /** The shopper is away, as the merchant says with `off_session`: no 3-D Secure can be asked for. */
  readonly by: 'shopper' | 'merchant' | 'merchant-off-session'
  /** The outcome, in place of what the card itself would say. */
  readonly outcome?: { readonly declineCode: string | undefined } | undefined
}

/** Charges a card for a payment intent once: it pays, is declined, or its bank wants the shopper to authenticate. */
export function confirmIntent(
  act: Act,
  id: string,
  { method, by, outcome }: Confirming,
): Stripe.PaymentIntent {
  const declineCode = outcome ? outcome.declineCode : act.space.declines.get(method.id)
  const onSession = by === 'shopper'
  if (declineCode === undefined) return payAndSave(act, id, { method, onSession })
  if (needsAuthentication(declineCode) && by !== 'merchant-off-session')
    return askToAuthenticate(act, id, method)
  return declineIntent(act, id, { method, onSession, declineCode, leaves: 'requires_payment_method' })
}

/** Whoever agreed to `setup_future_usage` finds the card on file afterwards. */
function payAndSave(act: Act, id: string, charging: Charging): Stripe.PaymentIntent {
  const { customer, setup_future_usage } = read(act.space, 'payment_intent', id)
  const owner = idOf(customer)
  if (setup_future_usage && owner && !charging.method.customer) attach(act, charging.method.id, owner)
  return payIntent(act, id, charging)
}

/** The shopper passes 3-D Secure for a payment intent that waits for it, and it is paid. */
export function authenticate(act: Act, id: string): Stripe.PaymentIntent {
  const method = methodToAuthenticate(act, id)
  return payAndSave(act, id, { method, onSession: true, isAuthenticated: true })
}

/** What a payment intent pays for, where that is not its own affair. */
export function ownerOf(space: Space, intent: string): 'invoice' | 'checkout' | undefined {
  if (allOf(space, 'invoice_payment', intent).length > 0) return 'invoice'
  return sessionOf(space, intent) ? 'checkout' : undefined
}

/** The checkout session that a payment intent was made for. */
export function sessionOf(space: Space, intent: string): Stripe.Checkout.Session | undefined {
  return allOf(space, 'checkout.session', intent)[0]
}
