import type Stripe from 'stripe'
import { type Act, change, keep } from '../act.ts'
import { announce } from '../events.ts'
import { makeCharge } from '../objects/charge.ts'
import { describeDecline, makePaymentError } from '../objects/decline.ts'
import { read } from '../state.ts'

/** With what a payment intent is charged. */
export type Charging = {
  readonly method: Stripe.PaymentMethod
  /** The shopper is there; otherwise the merchant charges a card on file. */
  readonly onSession: boolean
  /** The shopper confirmed it with their bank. */
  readonly isAuthenticated?: true
}

/** The money of a payment intent arrives, and the events say so. */
export function payIntent(act: Act, id: string, charging: Charging): Stripe.PaymentIntent {
  const { intent, charge } = collect(act, id, charging)
  announce(act, 'charge.succeeded', charge)
  announce(act, 'payment_intent.succeeded', intent)
  return intent
}

/** The money of a payment intent arrives, without a word. */
export function collect(act: Act, id: string, charging: Charging) {
  const intent = read(act.space, 'payment_intent', id)
  const charge = keep(act, 'charge', makeCharge({ intent, ...charging }, madeCharge(act)))
  const succeeded = change(act, 'payment_intent', id, {
    status: 'succeeded',
    amount_received: intent.amount,
    latest_charge: charge.id,
    payment_method: charging.method.id,
    last_payment_error: null,
    next_action: null,
  })
  return { intent: succeeded, charge }
}

/** How a charge of a payment intent is refused. */
export type Declining = Charging & {
  readonly declineCode: string
  /** Whether the intent keeps its card and waits for the shopper to authenticate, or wants another card. */
  readonly leaves: 'requires_action' | 'requires_payment_method'
}

/** A bank refuses the charge of a payment intent. */
export function declineIntent(
  act: Act,
  id: string,
  { declineCode, leaves, ...charging }: Declining,
): Stripe.PaymentIntent {
  const intent = read(act.space, 'payment_intent', id)
  const declined = describeDecline(declineCode)
  const charge = makeCharge({ intent, ...charging, declined }, madeCharge(act))
  announce(act, 'charge.failed', keep(act, 'charge', charge))
  const waits = leaves === 'requires_action'
  const refused = change(act, 'payment_intent', id, {
    ...(waits ? awaitingShopper : { status: leaves, next_action: null }),
    last_payment_error: makePaymentError(declined, charging.method, charge.id),
    latest_charge: charge.id,
    // A refused intent gives its payment method back; the error keeps it.
    payment_method: waits ? charging.method.id : null,
  })
  announce(act, 'payment_intent.payment_failed', refused)
  if (waits) announce(act, 'payment_intent.requires_action', refused)
  return refused
}

/** How a payment intent waits for the shopper to authenticate. */
export const awaitingShopper = {
  status: 'requires_action',
  next_action: { type: 'use_stripe_sdk', use_stripe_sdk: {} },
} as const

/** A payment intent fails though no bank refused a charge: the shopper did not authenticate, or let a voucher expire. */
export function failIntent(
  act: Act,
  id: string,
  error: { readonly code: string; readonly message: string },
): Stripe.PaymentIntent {
  const { payment_method } = read(act.space, 'payment_intent', id)
  const method = act.space.objects.payment_method.get(String(payment_method))
  const failed = change(act, 'payment_intent', id, {
    status: 'requires_payment_method',
    next_action: null,
    payment_method: null,
    last_payment_error: {
      ...error,
      doc_url: `https://docs.stripe.com/error-codes/${error.code.replaceAll('_', '-')}`,
      ...(method && { payment_method: method }),
      type: 'invalid_request_error',
    },
  })
  announce(act, 'payment_intent.payment_failed', failed)
  return failed
}

/** A payment intent can be paid no more. */
export function cancelIntent(
  act: Act,
  id: string,
  reason: Stripe.PaymentIntent.CancellationReason | null,
): Stripe.PaymentIntent {
  const canceled = change(act, 'payment_intent', id, {
    status: 'canceled',
    canceled_at: act.now,
    cancellation_reason: reason,
    last_payment_error: null,
    next_action: null,
  })
  announce(act, 'payment_intent.canceled', canceled)
  return canceled
}

function madeCharge(act: Act) {
  return { id: act.state.makeId('ch'), created: act.now, livemode: act.space.livemode }
}
