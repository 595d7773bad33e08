import type { Contact, DeclineClass } from '../../server/domain/enrollment.ts'
import type { About, Flow } from '../../server/flows/flow.ts'
import type { Fields, StripeEvent } from '../../server/stripe/read/event.ts'
import { readIntent, type SeenIntent } from '../../server/stripe/read/intent.ts'
import { readInvoice, type SeenInvoice } from '../../server/stripe/read/invoice.ts'
import type { Seen } from '../../server/stripe/read/seen.ts'
import { readSession, type SeenSession } from '../../server/stripe/read/session.ts'
import { readSubscription, type SeenSubscription } from '../../server/stripe/read/subscription.ts'
import {
  at,
  boletoOf,
  declinedIntentOf,
  declinedOf,
  invoiceOf,
  seconds,
  sessionOf,
  subscriptionOf,
} from '../stripe/objects.ts'

/** Seconds of a day. */
export const day = 86_400

/** News of this type about this object, told at the moment everything begins. */
export function eventOf(type: string, object: Fields): StripeEvent {
  return { id: 'evt_1', type, createdAt: at(0), livemode: true, account: undefined, object }
}

/** What is judged, at the moment everything begins, for a merchant with the usual settings. */
export function about(subject: string, change: Partial<About> = {}): About {
  return { subject, now: at(0), everyone: false, ...change }
}

/** How a flow says that a subject ended; `goes on` where it says nothing. */
export function endingOf<S extends Seen>(flow: Flow<S>, seen: S, judged: About): string {
  const ending = flow.ended(seen, judged)
  return ending ? `${ending.kind}: ${ending.because}` : 'goes on'
}

/** A renewal whose card was declined with this code. */
export function seenInvoice(change: Partial<SeenInvoice> = {}, code = 'do_not_honor'): SeenInvoice {
  return { ...readInvoice(invoiceOf(), [declinedOf(code)]), ...change }
}

/** An invoice that was sent, to be paid within a week. */
export function sentInvoice(change: Partial<SeenInvoice> = {}): SeenInvoice {
  const sent = invoiceOf({
    collection_method: 'send_invoice',
    billing_reason: 'manual',
    due_date: seconds + 7 * day,
    attempt_count: 0,
    next_payment_attempt: null,
  })
  return { ...readInvoice(sent, []), ...change }
}

const alone = { invoices: [], sessions: [], later: [] }

/** A payment that stands alone and was declined, with a page of the merchant's to pay it on. */
export function seenIntent(change: Partial<SeenIntent> = {}, code = 'do_not_honor'): SeenIntent {
  const intent = declinedIntentOf(code, { metadata: { paynudge_pay_url: 'https://pay.bodega.example/1' } })
  return { ...readIntent(intent, alone), ...change }
}

/** A payment that stands alone and waits for a boleto. */
export function seenVoucherIntent(change: Partial<SeenIntent> = {}): SeenIntent {
  return { ...readIntent(boletoOf(), alone), ...change }
}

/** A checkout that is open. */
export function seenSession(change: Partial<SeenSession> = {}): SeenSession {
  return { ...readSession(sessionOf(), { later: [], invoicePayments: [] }), ...change }
}

/** An order that is placed and waits for a boleto. */
export function seenOrder(change: Partial<SeenSession> = {}): SeenSession {
  const order = sessionOf({ status: 'complete', url: null, payment_intent: boletoOf() })
  return { ...readSession(order, { later: [], invoicePayments: [] }), ...change }
}

/** A subscription that is paid by card and renews within a week. */
export function seenSubscription(change: Partial<SeenSubscription> = {}): SeenSubscription {
  const nothing = { others: [], charges: [], newPayments: [], upcoming: undefined }
  return { ...readSubscription(subscriptionOf(), nothing), ...change }
}

/** One payment of 24 euros that came in so many seconds after everything began. */
export function paymentAt(plus: number) {
  return {
    key: 'pi_1',
    money: { amount: 2400, currency: 'eur' },
    refunded: 0,
    isDisputed: false,
    lost: 0,
    paidAt: at(plus),
    throughStripe: true,
  }
}

/** Every class of declines. */
export const declineClasses: readonly DeclineClass[] = [
  'other-card',
  're-enter',
  'top-up',
  'authenticate',
  'call-bank',
  'wait',
  'merchant',
  'told-bank-to-stop',
]

/** A person nothing is known of. */
export const stranger: Contact = {
  customerId: undefined,
  name: undefined,
  phones: [],
  country: undefined,
  region: undefined,
  postalCode: undefined,
  locales: [],
  optIn: 'unknown',
}
