import type Stripe from 'stripe'
import type { Payment } from '../../domain/enrollment.ts'
import { fromSeconds, idOf } from './event.ts'

/** The money an intent with its latest charge brought; undefined when it brought none. Disputes are looked at apart. */
export function readIntentPayment(intent: Stripe.PaymentIntent): Payment | undefined {
  if (intent.status !== 'succeeded' || !intent.amount_received) return undefined
  const charge = typeof intent.latest_charge === 'object' ? intent.latest_charge : undefined
  return {
    key: intent.id,
    money: { amount: intent.amount_received, currency: intent.currency },
    refunded: Math.min(charge?.amount_refunded ?? 0, intent.amount_received),
    isDisputed: charge?.disputed ?? false,
    lost: 0,
    paidAt: fromSeconds(charge?.created ?? intent.created),
    throughStripe: true,
  }
}

/** The money of a charge that has no intent behind it. Disputes are looked at apart. */
export function readCharge(charge: Stripe.Charge): Payment | undefined {
  if (charge.status !== 'succeeded') return undefined
  return {
    key: charge.id,
    money: { amount: charge.amount_captured, currency: charge.currency },
    refunded: Math.min(charge.amount_refunded, charge.amount_captured),
    isDisputed: charge.disputed,
    lost: 0,
    paidAt: fromSeconds(charge.created),
    throughStripe: true,
  }
}

/**
 * The money a payment of an invoice moved; open and canceled ones moved none, and neither did a zero amount.
 * Disputes are looked at apart.
 */
export function readInvoicePayment(payment: Stripe.InvoicePayment): Payment | undefined {
  if (payment.status !== 'paid' || !payment.amount_paid) return undefined
  const charge = chargeOf(payment)
  return {
    key: idOf(payment.payment.payment_intent) ?? idOf(payment.payment.charge) ?? payment.id,
    money: { amount: payment.amount_paid, currency: payment.currency },
    refunded: Math.min(charge?.amount_refunded ?? 0, payment.amount_paid),
    isDisputed: charge?.disputed ?? false,
    lost: 0,
    paidAt: fromSeconds(payment.status_transitions?.paid_at ?? payment.created),
    throughStripe: payment.payment.type === 'payment_intent' || payment.payment.type === 'charge',
  }
}

/** The intent by which an invoice is paid, where it was expanded. */
export function intentBehind(payment: Stripe.InvoicePayment): Stripe.PaymentIntent | undefined {
  const intent = payment.payment.payment_intent
  return typeof intent === 'object' ? intent : undefined
}

function chargeOf(payment: Stripe.InvoicePayment): Stripe.Charge | undefined {
  const charge = intentBehind(payment)?.latest_charge ?? payment.payment.charge
  return typeof charge === 'object' ? charge : undefined
}
