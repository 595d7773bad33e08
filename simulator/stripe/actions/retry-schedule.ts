import type Stripe from 'stripe'
import type { Act } from '../act.ts'
import { daySeconds } from '../later.ts'
import { isHardDecline } from '../objects/decline.ts'
import { allOf, idOf, type Space } from '../state.ts'
import { openPayment, subscriptionOf } from './invoice-payments.ts'

/** Stripe leaves a subscription's very first payment to the shopper, and what nobody collects any more alone. */
export function isTriedAgain({ space }: Act, invoice: Stripe.Invoice): boolean {
  const subscription = space.objects.subscription.get(subscriptionOf(invoice) ?? '')
  const isFirst = subscription?.status === 'incomplete'
  return invoice.collection_method === 'charge_automatically' && invoice.auto_advance === true && !isFirst
}

/** Whether this card was refused for this invoice in a way that Stripe takes for an answer. */
export function wasHardDeclined(
  space: Space,
  invoice: Stripe.Invoice,
  method: Stripe.PaymentMethod,
): boolean {
  const payment = openPayment(space, invoice.id)
  const intent = idOf(payment?.payment.payment_intent)
  const refusals = allOf(space, 'charge', intent ?? '').filter(({ status }) => status === 'failed')
  return refusals.some(
    (charge) => charge.payment_method === method.id && isHardDecline(charge.outcome?.reason ?? ''),
  )
}

/** When Stripe tries again after that many attempts (unix seconds), or null after the last. */
export function nextAttempt(act: Act, attemptCount: number): number | null {
  const days = act.state.retryDays[attemptCount - 1]
  return days === undefined ? null : act.now + days * daySeconds
}
