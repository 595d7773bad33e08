import { type Complaint, closeDispute, dispute } from '../actions/disputes.ts'
import { idOf, read, type State } from '../state.ts'
import { automaticOn } from './acts.ts'

/** What shoppers and their banks do against payments. */
export function createDisputing(state: State) {
  return {
    /** A shopper has their bank take back what a payment intent brought. Returns the dispute's id. */
    disputePayment: (paymentIntent: string, complaint: Complaint = {}) => {
      const act = automaticOn(state, 'payment_intent', paymentIntent)
      const charge = idOf(read(act.space, 'payment_intent', paymentIntent).latest_charge)
      if (!charge) throw new Error(`${paymentIntent} brought no money`)
      return dispute(act, charge, complaint).id
    },
    closeDispute: (id: string, outcome: 'won' | 'lost') =>
      closeDispute(automaticOn(state, 'dispute', id), id, outcome),
  }
}
