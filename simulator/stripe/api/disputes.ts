import { closeDispute } from '../actions/disputes.ts'
import { idOf } from '../state.ts'
import { type Call, listRoute, type Route, retrieveRoute, seek, updateRoute } from './route.ts'

/** A merchant gives in. */
function close({ act, id }: Call) {
  seek(act, 'dispute', id)
  return closeDispute(act, id, 'lost')
}

/** Disputes. */
export const disputeRoutes: readonly Route[] = [
  retrieveRoute('dispute', '/v1/disputes'),
  listRoute('dispute', '/v1/disputes', {
    charge: (dispute, value) => idOf(dispute.charge) === value,
    payment_intent: (dispute, value) => idOf(dispute.payment_intent) === value,
  }),
  updateRoute('dispute', '/v1/disputes', {}),
  { method: 'POST', path: '/v1/disputes/:id/close', kind: 'dispute', handle: close },
]
