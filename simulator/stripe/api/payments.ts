import { change } from '../act.ts'
import { refund } from '../actions/refunds.ts'
import { text } from '../form.ts'
import { mergeMetadata } from '../metadata.ts'
import { refuse, refuseParam } from '../refusal.ts'
import { idOf } from '../state.ts'
import { readShipping } from './contact-params.ts'
import {
  allowOnly,
  amountIn,
  asText,
  type Call,
  listRoute,
  type Route,
  retrieveRoute,
  seek,
  updateRoute,
} from './route.ts'

function createRefund({ act, params }: Call) {
  allowOnly(params, ['charge', 'payment_intent', 'amount', 'reason', 'metadata'])
  const charge = chargeToRefund({ act, params })
  const left = charge.amount - charge.amount_refunded
  const amount = amountIn(params, 'amount') ?? left
  if (left === 0) {
    const message = `Charge ${charge.id} has already been refunded.`
    refuse(400, { type: 'invalid_request_error', code: 'charge_already_refunded', message })
  }
  if (amount > left)
    refuseParam(`Refund amount (${amount}) is greater than unrefunded amount on charge (${left})`, 'amount')
  const metadata = mergeMetadata({}, params.metadata)
  const refunded = refund(act, { charge: charge.id, amount })
  return change(act, 'refund', refunded.id, { metadata, reason: text(params, 'reason') ?? null })
}

function chargeToRefund({ act, params }: Pick<Call, 'act' | 'params'>) {
  const intent = text(params, 'payment_intent')
  const latest = intent && idOf(seek(act, 'payment_intent', intent, 'payment_intent').latest_charge)
  const id = text(params, 'charge') ?? latest
  if (!id) refuseParam('One of the following params should be provided: payment_intent or charge.', 'charge')
  return seek(act, 'charge', id, 'charge')
}

/** Charges and refunds. */
export const paymentRoutes: readonly Route[] = [
  retrieveRoute('charge', '/v1/charges'),
  listRoute('charge', '/v1/charges', {
    customer: (charge, value) => idOf(charge.customer) === value,
    payment_intent: (charge, value) => idOf(charge.payment_intent) === value,
  }),
  updateRoute('charge', '/v1/charges', {
    description: asText,
    receipt_email: asText,
    shipping: readShipping,
  }),
  { method: 'POST', path: '/v1/refunds', kind: 'refund', handle: createRefund },
  retrieveRoute('refund', '/v1/refunds'),
  listRoute('refund', '/v1/refunds', {
    charge: (refunded, value) => idOf(refunded.charge) === value,
    payment_intent: (refunded, value) => idOf(refunded.payment_intent) === value,
  }),
  updateRoute('refund', '/v1/refunds', {}),
]
