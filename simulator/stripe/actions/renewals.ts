import type Stripe from 'stripe'
import type { Act } from '../act.ts'
import { hasEnded } from '../objects/subscription.ts'
import { allOf, idOf, read, type Space } from '../state.ts'
import { changeAndTell } from '../tell.ts'
import { renew } from './cycles.ts'
import { cardOf } from './invoice-payments.ts'

/** How a renewal fails. */
export type DeclineRenewal = {
  /** `generic_decline` when absent. The card keeps being declined with it until it is said to work. */
  readonly declineCode?: string
  /** The customer's cards are gone: the attempt fails with no payment intent and is not tried again. */
  readonly noPaymentMethod?: boolean
}

/** Renews a subscription, by its id or its customer's, and the renewal fails. Returns the invoice's id. */
export function declineRenewal(act: Act, id: string, options: DeclineRenewal = {}): string {
  const subscription = subscriptionFor(act.space, id)
  if (options.noPaymentMethod) forgetCards(act, subscription)
  else setDecline(act, subscription.id, options.declineCode ?? 'generic_decline')
  return renew(act, subscription.id)
}

/** From now on the card of a customer or of a subscription is declined with this code, or works when there is none. */
export function setDecline(act: Act, id: string, declineCode: string | undefined): void {
  const method = cardOnFile(act.space, id).id
  if (declineCode) act.space.declines.set(method, declineCode)
  else act.space.declines.delete(method)
}

/** The card that a subscription is charged to, or a customer's default. Throws when there is none. */
export function cardOnFile(space: Space, id: string): Stripe.PaymentMethod {
  const subscription = space.objects.subscription.get(id)
  const card = cardOf(space, subscription ?? { customer: id, default_payment_method: null })
  if (!card) throw new Error(`${id} has no card on file`)
  return card
}

/** The subscription of that id, or the latest one of that customer that still runs. */
export function subscriptionFor(space: Space, id: string): Stripe.Subscription {
  const direct = space.objects.subscription.get(id)
  const ofCustomer = allOf(space, 'subscription', id).filter((one) => !hasEnded(one))
  const found = direct ?? ofCustomer.at(-1)
  if (!found) throw new Error(`${id} has no subscription`)
  return found
}

function forgetCards(act: Act, subscription: Stripe.Subscription): void {
  const customer = read(act.space, 'customer', idOf(subscription.customer) ?? '')
  const invoice_settings = { ...customer.invoice_settings, default_payment_method: null }
  changeAndTell(act, 'customer', customer.id, { invoice_settings })
  changeAndTell(act, 'subscription', subscription.id, { default_payment_method: null })
}
