import type Stripe from 'stripe'
import { type Act, automatically, change, keep } from '../act.ts'
import { announce } from '../events.ts'
import { makeCharge } from '../objects/charge.ts'
import { describeDecline, isHardDecline, makePaymentError } from '../objects/decline.ts'
import { all, idOf, read, type Space, type State } from '../state.ts'
import { changeAndTell, tellChange } from '../tell.ts'
import { addPayment, methodFor, openPayment, subscriptionOf } from './invoice-payments.ts'
import { type By, countAttempt, pay } from './payments.ts'

const daySeconds = 86_400

/** How an invoice is charged. */
export type Attempt = {
  readonly by: By
  /** The card to charge; the one on file when absent. */
  readonly method?: Stripe.PaymentMethod
  /** The outcome, in place of what the card itself would say. */
  readonly outcome?: { readonly declineCode: string | undefined }
}

/** Charges an open invoice once: its card pays or is declined. */
export function attempt(act: Act, invoiceId: string, { by, outcome, ...given }: Attempt): Stripe.Invoice {
  const invoice = read(act.space, 'invoice', invoiceId)
  if (!mayBeCharged(invoice, by)) return invoice
  const method = given.method ?? methodFor(act.space, invoice)
  if (!method) return failWithoutMethod(act, invoice)
  if (by === 'schedule' && !outcome && wasHardDeclined(act.space, invoice, method))
    return skipTry(act, invoice)
  const declineCode = outcome ? outcome.declineCode : act.space.declines.get(method.id)
  if (declineCode === undefined) return pay(act, invoiceId, { by, method })
  decline(act, invoice, { by, method, declineCode })
  const changed = failed(act, invoice, by)
  if (needsAction(declineCode)) announce(act, 'invoice.payment_action_required', changed)
  return changed
}

/** Stripe lets a merchant still charge an invoice that was given up; the schedule leaves it alone. */
function mayBeCharged(invoice: Stripe.Invoice, by: By): boolean {
  return invoice.status === 'open' || (invoice.status === 'uncollectible' && by === 'merchant')
}

type Decline = { readonly by: By; readonly method: Stripe.PaymentMethod; readonly declineCode: string }

function decline(act: Act, invoice: Stripe.Invoice, { by, method, declineCode }: Decline): void {
  const payment = openPayment(act.space, invoice.id) ?? addPayment(act, invoice)
  const intent = read(act.space, 'payment_intent', idOf(payment.payment.payment_intent) ?? '')
  const declined = describeDecline(declineCode)
  const made = { id: act.state.makeId('ch'), created: act.now, livemode: act.space.livemode }
  const charge = makeCharge({ intent, method, onSession: by === 'shopper', declined }, made)
  announce(act, 'charge.failed', keep(act, 'charge', charge))
  const waits = needsAction(declineCode)
  const refused = change(act, 'payment_intent', intent.id, {
    status: waits ? 'requires_action' : 'requires_payment_method',
    next_action: waits ? { type: 'use_stripe_sdk', use_stripe_sdk: {} } : null,
    last_payment_error: makePaymentError(declined, method, charge.id),
    latest_charge: charge.id,
    // A refused intent gives its payment method back; the error keeps it.
    payment_method: waits ? method.id : null,
  })
  announce(act, 'payment_intent.payment_failed', refused)
}

function needsAction(declineCode: string): boolean {
  return declineCode === 'authentication_required'
}

function failed(act: Act, old: Stripe.Invoice, by: By): Stripe.Invoice {
  const counted = countAttempt(old, by)
  const scheduled =
    counted.attempt_count > old.attempt_count && old.collection_method === 'charge_automatically'
  const next = scheduled ? nextAttempt(act, counted.attempt_count) : old.next_payment_attempt
  const changed = change(act, 'invoice', old.id, { ...counted, next_payment_attempt: next })
  announce(act, 'invoice.payment_failed', changed)
  tellChange(act, 'invoice', old, old.id)
  fallDue(act, changed)
  if (scheduled) scheduleRetry(act.state, act.space, changed)
  return changed
}

function failWithoutMethod(act: Act, old: Stripe.Invoice): Stripe.Invoice {
  const fields = { attempted: true, attempt_count: 1, next_payment_attempt: null }
  const changed = change(act, 'invoice', old.id, fields)
  announce(act, 'invoice.payment_failed', changed)
  tellChange(act, 'invoice', old, old.id)
  fallDue(act, changed)
  return changed
}

function fallDue(act: Act, invoice: Stripe.Invoice) {
  const subscription = act.space.objects.subscription.get(subscriptionOf(invoice) ?? '')
  if (subscription?.status === 'active')
    changeAndTell(act, 'subscription', subscription.id, { status: 'past_due' })
}

/** Stripe keeps counting after a hard decline, but does not touch the card again (facts section 3). */
function skipTry(act: Act, old: Stripe.Invoice): Stripe.Invoice {
  const attempt_count = old.attempt_count + 1
  const next_payment_attempt = nextAttempt(act, attempt_count)
  const changed = changeAndTell(act, 'invoice', old.id, { attempt_count, next_payment_attempt })
  scheduleRetry(act.state, act.space, changed)
  return changed
}

function wasHardDeclined(space: Space, invoice: Stripe.Invoice, method: Stripe.PaymentMethod): boolean {
  const payment = openPayment(space, invoice.id)
  const intent = idOf(payment?.payment.payment_intent)
  const refusals = all(
    space,
    'charge',
    (charge) => charge.status === 'failed' && charge.payment_intent === intent,
  )
  return refusals.some(
    (charge) => charge.payment_method === method.id && isHardDecline(charge.outcome?.reason ?? ''),
  )
}

function nextAttempt(act: Act, attemptCount: number): number | null {
  const days = act.state.retryDays[attemptCount - 1]
  return days === undefined ? null : act.now + days * daySeconds
}

function scheduleRetry(state: State, space: Space, invoice: Stripe.Invoice): void {
  const due = invoice.next_payment_attempt
  if (due === null || !state.automaticRetries) return
  state.clock.at(Temporal.Instant.fromEpochMilliseconds(due * 1000), () => {
    const current = space.objects.invoice.get(invoice.id)
    if (current?.status !== 'open' || current.next_payment_attempt !== due) return
    attempt(automatically(state, space), invoice.id, { by: 'schedule' })
    return state.courier.delivered()
  })
}
