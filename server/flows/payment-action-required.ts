import type { Ending, Facts } from '../domain/enrollment.ts'
import { fields, type StripeEvent, text, whole } from '../stripe/read/event.ts'
import type { SeenIntent } from '../stripe/read/intent.ts'
import type { SeenInvoice } from '../stripe/read/invoice.ts'
import { readVoucher } from '../stripe/read/voucher.ts'
import { days, type Flow, step, type Trigger, usual } from './flow.ts'
import { intentEnded } from './intent-endings.ts'
import { intentFacts, isIntent } from './intent-facts.ts'
import { invoiceEnded, stopped, triedOnPage } from './invoice-endings.ts'
import { firstInvoiceUntil, invoiceFacts } from './invoice-facts.ts'

/** Who has just begun to pay is asked on the page they look at; only who does not answer there has left. */
const confirmsOnPageMinutes = 30

/** The bank asks the shopper to confirm a payment, of an invoice or one that stands alone: nobody else can do that. */
export const paymentActionRequired: Flow<SeenInvoice | SeenIntent> = {
  ...usual,
  key: 'payment-action-required',
  name: 'Payment to be confirmed',
  purpose: 'service',
  priority: 'authentication',
  isExempt: true,
  events: [
    'invoice.payment_action_required',
    'payment_intent.requires_action',
    'payment_intent.payment_failed',
  ],
  trigger,
  lookAt: (id) => ({ object: isIntent(id) ? 'payment_intent' : 'invoice', id }),
  facts: (seen): Facts => (seen.kind === 'invoice' ? invoiceFacts(seen) : intentFacts(seen)),
  contact: (seen) => seen.contact,
  payments: (seen) => seen.payments,
  money: (seen) => seen.id,
  failedAttempts: (seen) =>
    seen.kind === 'invoice' && seen.status === 'open' && seen.isIdle ? seen.attemptCount : 0,
  ended,
  isUnderWay: (seen) => seen.kind === 'invoice' && seen.isProcessing,
  countsFrom,
  usefulUntil: (seen) => (seen.kind === 'invoice' ? firstInvoiceUntil(seen) : undefined),
  steps: [step(0, 'payment_action_required'), step(days(1), 'payment_action_required_reminder')],
  windowDays: 30,
  page: (subject) => (isIntent(subject) ? 'payment-intent' : 'hosted-invoice'),
}

/** A payment that fails for another reason is no matter of this flow, and neither is one that waits for a voucher. */
function trigger({ type, object, createdAt }: StripeEvent): Trigger | undefined {
  const subject = text(object.id)
  const error = fields(object.last_payment_error)
  const isAboutBank =
    error?.code === 'authentication_required' || error?.decline_code === 'authentication_required'
  if (!subject || (type === 'payment_intent.payment_failed' && !isAboutBank)) return undefined
  if (type === 'payment_intent.requires_action' && readVoucher(object)) return undefined
  return { subject, at: createdAt, attemptCount: whole(object.attempt_count) ?? 0 }
}

function ended(seen: SeenInvoice | SeenIntent): Ending | undefined {
  const ending = seen.kind === 'invoice' ? (invoiceEnded(seen) ?? triedOnPage(seen)) : intentEnded(seen)
  if (ending) return ending
  if (!seen.wantsAuthentication) return stopped('The bank does not ask for a confirmation any more.')
  return seen.pageUrl ? undefined : stopped('There is no page on which this payment could be confirmed.')
}

/** An intent that waits, and the first invoice of a subscription, were most likely begun by the shopper on a page. */
function countsFrom(seen: SeenInvoice | SeenIntent): Temporal.Instant | undefined {
  if (seen.kind === 'invoice')
    return seen.isFirst ? seen.finalizedAt.add({ minutes: confirmsOnPageMinutes }) : undefined
  return seen.status === 'wants-action' ? seen.createdAt.add({ minutes: confirmsOnPageMinutes }) : undefined
}
