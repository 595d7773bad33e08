import { idOf, type StripeEvent, text } from './read/event.ts'
import { continuedBy } from './read/session.ts'

/** Where the enrollments are found that an event may end or change: any of these. The flow judges after a look. */
export type Settlement = {
  readonly subjects: readonly string[]
  readonly customer?: string | undefined
  readonly payment?: string | undefined
  readonly trail?: Trail | undefined
}

/**
 * What leads to more places once Stripe is asked: a checkout that this one is a copy of, and which may be one itself; or
 * a disputed charge, of which the dispute does not say whose it was.
 */
export type Trail =
  | { readonly kind: 'copy'; readonly of: string }
  | { readonly kind: 'charge'; readonly id: string }

/**
 * What an event may settle or change: paid, failed once more, voided, written off, refunded, disputed, moved to another
 * day, another card, or the customer or subscription gone. Undefined for events that settle nothing.
 */
export function settlementOf(event: StripeEvent): Settlement | undefined {
  const places = placesByType[event.type]?.(event)
  return places && found(places)
}

/** The types of events that may settle something. */
export function settlingTypes(): readonly string[] {
  return Object.keys(placesByType)
}

type Places = {
  readonly subjects?: readonly (string | undefined)[]
  readonly customer?: string | undefined
  readonly payment?: string | undefined
  readonly trail?: Trail | undefined
}
type Place = (event: StripeEvent) => Places | undefined

const itself: Place = ({ object }) => ({ subjects: [text(object.id)] })
const itsCustomer: Place = ({ object }) => ({ customer: idOf(object.customer) })
const itsPayment: Place = ({ object }) => ({
  payment: idOf(object.payment_intent) ?? idOf(object.charge) ?? text(object.id),
})
const intent: Place = ({ object }) => ({ subjects: [text(object.id)], payment: text(object.id) })
/** Who disputes a payment may be in flows about something else that are not for them any more. */
const dispute: Place = (event) => {
  const charge = idOf(event.object.charge)
  return { ...itsPayment(event), ...(charge ? { trail: { kind: 'charge', id: charge } } : {}) }
}
/** A session made by the recovery link of an expired one, or to order once more, is about the same order. */
const session: Place = ({ object }) => {
  const of = continuedBy(object)
  const customer = idOf(object.customer)
  return { subjects: [text(object.id), of], customer, ...(of ? { trail: { kind: 'copy', of } } : {}) }
}
const onlyOfMoment =
  (place: Place): Place =>
  (event) =>
    isOfMoment(event) ? place(event) : undefined

const placesByType: Readonly<Record<string, Place>> = {
  'invoice.paid': itself,
  'invoice.payment_failed': itself,
  'invoice.payment_succeeded': itself,
  'invoice.voided': itself,
  'invoice.marked_uncollectible': itself,
  'invoice.deleted': itself,
  'invoice.updated': onlyOfMoment(itself),
  'invoice_payment.paid': ({ object }) => ({ subjects: [idOf(object.invoice)] }),
  'payment_intent.succeeded': intent,
  'payment_intent.canceled': intent,
  'payment_intent.processing': intent,
  'payment_intent.payment_failed': intent,
  'checkout.session.completed': session,
  'checkout.session.async_payment_succeeded': session,
  'checkout.session.async_payment_failed': session,
  'charge.refunded': itsPayment,
  'refund.created': itsPayment,
  'refund.updated': itsPayment,
  'refund.failed': itsPayment,
  'charge.dispute.created': dispute,
  'charge.dispute.funds_withdrawn': itsPayment,
  'charge.dispute.funds_reinstated': itsPayment,
  'charge.dispute.updated': onlyOfMoment(itsPayment),
  'charge.dispute.closed': itsPayment,
  'customer.deleted': ({ object }) => ({ customer: text(object.id) }),
  'customer.updated': onlyOfMoment(({ object }) => ({ customer: text(object.id) })),
  'customer.subscription.created': itsCustomer,
  'customer.subscription.updated': onlyOfMoment(itsCustomer),
  'customer.subscription.resumed': itsCustomer,
  'customer.subscription.paused': itsCustomer,
  'customer.subscription.deleted': itsCustomer,
  'payment_method.attached': itsCustomer,
  'payment_method.automatically_updated': itsCustomer,
  'payment_method.updated': itsCustomer,
  'setup_intent.succeeded': itsCustomer,
}

/** Fields of an object whose change may settle or move something; our own notes are written into `metadata`. */
const moments = [
  'due_date',
  'amount_remaining',
  'amount_due',
  'status',
  'collection_method',
  'pause_collection',
  'cancel_at_period_end',
  'cancel_at',
  'trial_end',
  'default_payment_method',
  'default_source',
  'invoice_settings',
  'phone',
  'items',
] as const

function isOfMoment({ previous }: StripeEvent): boolean {
  return previous === undefined || moments.some((field) => field in previous)
}

function found({ subjects = [], customer, payment, trail }: Places): Settlement | undefined {
  const known = subjects.filter((subject) => subject !== undefined)
  if (known.length === 0 && !customer && !payment) return undefined
  return { subjects: known, customer, payment, ...(trail ? { trail } : {}) }
}
