import Stripe from 'stripe'
import type { Payment } from '../domain/enrollment.ts'
import { between } from './chain.ts'
import { withLosses } from './losses.ts'
import { isKnownPage } from './pages.ts'
import { isDeleted } from './read/contact.ts'
import { idOf } from './read/event.ts'
import { readIntent } from './read/intent.ts'
import { readInvoice } from './read/invoice.ts'
import type { LookAt } from './read/kinds.ts'
import { readCharge, readIntentPayment } from './read/money.ts'
import type { Seen } from './read/seen.ts'
import { copiesOf, readSession } from './read/session.ts'
import { begunSince, readSubscription } from './read/subscription.ts'

/** What a look found; `gone` when Stripe knows the subject no more or we may not see it. */
export type Looked = Found & {
  /** Payments that were asked about by their names, and that the subject does not show (any more). */
  readonly others: readonly Payment[]
}

/** More of one kind beside a subject than this are not read. */
const besideAtMost = 100
/** Completed orders of a shop among which a guest's own is looked for. */
const ordersAtMost = 2_000

/**
 * Fetches what a flow looks at, and these payments as well; `linkDomain` is the merchant's own host for payment pages.
 * Throws when Stripe cannot be reached or fails.
 */
export async function look(
  stripe: Stripe,
  { object, id }: LookAt,
  linkDomain: string | undefined,
  payments: readonly string[] = [],
): Promise<Looked> {
  const looked = await unlessGone(async () => {
    const seen = await lookers[object](stripe, id)
    return withKnownPage({ ...seen, payments: await withLosses(stripe, seen.payments) }, linkDomain)
  })
  const shown = looked.kind === 'seen' ? looked.seen.payments.map(({ key }) => key) : []
  const unseen = payments.filter((key) => !shown.includes(key))
  const others = await Promise.all(unseen.map((key) => findPayment(stripe, key)))
  return {
    ...looked,
    others: await withLosses(
      stripe,
      others.filter((other) => other !== undefined),
    ),
  }
}

/** A payment by its name; undefined for one of which Stripe does not know. */
async function findPayment(stripe: Stripe, key: string): Promise<Payment | undefined> {
  try {
    if (!key.startsWith('pi_')) return readCharge(await stripe.charges.retrieve(key))
    return readIntentPayment(await stripe.paymentIntents.retrieve(key, { expand: ['latest_charge'] }))
  } catch (error) {
    if (isGone(error) || isRevoked(error)) return undefined
    throw error
  }
}

type Found = { readonly kind: 'seen'; readonly seen: Seen } | { readonly kind: 'gone'; readonly why: string }

/** How often Stripe is asked in an ordinary look at such an object. */
export const readsOfLook: Readonly<Record<LookAt['object'], number>> = {
  invoice: 2,
  payment_intent: 4,
  checkout_session: 2,
  subscription: 2,
}

const lookers: Readonly<Record<LookAt['object'], (stripe: Stripe, id: string) => Promise<Seen>>> = {
  invoice: lookAtInvoice,
  payment_intent: lookAtIntent,
  checkout_session: lookAtSession,
  subscription: lookAtSubscription,
}

/** The page of a payment is what somebody wrote into its metadata: one we may not lead to is none. */
function withKnownPage(seen: Seen, linkDomain: string | undefined): Seen {
  if (seen.kind !== 'payment_intent' || !seen.pageUrl || isKnownPage(seen.pageUrl, linkDomain)) return seen
  return { ...seen, pageUrl: undefined }
}

async function lookAtInvoice(stripe: Stripe, id: string): Promise<Seen> {
  const [invoice, payments] = await Promise.all([
    stripe.invoices.retrieve(id, { expand: ['customer', 'parent.subscription_details.subscription'] }),
    paymentsOf(stripe, id),
  ])
  return readInvoice(invoice, payments, await checkoutOf(stripe, invoice))
}

/** An expansion is at most four levels deep, so the charges cannot come with an invoice itself. */
async function paymentsOf(stripe: Stripe, invoice: string): Promise<readonly Stripe.InvoicePayment[]> {
  const expand = ['data.payment.payment_intent.latest_charge', 'data.payment.charge']
  return (await stripe.invoicePayments.list({ invoice, limit: besideAtMost, expand })).data
}

/** The checkout in which the subscription of a first invoice began. */
async function checkoutOf(
  stripe: Stripe,
  { billing_reason, parent, status }: Stripe.Invoice,
): Promise<readonly Stripe.Checkout.Session[]> {
  const subscription = idOf(parent?.subscription_details?.subscription)
  if (!subscription || status !== 'open' || billing_reason !== 'subscription_create') return []
  return (await stripe.checkout.sessions.list({ subscription, limit: 1 })).data
}

async function lookAtIntent(stripe: Stripe, id: string): Promise<Seen> {
  const [intent, invoices, sessions] = await Promise.all([
    stripe.paymentIntents.retrieve(id, { expand: ['customer', 'latest_charge', 'payment_method'] }),
    stripe.invoicePayments.list({ payment: { type: 'payment_intent', payment_intent: id }, limit: 1 }),
    stripe.checkout.sessions.list({ payment_intent: id, limit: 1 }),
  ])
  const customer = livingCustomer(intent.customer)
  const later = customer
    ? (await stripe.paymentIntents.list({ customer, created: { gt: intent.created }, limit: besideAtMost }))
        .data
    : []
  return readIntent(intent, { invoices: invoices.data, sessions: sessions.data, later })
}

async function lookAtSession(stripe: Stripe, id: string): Promise<Seen> {
  const session = await stripe.checkout.sessions.retrieve(id, {
    expand: ['customer', 'line_items', 'payment_intent.latest_charge'],
  })
  const later = await laterSessions(stripe, session)
  const invoices = [session, ...copiesOf(id, later)].flatMap(({ invoice }) => idOf(invoice) ?? [])
  const payments = await Promise.all(invoices.map((invoice) => paymentsOf(stripe, invoice)))
  return readSession(session, { later, invoicePayments: payments.flat() })
}

/**
 * Sessions of the same shopper since in which something was to be paid; of a guest without an e-mail we know the
 * completed copies alone, and those in between.
 */
export async function laterSessions(
  stripe: Stripe,
  session: Stripe.Checkout.Session,
): Promise<readonly Stripe.Checkout.Session[]> {
  const customer = livingCustomer(session.customer)
  const email = session.customer_details?.email ?? session.customer_email
  const listed = stripe.checkout.sessions.list({
    ...(customer ? { customer } : email ? { customer_details: { email } } : { status: 'complete' }),
    created: { gte: session.created },
    limit: besideAtMost,
    expand: ['data.payment_intent.latest_charge'],
  })
  // The copies of a nameless guest stand among the orders of everybody.
  const data =
    customer || email ? (await listed).data : await listed.autoPagingToArray({ limit: ordersAtMost })
  const others = data.filter((other) => other.mode !== 'setup' && isLater(other, session))
  if (customer || email) return others
  return copiesOf(session.id, [...others, ...(await between(stripe, session, others))])
}

/** Of two opened within a second one has to be the later one, or each would be thought to have replaced the other. */
function isLater(other: Stripe.Checkout.Session, session: Stripe.Checkout.Session): boolean {
  return other.created === session.created ? other.id > session.id : other.created > session.created
}

async function lookAtSubscription(stripe: Stripe, id: string): Promise<Seen> {
  const subscription = await stripe.subscriptions.retrieve(id, {
    expand: [
      'default_payment_method',
      'customer.invoice_settings.default_payment_method',
      'items.data.price.product',
    ],
  })
  const nothing = { others: [], charges: [], newPayments: [], upcoming: undefined }
  if (!subscription.ended_at)
    return readSubscription(subscription, { ...nothing, upcoming: await upcomingInvoice(stripe, id) })
  const customer = livingCustomer(subscription.customer)
  if (!customer) return readSubscription(subscription, nothing)
  const [{ data: others }, { data: charges }] = await Promise.all([
    stripe.subscriptions.list({ customer, status: 'all', limit: besideAtMost }),
    stripe.charges.list({ customer, limit: besideAtMost }),
  ])
  const newPayments = await firstPaymentsOf(stripe, begunSince(subscription, others)[0])
  return readSubscription(subscription, { ...nothing, others, charges, newPayments })
}

/** What will be charged, with taxes, discounts and measured use; undefined where Stripe does not tell. */
async function upcomingInvoice(stripe: Stripe, subscription: string): Promise<Stripe.Invoice | undefined> {
  try {
    return await stripe.invoices.createPreview({ subscription })
  } catch (error) {
    if (error instanceof Stripe.errors.StripeInvalidRequestError) return undefined
    throw error
  }
}

/** Stripe lists the newest invoice first. */
async function firstPaymentsOf(
  stripe: Stripe,
  subscription: Stripe.Subscription | undefined,
): Promise<readonly Stripe.InvoicePayment[]> {
  if (!subscription) return []
  const invoices = await stripe.invoices.list({ subscription: subscription.id, limit: besideAtMost })
  const first = invoices.data.at(-1)
  return first ? paymentsOf(stripe, first.id) : []
}

/** The id to look further by: Stripe lists nothing of a customer who was deleted. */
function livingCustomer(customer: Stripe.Invoice['customer']): string | undefined {
  return isDeleted(customer) ? undefined : idOf(customer)
}

async function unlessGone(fetch: () => Promise<Seen>): Promise<Found> {
  try {
    return { kind: 'seen', seen: await fetch() }
  } catch (error) {
    if (isGone(error)) return { kind: 'gone', why: 'Stripe knows this object no more' }
    if (isRevoked(error)) return { kind: 'gone', why: 'Access to this Stripe account was revoked' }
    throw error
  }
}

/** Whether Stripe answered that it has no such object. */
export function isGone(error: unknown): boolean {
  return error instanceof Stripe.errors.StripeInvalidRequestError && error.statusCode === 404
}

/** Whether the account took our access back. A key that merely lacks one permission is a mistake to be mended. */
export function isRevoked(error: unknown): boolean {
  if (!(error instanceof Stripe.errors.StripePermissionError)) return false
  return (
    error.code === 'account_invalid' ||
    /does not have access to account|access may have been revoked/i.test(error.message)
  )
}

/** Whether Stripe is away, slow, or does not accept our key: nothing is wrong with what was asked. */
export function isAway(error: unknown): boolean {
  return (
    error instanceof Stripe.errors.StripeConnectionError ||
    error instanceof Stripe.errors.StripeAPIError ||
    error instanceof Stripe.errors.StripeRateLimitError ||
    error instanceof Stripe.errors.StripeAuthenticationError
  )
}
