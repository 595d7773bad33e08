import type Stripe from 'stripe'
import { type Act, change } from '../act.ts'
import { announce } from '../events.ts'
import { idOf, read } from '../state.ts'
import { changeAndTell, tellChange } from '../tell.ts'
import { collect } from './intents.ts'
import { addPayment, cancelOpenPayment, openPayment, subscriptionOf } from './invoice-payments.ts'

/** Who asked for the money: Stripe's schedule, a shopper on a page, or the merchant through the API. */
export type By = 'schedule' | 'shopper' | 'merchant'

/** How an invoice is paid. */
export type Pay = {
  readonly by: By
  readonly method: Stripe.PaymentMethod
  /** Minor units; the whole rest when absent. */
  readonly amount?: number
  /** The shopper confirmed it with their bank. */
  readonly isAuthenticated?: true
}

/** Money arrives for an invoice, in whole or in part. */
export function pay(act: Act, invoiceId: string, { amount, by, ...given }: Pay): Stripe.Invoice {
  const invoice = read(act.space, 'invoice', invoiceId)
  const received = Math.min(amount ?? invoice.amount_remaining, invoice.amount_remaining)
  const rest = invoice.amount_remaining - received
  const waiting = openPayment(act.space, invoiceId)
  const payment = waiting && rest === 0 ? waiting : addPayment(act, invoice, received)
  if (waiting && rest > 0) lowerRequest(act, waiting, rest)
  const intentId = idOf(payment.payment.payment_intent) ?? ''
  const { intent, charge } = collect(act, intentId, { onSession: by === 'shopper', ...given })
  const paid = change(act, 'invoice_payment', payment.id, {
    status: 'paid',
    amount_paid: received,
    status_transitions: { ...payment.status_transitions, paid_at: act.now },
  })
  const changed = change(act, 'invoice', invoiceId, {
    ...countAttempt(invoice, by),
    amount_paid: invoice.amount_paid + received,
    amount_remaining: rest,
  })
  announce(act, 'charge.succeeded', charge)
  announce(act, 'payment_intent.succeeded', intent)
  announce(act, 'invoice_payment.paid', paid)
  if (rest === 0) return settle(act, changed, invoice)
  tellChange(act, 'invoice', invoice, invoiceId)
  return changed
}

/** Any attempt counts as the first; afterwards only Stripe's own retries count (facts section 0, finding 7). */
export function countAttempt(invoice: Stripe.Invoice, by: By) {
  const counts = by === 'schedule' || !invoice.attempted
  return { attempted: true, attempt_count: invoice.attempt_count + (counts ? 1 : 0) }
}

/** Asks for less in the payment that waits. */
export function lowerRequest(act: Act, payment: Stripe.InvoicePayment, amount: number) {
  change(act, 'invoice_payment', payment.id, { amount_requested: amount })
  change(act, 'payment_intent', idOf(payment.payment.payment_intent) ?? '', { amount })
}

/** What a payment makes active again; a trial goes on, and what has ended stays so. */
const waitsForMoney = new Set<string>(['incomplete', 'past_due', 'unpaid'])

/** Nothing remains: the invoice is paid and its subscription active again. */
export function settle(act: Act, invoice: Stripe.Invoice, old = invoice): Stripe.Invoice {
  const paid = change(act, 'invoice', invoice.id, {
    status: 'paid',
    attempted: true,
    next_payment_attempt: null,
    auto_advance: false,
    status_transitions: { ...invoice.status_transitions, paid_at: act.now },
  })
  announce(act, 'invoice.paid', paid)
  announce(act, 'invoice.payment_succeeded', paid)
  tellChange(act, 'invoice', old, invoice.id)
  const subscription = act.space.objects.subscription.get(subscriptionOf(invoice) ?? '')
  if (subscription && waitsForMoney.has(subscription.status)) {
    changeAndTell(act, 'subscription', subscription.id, { status: 'active', latest_invoice: invoice.id })
  }
  return paid
}

/** The merchant got the money elsewhere: the invoice is paid without any payment of Stripe's. */
export function payOutOfBand(act: Act, id: string): Stripe.Invoice {
  const old = read(act.space, 'invoice', id)
  cancelOpenPayment(act, id)
  const changed = change(act, 'invoice', id, {
    amount_paid: old.amount_paid + old.amount_remaining,
    amount_paid_off_stripe: old.amount_remaining,
    amount_remaining: 0,
  })
  return settle(act, changed, old)
}
