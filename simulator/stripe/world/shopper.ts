import { type ByHand, debitByHand, payByHand } from '../actions/by-hand.ts'
import { setDefaultCard, setDefaultDebit } from '../actions/customers.ts'
import type { NewCard } from '../objects/customer.ts'
import type { State } from '../state.ts'
import { requestOn } from './acts.ts'

/** What a shopper does. */
export function createShopper(state: State) {
  return {
    /** Pays on the hosted page, in whole or a part of it. */
    payInvoice: (invoice: string, how: ByHand = {}) =>
      payByHand(requestOn(state, 'invoice', invoice), invoice, how),
    /** Pays on the hosted page from a bank account, which takes some days; `payInvoice` brings the money. */
    debitInvoice: (invoice: string) => debitByHand(requestOn(state, 'invoice', invoice), invoice),
    /** Lets the customer's invoices be debited from a bank account. Returns the payment method's id. */
    giveDebit: (customer: string) => setDefaultDebit(requestOn(state, 'customer', customer), customer).id,
    /** Puts a new card on file, which the next retry uses. Returns the payment method's id. */
    giveCard: (customer: string, card: NewCard) =>
      setDefaultCard(requestOn(state, 'customer', customer), customer, card).id,
  }
}
