import type Stripe from 'stripe'
import { type Act, change, keep } from '../act.ts'
import { announce } from '../events.ts'
import { makeRefund } from '../objects/payment.ts'
import { idOf, read } from '../state.ts'

/** What to give back. */
export type NewRefund = {
  readonly charge: string
  /** Minor units; all that is left when absent. */
  readonly amount?: number
}

/** Gives money back; a charge counts all its refunds together. */
export function refund(act: Act, fields: NewRefund): Stripe.Refund {
  const charge = read(act.space, 'charge', fields.charge)
  const amount = fields.amount ?? charge.amount - charge.amount_refunded
  const made = { id: act.state.makeId('re'), created: act.now }
  const refunded = keep(act, 'refund', makeRefund(charge, amount, made))
  const less = countRefunded(act, charge, amount)
  announce(act, 'refund.created', refunded)
  announce(act, 'charge.refunded', less, {
    amount_refunded: charge.amount_refunded,
    refunded: charge.refunded,
  })
  announce(act, 'refund.updated', refunded)
  return refunded
}

/** The shopper's bank sends the money back, so that the charge counts as paid again. */
export function failRefund(act: Act, id: string): Stripe.Refund {
  const old = read(act.space, 'refund', id)
  const failed = change(act, 'refund', id, { status: 'failed', failure_reason: 'lost_or_stolen_card' })
  countRefunded(act, read(act.space, 'charge', idOf(old.charge) ?? ''), -old.amount)
  announce(act, 'refund.failed', failed)
  announce(act, 'charge.refund.updated', failed, { status: old.status })
  announce(act, 'refund.updated', failed, { status: old.status })
  return failed
}

function countRefunded(act: Act, charge: Stripe.Charge, amount: number): Stripe.Charge {
  const amount_refunded = charge.amount_refunded + amount
  return change(act, 'charge', charge.id, { amount_refunded, refunded: amount_refunded === charge.amount })
}
