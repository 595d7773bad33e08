import type Stripe from 'stripe'
import { type Act, byRequest } from '../act.ts'
import { type Cancellation, cancelSubscription } from '../actions/cancellations.ts'
import { deleteCustomer } from '../actions/customers.ts'
import { deleteInvoice, markUncollectible, voidInvoice } from '../actions/invoices.ts'
import { payOutOfBand } from '../actions/payments.ts'
import { refund } from '../actions/refunds.ts'
import { subscriptionFor } from '../actions/renewals.ts'
import { idOf, read, type State } from '../state.ts'
import { changeAndTell } from '../tell.ts'
import { requestOn, subscriptionSpace } from './acts.ts'

/** What a merchant does in the Dashboard. */
export function createMerchant(state: State) {
  const onInvoice = (id: string) => requestOn(state, 'invoice', id)
  return {
    /** Changes fields of the customer, e.g. `{ phone: null }`. */
    updateCustomer: (id: string, fields: Partial<Omit<Stripe.Customer, 'id' | 'object'>>) =>
      changeAndTell(requestOn(state, 'customer', id), 'customer', id, fields),
    deleteCustomer: (id: string) => deleteCustomer(requestOn(state, 'customer', id), id),
    payOutOfBand: (invoice: string) => payOutOfBand(onInvoice(invoice), invoice),
    voidInvoice: (invoice: string) => voidInvoice(onInvoice(invoice), invoice),
    markUncollectible: (invoice: string) => markUncollectible(onInvoice(invoice), invoice),
    deleteInvoice: (invoice: string) => deleteInvoice(onInvoice(invoice), invoice),
    /** Ends a subscription now, by its own id or its customer's. */
    cancelSubscription: (id: string, why: Cancellation = {}) => {
      const space = subscriptionSpace(state, id)
      return cancelSubscription(byRequest(state, space), subscriptionFor(space, id).id, why)
    },
    /** Gives back what a payment intent brought, or a part of it. Returns the refund's id. */
    refund: (paymentIntent: string, amount?: number) =>
      refundIntent(requestOn(state, 'payment_intent', paymentIntent), paymentIntent, amount),
  }
}

function refundIntent(act: Act, paymentIntent: string, amount: number | undefined): string {
  const charge = idOf(read(act.space, 'payment_intent', paymentIntent).latest_charge)
  if (!charge) throw new Error(`${paymentIntent} brought no money`)
  return refund(act, { charge, ...(amount !== undefined && { amount }) }).id
}
