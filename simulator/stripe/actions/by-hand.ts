import type Stripe from 'stripe'
import { type Act, change, keep } from '../act.ts'
import { announce } from '../events.ts'
import { makeDebit, type NewCard, usualCard } from '../objects/customer.ts'
import { idOf, read } from '../state.ts'
import { attempt } from './attempts.ts'
import { addCard } from './customers.ts'
import { addPayment, openPayment } from './invoice-payments.ts'
import { pay } from './payments.ts'

/** How a shopper pays. */
export type ByHand = {
  /** Minor units; all that is left when absent. */
  readonly amount?: number
  /** A Visa that works when absent. */
  readonly card?: NewCard
}

/** A shopper pays on a page, with a card of their own. Throws when the invoice is not open; a declined card leaves it so. */
export function payByHand(act: Act, id: string, { amount, card = usualCard }: ByHand): Stripe.Invoice {
  const invoice = read(act.space, 'invoice', id)
  if (invoice.status !== 'open') throw new Error(`${id} is ${invoice.status} and cannot be paid`)
  const method = addCard(act, read(act.space, 'customer', idOf(invoice.customer) ?? ''), card)
  if (card.decline) return attempt(act, id, { by: 'shopper', method })
  return pay(act, id, { by: 'shopper', method, ...(amount !== undefined && { amount }) })
}

/** A shopper pays on a page from their bank account: for some days nobody knows whether the money comes. */
export function debitByHand(act: Act, id: string): void {
  const invoice = read(act.space, 'invoice', id)
  if (invoice.status !== 'open') throw new Error(`${id} is ${invoice.status} and cannot be paid`)
  const made = { id: act.state.makeId('pm'), created: act.now, livemode: act.space.livemode }
  const customer = read(act.space, 'customer', idOf(invoice.customer) ?? '')
  const method = keep(act, 'payment_method', makeDebit(customer, made))
  const { payment } = openPayment(act.space, id) ?? addPayment(act, invoice)
  const intent = change(act, 'payment_intent', idOf(payment.payment_intent) ?? '', {
    status: 'processing',
    payment_method: method.id,
    last_payment_error: null,
  })
  announce(act, 'payment_intent.processing', intent)
}
