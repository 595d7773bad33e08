import type Stripe from 'stripe'
import type { Contact, Payment } from '../../domain/enrollment.ts'
import type { Money } from '../../domain/money.ts'
import { isDeleted, readContact } from './contact.ts'
import { fields, fromSeconds, idOf, text } from './event.ts'
import { readIntentPayment, readInvoicePayment } from './money.ts'
import { readVoucher, type SeenVoucher } from './voucher.ts'

/** A Checkout session at this moment, in our words. */
export type SeenSession = {
  readonly kind: 'checkout_session'
  readonly id: string
  /** The subscription that began in it. */
  readonly subscriptionId: string | undefined
  /** What it was made from, by a recovery link or one of ours; undefined for a basket of its own. */
  readonly continues: string | undefined
  readonly status: 'open' | 'complete' | 'expired' | 'unknown'
  readonly mode: 'payment' | 'setup' | 'subscription' | 'unknown'
  /** What was ordered is paid, or nothing had to be. */
  readonly isPaid: boolean
  readonly total: Money
  readonly createdAt: Temporal.Instant
  readonly expiresAt: Temporal.Instant
  /** A later session of the same shopper: completed, still open, or another one that they left as well. */
  readonly later: 'none' | 'open' | 'left' | 'completed'
  readonly voucher: SeenVoucher | undefined
  /** The delayed payment of a completed session has failed. */
  readonly hasFailed: boolean
  readonly customerIsDeleted: boolean
  readonly items: string | undefined
  readonly pageUrl: string | undefined
  readonly payments: readonly Payment[]
  readonly attemptCount: number
  readonly contact: Contact
}

/** The metadata key by which a merchant hands a phone number over with a session. */
const phoneKey = 'whatsapp_phone'
/** The metadata key by which a session made behind one of our links names what it comes from. */
export const againKey = 'paynudge_again'
const itemsAtMost = 3

/** What a look at a session finds beside it. */
export type SessionSurroundings = {
  /** Sessions of the same shopper opened since. */
  readonly later: readonly Stripe.Checkout.Session[]
  /** Payments of the invoices of all of them: a subscription is paid through its first invoice. */
  readonly invoicePayments: readonly Stripe.InvoicePayment[]
}

/** Reads a session fetched with customer, line items and payment intent. */
export function readSession(
  session: Stripe.Checkout.Session,
  surroundings: SessionSurroundings,
): SeenSession {
  const { later, invoicePayments } = surroundings
  const intent = intentOf(session)
  const copies = copiesOf(session.id, later)
  return {
    kind: 'checkout_session',
    id: session.id,
    subscriptionId: idOf(session.subscription),
    continues: continuedBy(session),
    status: statuses.find((status) => status === session.status) ?? 'unknown',
    mode: modes.find((mode) => mode === session.mode) ?? 'unknown',
    isPaid: session.status === 'complete' && session.payment_status !== 'unpaid',
    total: { amount: session.amount_total ?? 0, currency: session.currency ?? '' },
    createdAt: fromSeconds(session.created),
    expiresAt: fromSeconds(session.expires_at),
    later: laterOf(later, copies),
    voucher: intent ? readVoucher(intent) : undefined,
    hasFailed: session.status === 'complete' && intent?.status === 'requires_payment_method',
    customerIsDeleted: isDeleted(session.customer),
    items: itemsOf(session),
    pageUrl: session.url ?? session.after_expiration?.recovery?.url ?? undefined,
    payments: [session, ...copiesOf(session.id, later)].flatMap((one) => paymentsOf(one, invoicePayments)),
    attemptCount: 0,
    contact: contactOf(session, intent),
  }
}

const statuses = ['open', 'complete', 'expired'] as const
const modes = ['payment', 'setup', 'subscription'] as const

function intentOf({ payment_intent }: Stripe.Checkout.Session): Stripe.PaymentIntent | undefined {
  return typeof payment_intent === 'object' ? (payment_intent ?? undefined) : undefined
}

/** What a session was made from, by a recovery link of Stripe's or behind one of ours. */
export function continuedBy({
  recovered_from,
  metadata,
}: {
  readonly recovered_from?: unknown
  readonly metadata?: unknown
}): string | undefined {
  return idOf(recovered_from) ?? text(fields(metadata)?.[againKey])
}

/** The sessions among others that carry on this one, and those that carry on these: a link makes a new one at each tap. */
export function copiesOf(
  id: string,
  others: readonly Stripe.Checkout.Session[],
): readonly Stripe.Checkout.Session[] {
  const copies = others.filter((other) => continuedBy(other) === id)
  return [...copies, ...copies.flatMap((copy) => copiesOf(copy.id, others))]
}

function laterOf(
  later: readonly Stripe.Checkout.Session[],
  copies: readonly Stripe.Checkout.Session[],
): SeenSession['later'] {
  if (later.some(({ status }) => status === 'complete')) return 'completed'
  if (later.some(({ status }) => status === 'open')) return 'open'
  return later.length > copies.length ? 'left' : 'none'
}

function paymentsOf(
  session: Stripe.Checkout.Session,
  invoicePayments: readonly Stripe.InvoicePayment[],
): readonly Payment[] {
  const intent = intentOf(session)
  const payment = intent && readIntentPayment(intent)
  if (payment) return [payment]
  const invoice = idOf(session.invoice)
  return invoicePayments
    .filter((one) => idOf(one.invoice) === invoice)
    .flatMap((one) => readInvoicePayment(one) ?? [])
}

function itemsOf({ line_items }: Stripe.Checkout.Session): string | undefined {
  const names = (line_items?.data ?? []).flatMap(({ description }) => description || [])
  return names.slice(0, itemsAtMost).join(', ') || undefined
}

/** What was typed is only told once the session is complete; until then the merchant has to hand a number over. */
function contactOf(session: Stripe.Checkout.Session, intent: Stripe.PaymentIntent | undefined): Contact {
  const details = session.customer_details
  const charge = typeof intent?.latest_charge === 'object' ? intent.latest_charge : undefined
  const shipping = session.collected_information?.shipping_details
  return readContact(session.customer, {
    phones: [
      details?.phone,
      session.metadata?.[phoneKey],
      session.metadata?.phone,
      ...typedPhones(session),
      charge?.billing_details?.phone,
    ],
    names: [details?.individual_name, details?.name, shipping?.name, charge?.billing_details?.name],
    addresses: [details?.address, shipping?.address],
    locales: [session.locale === 'auto' ? undefined : session.locale],
  })
}

/** A field the merchant added to the form for a phone number; what they filled in is known before anybody typed. */
function typedPhones({ custom_fields }: Stripe.Checkout.Session): readonly (string | null | undefined)[] {
  return (custom_fields ?? [])
    .filter(({ key }) => /phone|whatsapp|mobile/i.test(key))
    .map(
      ({ text, numeric }) => text?.value ?? numeric?.value ?? text?.default_value ?? numeric?.default_value,
    )
}
