import type Stripe from 'stripe'
import { type Act, change, keep } from '../act.ts'
import { announce } from '../events.ts'
import { makeDispute, makeMovement } from '../objects/dispute.ts'
import { read } from '../state.ts'

/** What a shopper tells their bank about a payment. */
export type Complaint = {
  /** `fraudulent` when absent. */
  readonly reason?: string
  /** Minor units; the whole charge when absent. */
  readonly amount?: number
  /** The bank only asks, and takes no money yet. */
  readonly isInquiry?: true
}

/** A charge is disputed: the bank takes the money back unless it only asks. */
export function dispute(act: Act, chargeId: string, complaint: Complaint): Stripe.Dispute {
  const charge = change(act, 'charge', chargeId, { disputed: true })
  const made = { id: act.state.makeId('du'), created: act.now, livemode: act.space.livemode }
  const { reason = 'fraudulent', amount = charge.amount, isInquiry = false } = complaint
  const disputed = makeDispute({ charge, amount, reason, isInquiry }, made)
  announce(act, 'charge.dispute.created', keep(act, 'dispute', disputed))
  return isInquiry
    ? disputed
    : move(act, made.id, { amount: -amount, event: 'charge.dispute.funds_withdrawn' })
}

type Movement = { readonly amount: number; readonly event: string }

function move(act: Act, id: string, { amount, event }: Movement): Stripe.Dispute {
  const old = read(act.space, 'dispute', id)
  const made = { id: act.state.makeId('txn'), created: act.now }
  const balance_transactions = [...old.balance_transactions, makeMovement(old, amount, made)]
  const moved = change(act, 'dispute', id, { balance_transactions })
  announce(act, event, moved)
  return moved
}

/** The bank has decided; money that it took comes back when the dispute is won. An inquiry just ends. */
export function closeDispute(act: Act, id: string, outcome: 'won' | 'lost'): Stripe.Dispute {
  const isInquiry = read(act.space, 'dispute', id).status.startsWith('warning')
  const closed = change(act, 'dispute', id, { status: isInquiry ? 'warning_closed' : outcome })
  announce(act, 'charge.dispute.closed', closed)
  if (isInquiry || outcome === 'lost') return closed
  return move(act, id, { amount: closed.amount, event: 'charge.dispute.funds_reinstated' })
}
