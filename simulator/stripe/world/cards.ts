import { automatically, byRequest } from '../act.ts'
import { detach, giveSubscriptionCard, type Renewed, updateByNetwork } from '../actions/cards.ts'
import { type Answer, answerBank } from '../actions/confirmations.ts'
import { cardOnFile, declineRenewal, subscriptionFor } from '../actions/renewals.ts'
import { setUpCard } from '../actions/setups.ts'
import type { NewCard } from '../objects/customer.ts'
import type { State } from '../state.ts'
import { requestOn, subscriptionSpace } from './acts.ts'

/** The cards that pay, and the banks behind them. A card on file is named by its customer or its subscription. */
export function createCards(state: State) {
  return {
    /** Gives a subscription, named by its own id or its customer's, a card of its own. Returns the method's id. */
    giveSubscriptionCard: (id: string, card: NewCard) => {
      const space = subscriptionSpace(state, id)
      return giveSubscriptionCard(byRequest(state, space), subscriptionFor(space, id).id, card).id
    },
    /** The card on file, e.g. to read its id or expiry. */
    cardOnFile: (id: string) => cardOnFile(subscriptionSpace(state, id), id),
    /** Takes the card on file away. */
    removeCard: (id: string) => {
      const space = subscriptionSpace(state, id)
      return detach(byRequest(state, space), cardOnFile(space, id).id)
    },
    /** The network tells of a new card for the one on file. */
    networkUpdatesCard: (id: string, renewed: Renewed) => {
      const space = subscriptionSpace(state, id)
      return updateByNetwork(automatically(state, space), cardOnFile(space, id).id, renewed)
    },
    /** The shopper puts a card in on the portal; it becomes the customer's default unless it is declined. */
    updateCardInPortal: (customer: string, card: NewCard) =>
      setUpCard(requestOn(state, 'customer', customer), customer, card),
    /** Renews by subscription or customer id, and the bank wants the shopper. Returns the invoice's id. */
    renewalNeedsAuthentication: (id: string) =>
      declineRenewal(automatically(state, subscriptionSpace(state, id)), id, {
        declineCode: 'authentication_required',
      }),
    /** The shopper answers their bank about the payment of an invoice that waits for it. */
    answerBank: (invoice: string, answer: Answer = 'confirms') =>
      answerBank(requestOn(state, 'invoice', invoice), invoice, answer),
  }
}
