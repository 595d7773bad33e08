import type Stripe from 'stripe'
import { type Act, change } from '../act.ts'
import { announce } from '../events.ts'
import { later } from '../later.ts'
import { idOf, read, type Space } from '../state.ts'
import { changeAndTell, tellChange } from '../tell.ts'
import { afterLastRetry } from './after-retries.ts'
import { askToAuthenticate, needsAuthentication } from './authentication.ts'
import { fallDue } from './due-dates.ts'
import { declineIntent } from './intents.ts'
import { addPayment, methodFor, openPayment, subscriptionOf } from './invoice-payments.ts'
import { type By, countAttempt, pay } from './payments.ts'
import { isTriedAgain, nextAttempt, wasHardDeclined } from './retry-schedule.ts'

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
  if (!mayBeCharged(invoice, by) || (by === 'schedule' && isBeingDebited(act.space, invoice))) return invoice
  const method = given.method ?? methodFor(act.space, invoice)
  if (!method) return failWithoutMethod(act, invoice, by)
  if (by === 'schedule' && !outcome && wasHardDeclined(act.space, invoice, method))
    return skipTry(act, invoice)
  const declineCode = outcome ? outcome.declineCode : act.space.declines.get(method.id)
  if (declineCode === undefined) return pay(act, invoiceId, { by, method })
  if (needsAuthentication(declineCode) && by === 'shopper') return askToConfirm(act, invoice, method)
  decline(act, invoice, { by, method, declineCode })
  const changed = countFailure(act, invoice, by)
  if (needsAuthentication(declineCode)) announce(act, 'invoice.payment_action_required', changed)
  return changed
}

/** The money is on its way from a bank account: Stripe tries nothing else meanwhile. */
function isBeingDebited(space: Space, invoice: Stripe.Invoice): boolean {
  const intent = idOf(openPayment(space, invoice.id)?.payment.payment_intent)
  return intent !== undefined && read(space, 'payment_intent', intent).status === 'processing'
}

/** Stripe lets a merchant still charge an invoice that was given up; the schedule leaves it alone. */
function mayBeCharged(invoice: Stripe.Invoice, by: By): boolean {
  return invoice.status === 'open' || (invoice.status === 'uncollectible' && by === 'merchant')
}

/** The shopper is there and can confirm the payment with their bank at once; nothing has failed yet. */
function askToConfirm(act: Act, invoice: Stripe.Invoice, method: Stripe.PaymentMethod): Stripe.Invoice {
  askToAuthenticate(act, intentOf(act, invoice), method)
  return invoice
}

function intentOf(act: Act, invoice: Stripe.Invoice): string {
  const { payment } = openPayment(act.space, invoice.id) ?? addPayment(act, invoice)
  return idOf(payment.payment_intent) ?? ''
}

type Decline = { readonly by: By; readonly method: Stripe.PaymentMethod; readonly declineCode: string }

function decline(act: Act, invoice: Stripe.Invoice, { by, method, declineCode }: Decline): void {
  const leaves = needsAuthentication(declineCode) ? 'requires_action' : 'requires_payment_method'
  declineIntent(act, intentOf(act, invoice), { method, onSession: by === 'shopper', declineCode, leaves })
}

/** An attempt has failed: says so, and when Stripe tries again by itself. */
export function countFailure(act: Act, old: Stripe.Invoice, by: By): Stripe.Invoice {
  const counted = countAttempt(old, by)
  const scheduled = counted.attempt_count > old.attempt_count && isTriedAgain(act, old)
  const next = scheduled ? nextAttempt(act, counted.attempt_count) : old.next_payment_attempt
  const changed = change(act, 'invoice', old.id, { ...counted, next_payment_attempt: next })
  announce(act, 'invoice.payment_failed', changed)
  tellChange(act, 'invoice', old, old.id)
  fallDue(act, subscriptionOf(changed))
  if (scheduled) goOn(act, changed)
  return changed
}

function failWithoutMethod(act: Act, old: Stripe.Invoice, by: By): Stripe.Invoice {
  const fields = { ...countAttempt(old, by), next_payment_attempt: null }
  const changed = change(act, 'invoice', old.id, fields)
  announce(act, 'invoice.payment_failed', changed)
  tellChange(act, 'invoice', old, old.id)
  fallDue(act, subscriptionOf(changed))
  return changed
}

/** Stripe keeps counting after a hard decline, but does not touch the card again (facts section 3). */
function skipTry(act: Act, old: Stripe.Invoice): Stripe.Invoice {
  const attempt_count = old.attempt_count + 1
  const next_payment_attempt = nextAttempt(act, attempt_count)
  const changed = changeAndTell(act, 'invoice', old.id, { attempt_count, next_payment_attempt })
  goOn(act, changed)
  return changed
}

/** The next try, or what follows the last one. */
function goOn(act: Act, invoice: Stripe.Invoice): void {
  const due = invoice.next_payment_attempt
  if (due === null) afterLastRetry(act, subscriptionOf(invoice))
  else if (act.state.automaticRetries) later(act, due, (then) => retryDueAt(then, invoice.id, due))
}

function retryDueAt(act: Act, id: string, due: number): void {
  const current = act.space.objects.invoice.get(id)
  if (current?.status === 'open' && current.next_payment_attempt === due) attempt(act, id, { by: 'schedule' })
}
