import type Stripe from 'stripe'
import { type Act, keep } from '../act.ts'
import { announce } from '../events.ts'
import { makeCreditNote } from '../objects/credit-note.ts'
import { all, read } from '../state.ts'
import { changeAndTell } from '../tell.ts'
import { cancelOpenPayment, openPayment } from './invoice-payments.ts'
import { lowerRequest } from './payments.ts'

/** Lowers what is owed on an open invoice; with nothing left Stripe counts it as paid, though no money came. */
export function credit(act: Act, id: string, amount: number): Stripe.CreditNote {
  const invoice = read(act.space, 'invoice', id)
  const rest = invoice.amount_remaining - amount
  if (invoice.status !== 'open' || rest < 0) throw new Error(`${id} cannot be credited with ${amount}`)
  const made = { created: act.now, livemode: act.space.livemode, lineId: act.state.makeId('cnli') }
  const earlier = all(act.space, 'credit_note', (note) => note.invoice === id).length
  const number = `${invoice.number}-CN-${String(earlier + 1).padStart(2, '0')}`
  const note = makeCreditNote({ invoice, amount, number }, { id: act.state.makeId('cn'), ...made })
  announce(act, 'credit_note.created', keep(act, 'credit_note', note))
  lowerPayment(act, id, rest)
  changeAndTell(act, 'invoice', id, {
    amount_due: invoice.amount_due - amount,
    amount_remaining: rest,
    pre_payment_credit_notes_amount: invoice.pre_payment_credit_notes_amount + amount,
    ...(rest === 0 && paidAt(act, invoice)),
  })
  return note
}

function lowerPayment(act: Act, invoice: string, rest: number): void {
  const payment = openPayment(act.space, invoice)
  if (rest === 0) cancelOpenPayment(act, invoice)
  else if (payment) lowerRequest(act, payment, rest)
}

function paidAt(act: Act, { status_transitions }: Stripe.Invoice) {
  return {
    status: 'paid' as const,
    next_payment_attempt: null,
    status_transitions: { ...status_transitions, paid_at: act.now },
  }
}
