import type Stripe from 'stripe'
import type { Act } from '../act.ts'
import { all, idOf, read, type Space } from '../state.ts'
import { changeAndTell } from '../tell.ts'
import { renew } from './subscriptions.ts'

/** How a renewal fails. */
export type DeclineRenewal = {
  /** `insufficient_funds` when absent. The card keeps being declined with it until it is said to work. */
  readonly declineCode?: string
  /** The customer's cards are gone: the attempt fails with no payment intent and is not tried again. */
  readonly noPaymentMethod?: boolean
}

/** Renews a subscription, by its id or its customer's, and the renewal fails. Returns the invoice's id. */
export function declineRenewal(act: Act, id: string, options: DeclineRenewal = {}): string {
  const subscription = subscriptionFor(act.space, id)
  const customer = idOf(subscription.customer) ?? ''
  if (options.noPaymentMethod) forgetCards(act, customer)
  else setDecline(act, customer, options.declineCode ?? 'insufficient_funds')
  return renew(act, subscription.id)
}

/** From now on the customer's card is declined with this code, or works when there is none. */
export function setDecline(act: Act, customerId: string, declineCode: string | undefined): void {
  const customer = read(act.space, 'customer', customerId)
  const method = idOf(customer.invoice_settings.default_payment_method)
  if (!method) throw new Error(`${customerId} has no card`)
  if (declineCode) act.space.declines.set(method, declineCode)
  else act.space.declines.delete(method)
}

/** The subscription of that id, or the latest one of that customer that still runs. */
export function subscriptionFor(space: Space, id: string): Stripe.Subscription {
  const direct = space.objects.subscription.get(id)
  const ofCustomer = all(
    space,
    'subscription',
    (one) => idOf(one.customer) === id && one.status !== 'canceled',
  )
  const found = direct ?? ofCustomer.at(-1)
  if (!found) throw new Error(`${id} has no subscription`)
  return found
}

function forgetCards(act: Act, customerId: string): void {
  const { invoice_settings } = read(act.space, 'customer', customerId)
  const without = { ...invoice_settings, default_payment_method: null }
  changeAndTell(act, 'customer', customerId, { invoice_settings: without })
}
