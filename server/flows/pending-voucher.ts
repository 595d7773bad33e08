import type { Ending, Facts } from '../domain/enrollment.ts'
import { type StripeEvent, text } from '../stripe/read/event.ts'
import type { SeenIntent } from '../stripe/read/intent.ts'
import type { SeenSession } from '../stripe/read/session.ts'
import { readVoucher } from '../stripe/read/voucher.ts'
import { type Flow, step, type Trigger, usual } from './flow.ts'
import { intentEnded } from './intent-endings.ts'
import { isIntent } from './intent-facts.ts'
import { stopped } from './invoice-endings.ts'
import { noFailure } from './invoice-facts.ts'

/** Nobody says until when a bank transfer is awaited; one that was meant has arrived by then. */
const transferDays = 5
/** Vouchers run out at the end of a day: by then the first message is for the day before, the last one for its noon. */
const dayBeforeMinutes = 36 * 60
const lastDayMinutes = 12 * 60

/** A payment waits for a boleto, OXXO, konbini or multibanco voucher, or for a bank transfer: of an order, or alone. */
export const pendingVoucher: Flow<SeenSession | SeenIntent> = {
  ...usual,
  key: 'pending-voucher',
  name: 'Voucher to be paid',
  purpose: 'service',
  priority: 'due',
  events: ['checkout.session.completed', 'payment_intent.requires_action'],
  trigger,
  lookAt: (id) => ({ object: isIntent(id) ? 'payment_intent' : 'checkout_session', id }),
  facts,
  contact: (seen) => seen.contact,
  payments: (seen) => seen.payments,
  money: (seen) => seen.id,
  ended,
  countsFrom: awaitedUntil,
  usefulUntil,
  steps: [
    {
      delayMinutes: -dayBeforeMinutes,
      texts: ['voucher_pending', 'one_off_failed_reminder'],
      template: ({ voucher }) => (voucher?.expiresAt ? 'voucher_pending' : 'one_off_failed_reminder'),
    },
    step(-lastDayMinutes, 'voucher_last_day'),
  ],
  windowDays: 14,
  page: () => 'voucher',
}

function trigger({ type, object, createdAt }: StripeEvent): Trigger | undefined {
  const subject = text(object.id)
  const isPending =
    type === 'checkout.session.completed' ? object.payment_status === 'unpaid' : readVoucher(object)
  return subject && isPending ? { subject, at: createdAt, attemptCount: 0 } : undefined
}

function facts(seen: SeenSession | SeenIntent): Facts {
  return {
    ...noFailure,
    due: seen.kind === 'checkout_session' ? seen.total : seen.amount,
    day: seen.voucher?.expiresAt,
    card: undefined,
    about: 'basket',
    items: seen.items,
  }
}

function ended(seen: SeenSession | SeenIntent): Ending | undefined {
  const ending = seen.kind === 'checkout_session' ? orderEnded(seen) : loneEnded(seen)
  if (ending) return ending
  return seen.voucher?.url ? undefined : stopped('The payment waits for nothing the customer can pay.')
}

function orderEnded(seen: SeenSession): Ending | undefined {
  if (seen.isPaid || seen.payments.length > 0) return { kind: 'paid', because: 'The order is paid.' }
  if (seen.status !== 'complete') return stopped('The order was not completed.')
  if (seen.hasFailed) return { kind: 'expired', because: 'The voucher was not paid in time.' }
  if (seen.customerIsDeleted) return stopped('The customer was deleted in Stripe.')
  return seen.later === 'completed' ? stopped('The customer has ordered anew since.') : undefined
}

function awaitedUntil({ voucher, createdAt }: SeenSession | SeenIntent): Temporal.Instant | undefined {
  return voucher && (voucher.expiresAt ?? createdAt.add({ hours: transferDays * 24 }))
}

function loneEnded(seen: SeenIntent): Ending | undefined {
  const ending = intentEnded(seen)
  if (ending) return ending
  return seen.status === 'unpaid'
    ? { kind: 'expired', because: 'The voucher was not paid in time.' }
    : undefined
}

/** A transfer has no last day. */
function usefulUntil(seen: SeenSession | SeenIntent): Temporal.Instant | undefined {
  const until = awaitedUntil(seen)
  return seen.voucher?.expiresAt ? until : until?.subtract({ minutes: lastDayMinutes })
}
