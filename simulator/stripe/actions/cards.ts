import type Stripe from 'stripe'
import { type Act, change } from '../act.ts'
import { announce } from '../events.ts'
import type { NewCard } from '../objects/customer.ts'
import { all, idOf, read } from '../state.ts'
import { changeAndTell, differences } from '../tell.ts'
import { addCard, attach } from './customers.ts'

/** Gives a subscription a card of its own, which it is charged to before its customer's. */
export function giveSubscriptionCard(act: Act, id: string, card: NewCard): Stripe.PaymentMethod {
  const customer = idOf(read(act.space, 'subscription', id).customer) ?? ''
  const method = addCard(act, read(act.space, 'customer', customer), card)
  const attached = attach(act, method.id, customer)
  changeAndTell(act, 'subscription', id, { default_payment_method: method.id })
  return attached
}

/** What a card's network says of the card that replaced it. */
export type Renewed = {
  readonly expMonth: number
  readonly expYear: number
  /** The old one when absent. */
  readonly last4?: string
}

/** The network tells Stripe of a new card for an old one, which then is no longer refused as expired. */
export function updateByNetwork(act: Act, id: string, renewed: Renewed): Stripe.PaymentMethod {
  const old = read(act.space, 'payment_method', id)
  if (!old.card) throw new Error(`${id} is no card`)
  const { expMonth, expYear, last4 = old.card.last4 } = renewed
  const card = { ...old.card, exp_month: expMonth, exp_year: expYear, last4 }
  const updated = change(act, 'payment_method', id, { card })
  if (act.space.declines.get(id) === 'expired_card') act.space.declines.delete(id)
  announce(act, 'payment_method.automatically_updated', updated, differences(old, updated))
  return updated
}

/** Takes a payment method off its customer, and with it wherever it was the default. */
export function detach(act: Act, id: string): Stripe.PaymentMethod {
  const old = read(act.space, 'payment_method', id)
  const detached = change(act, 'payment_method', id, { customer: null })
  announce(act, 'payment_method.detached', detached, { customer: old.customer })
  forgetDefaults(act, id)
  return detached
}

function forgetDefaults(act: Act, method: string): void {
  for (const customer of all(act.space, 'customer')) {
    const { invoice_settings: settings } = customer
    if (idOf(settings.default_payment_method) !== method) continue
    const invoice_settings = { ...settings, default_payment_method: null }
    changeAndTell(act, 'customer', customer.id, { invoice_settings })
  }
  for (const { id, default_payment_method: own } of all(act.space, 'subscription'))
    if (idOf(own) === method) changeAndTell(act, 'subscription', id, { default_payment_method: null })
}
