import { type Act, automatically } from '../act.ts'
import { attempt } from '../actions/attempts.ts'
import { renew } from '../actions/cycles.ts'
import { methodFor } from '../actions/invoice-payments.ts'
import { failRefund } from '../actions/refunds.ts'
import { type DeclineRenewal, declineRenewal, setDecline, subscriptionFor } from '../actions/renewals.ts'
import { read, type State } from '../state.ts'
import { automaticOn, subscriptionSpace } from './acts.ts'

/** How a retry ends. */
export type Outcome = {
  readonly succeeds: boolean
  /** What the card itself says when absent. */
  readonly declineCode?: string
}

/** What Stripe and the banks do by themselves. */
export function createAutomatic(state: State) {
  return {
    /** Renews by subscription or customer id, with what the card on file says. Returns the invoice's id. */
    renew: (id: string) => {
      const space = subscriptionSpace(state, id)
      return renew(automatically(state, space), subscriptionFor(space, id).id)
    },
    /** Renews by subscription or customer id, and the card is declined from now on. Returns the invoice's id. */
    declineRenewal: (id: string, options?: DeclineRenewal) =>
      declineRenewal(automatically(state, subscriptionSpace(state, id)), id, options),
    /** Stripe's own retry, now, whatever the card on file would say. */
    retry: (invoice: string, outcome: Outcome) =>
      retry(automaticOn(state, 'invoice', invoice), invoice, outcome),
    /** From now on the card of a customer or a subscription is declined with this code, or works when there is none. */
    setDecline: (id: string, declineCode?: string) =>
      setDecline(automatically(state, subscriptionSpace(state, id)), id, declineCode),
    failRefund: (id: string) => failRefund(automaticOn(state, 'refund', id), id),
  }
}

function retry(act: Act, invoice: string, outcome: Outcome) {
  const known = methodFor(act.space, read(act.space, 'invoice', invoice))
  const cardSays = act.space.declines.get(known?.id ?? '') ?? 'generic_decline'
  const declineCode = outcome.succeeds ? undefined : (outcome.declineCode ?? cardSays)
  return attempt(act, invoice, { by: 'schedule', outcome: { declineCode } })
}
