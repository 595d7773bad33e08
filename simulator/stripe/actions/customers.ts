import type Stripe from 'stripe'
import { type Act, change, keep } from '../act.ts'
import { announce } from '../events.ts'
import {
  type Holder,
  makeCustomer,
  makeDebit,
  makePaymentMethod,
  type NewCard,
  type NewCustomer,
} from '../objects/customer.ts'
import { all, idOf, read } from '../state.ts'
import { changeAndTell } from '../tell.ts'
import { cancelSubscription } from './cancellations.ts'

/** Makes a customer, with their card as the default where one is given. */
export function addCustomer(act: Act, { card, account: _, ...fields }: NewCustomer): Stripe.Customer {
  const id = fields.id ?? act.state.makeId('cus', 14)
  const made = { id, created: act.now, livemode: act.space.livemode }
  const customer = keep(act, 'customer', makeCustomer(fields, made))
  announce(act, 'customer.created', customer)
  if (card) setDefaultCard(act, id, card)
  return read(act.space, 'customer', id)
}

/** Attaches a card to the customer and makes it the default for invoices. */
export function setDefaultCard(act: Act, customerId: string, card: NewCard): Stripe.PaymentMethod {
  const method = addCard(act, read(act.space, 'customer', customerId), card)
  attach(act, method.id, customerId)
  makeDefault(act, method.id, customerId)
  return read(act.space, 'payment_method', method.id)
}

/** Attaches a bank account to the customer, from which their invoices are debited from now on. */
export function setDefaultDebit(act: Act, customerId: string): Stripe.PaymentMethod {
  const made = { id: act.state.makeId('pm'), created: act.now, livemode: act.space.livemode }
  const { id } = keep(act, 'payment_method', makeDebit(read(act.space, 'customer', customerId), made))
  attach(act, id, customerId)
  makeDefault(act, id, customerId)
  return read(act.space, 'payment_method', id)
}

/** What the customer's invoices are charged to where nothing nearer says otherwise. */
export function makeDefault(act: Act, methodId: string, customerId: string): void {
  const { invoice_settings: settings } = read(act.space, 'customer', customerId)
  const invoice_settings = { ...settings, default_payment_method: methodId }
  changeAndTell(act, 'customer', customerId, { invoice_settings })
}

/** A card that belongs to nobody yet, as when it is typed into a payment page. */
export function addCard(act: Act, holder: Holder, card: NewCard): Stripe.PaymentMethod {
  const id = act.state.makeId('pm')
  const made = { id, created: act.now, livemode: act.space.livemode }
  if (card.decline) act.space.declines.set(id, card.decline)
  return keep(act, 'payment_method', makePaymentMethod(card, holder, made))
}

/** Puts a payment method on the customer, without making it the default. */
export function attach(act: Act, methodId: string, customerId: string): Stripe.PaymentMethod {
  const method = change(act, 'payment_method', methodId, { customer: customerId })
  announce(act, 'payment_method.attached', method)
  return method
}

/** Leaves only the id behind, ends the customer's subscriptions and detaches their cards. */
export function deleteCustomer(act: Act, id: string): Stripe.DeletedCustomer {
  const customer = read(act.space, 'customer', id)
  for (const subscription of all(act.space, 'subscription', (one) => idOf(one.customer) === id)) {
    if (subscription.status !== 'canceled') cancelSubscription(act, subscription.id)
  }
  for (const method of all(act.space, 'payment_method', (one) => idOf(one.customer) === id)) {
    change(act, 'payment_method', method.id, { customer: null })
  }
  act.space.objects.customer.delete(id)
  act.space.deletedCustomers.add(id)
  announce(act, 'customer.deleted', customer)
  return { id, object: 'customer', deleted: true }
}
