import type Stripe from 'stripe'
import type { Contact, Payment } from '../../domain/enrollment.ts'
import type { Money } from '../../domain/money.ts'
import { isDeleted, readContact } from './contact.ts'
import { cardOf, type Decline, readDecline } from './decline.ts'
import { fromSeconds, idOf } from './event.ts'
import { wantsAuthentication } from './intent.ts'
import { cardLabel } from './method.ts'
import { intentBehind, readInvoicePayment } from './money.ts'

/** What an invoice says about itself at this moment, in our words. */
export type SeenInvoice = {
  readonly kind: 'invoice'
  readonly id: string
  /** The subscription it is for; undefined where it stands alone. */
  readonly subscriptionId: string | undefined
  /** Stripe collects it from a payment method on file, or sends it to be paid. */
  readonly collection: 'automatic' | 'sent'
  /** The first one of a subscription, which waits for it to begin. */
  readonly isFirst: boolean
  readonly finalizedAt: Temporal.Instant
  readonly dueAt: Temporal.Instant | undefined
  /** The bank asks the shopper to confirm the payment. */
  readonly wantsAuthentication: boolean
  /** An attempt failed because there was nothing on file to take the money from. */
  readonly lacksMethod: boolean
  readonly card: string | undefined
  readonly items: string | undefined
  readonly status: 'draft' | 'open' | 'paid' | 'void' | 'uncollectible' | 'unknown'
  readonly remaining: Money
  readonly number: string | undefined
  /** Of the tries Stripe makes by itself; of an invoice that is sent the count is of the customer's own, so none is told. */
  readonly attemptCount: number
  /** No payment is under way: every attempt counted so far has failed. */
  readonly isIdle: boolean
  /** A payment was made and the bank has not brought the money yet; the invoice stays open until it does. */
  readonly isProcessing: boolean
  readonly nextRetryAt: Temporal.Instant | undefined
  readonly pageUrl: string | undefined
  /** Why nobody should be asked to pay any more although the invoice is open; undefined when nothing speaks against. */
  readonly stopped:
    | 'customer-deleted'
    | 'subscription-ended'
    | 'collection-paused'
    | 'in-checkout'
    | undefined
  readonly decline: Decline | undefined
  readonly payments: readonly Payment[]
  readonly contact: Contact
}

/** Statuses of an intent whose outcome is not known yet. */
const underWay = new Set<string>(['processing', 'requires_confirmation', 'requires_capture'])

const statuses = ['draft', 'open', 'paid', 'void', 'uncollectible'] as const

/**
 * Reads an invoice fetched with `customer` and its subscription expanded, its payments with their intents and latest
 * charges, and the checkout its subscription began in.
 */
export function readInvoice(
  invoice: Stripe.Invoice,
  payments: readonly Stripe.InvoicePayment[],
  sessions: readonly Stripe.Checkout.Session[] = [],
): SeenInvoice {
  const newestFirst = payments.toSorted((a, b) => b.created - a.created)
  const intents = newestFirst.flatMap((payment) => intentBehind(payment) ?? [])
  const declines = intents.map(readDecline).filter((decline) => decline !== undefined)
  const collection = invoice.collection_method === 'send_invoice' ? 'sent' : 'automatic'
  return {
    kind: 'invoice',
    id: invoice.id,
    subscriptionId: idOf(invoice.parent?.subscription_details?.subscription),
    collection,
    isFirst: isFirst(invoice),
    finalizedAt: fromSeconds(invoice.status_transitions?.finalized_at ?? invoice.created),
    dueAt: invoice.due_date ? fromSeconds(invoice.due_date) : undefined,
    wantsAuthentication: intents[0] !== undefined && wantsAuthentication(intents[0]),
    lacksMethod: invoice.attempt_count > 0 && (intents[0] === undefined || hasNoMethod(intents[0])),
    card: intents.map(cardOf).map(cardLabel).find(Boolean),
    items: invoice.lines?.data?.map(({ description }) => description).find(Boolean) ?? undefined,
    status: statuses.find((status) => status === invoice.status) ?? 'unknown',
    remaining: { amount: invoice.amount_remaining, currency: invoice.currency },
    number: invoice.number ?? undefined,
    attemptCount: collection === 'sent' ? 0 : invoice.attempt_count,
    isProcessing: intents.some(({ status }) => status === 'processing'),
    isIdle: intents.every(({ status }) => !underWay.has(status)),
    nextRetryAt: invoice.next_payment_attempt ? fromSeconds(invoice.next_payment_attempt) : undefined,
    pageUrl: invoice.hosted_invoice_url ?? undefined,
    stopped: stopped(invoice) ?? (sessions.some(isOpen) ? 'in-checkout' : undefined),
    decline: declines[0],
    payments: payments.flatMap((payment) => readInvoicePayment(payment) ?? []),
    contact: contactOf(invoice, intents),
  }
}

/** Stripe voids it after a day; one that is sent to be paid lets its subscription begin without it. */
function isFirst({ billing_reason, collection_method }: Stripe.Invoice): boolean {
  return billing_reason === 'subscription_create' && collection_method !== 'send_invoice'
}

function hasNoMethod(intent: Stripe.PaymentIntent): boolean {
  const hasNeverTried = !intent.last_payment_error && !intent.latest_charge
  return intent.status === 'requires_payment_method' && hasNeverTried && !intent.payment_method
}

function subscriptionOf(invoice: Stripe.Invoice): Stripe.Subscription | undefined {
  const subscription = invoice.parent?.subscription_details?.subscription
  return typeof subscription === 'object' ? subscription : undefined
}

function stopped(invoice: Stripe.Invoice): SeenInvoice['stopped'] {
  if (isDeleted(invoice.customer)) return 'customer-deleted'
  const subscription = subscriptionOf(invoice)
  if (!subscription) return undefined
  if (subscription.status === 'canceled' || subscription.status === 'incomplete_expired')
    return 'subscription-ended'
  return subscription.pause_collection ? 'collection-paused' : undefined
}

function isOpen({ status }: Stripe.Checkout.Session): boolean {
  return status === 'open'
}

/** Phone numbers in the order they can be trusted: what the customer keeps up to date, then frozen copies. */
function contactOf(invoice: Stripe.Invoice, intents: readonly Stripe.PaymentIntent[]): Contact {
  const billing = intents.flatMap(billingOf)
  return readContact(invoice.customer, {
    phones: [invoice.customer_phone, ...billing.map(({ phone }) => phone)],
    shippingPhone: invoice.customer_shipping?.phone,
    names: [invoice.customer_name, ...billing.map(({ name }) => name)],
    addresses: [invoice.customer_address, ...billing.map(({ address }) => address)],
  })
}

type Billing = Stripe.Charge.BillingDetails | Stripe.PaymentMethod.BillingDetails

function billingOf(intent: Stripe.PaymentIntent): readonly Billing[] {
  const charge = typeof intent.latest_charge === 'object' ? intent.latest_charge?.billing_details : undefined
  const method = intent.last_payment_error?.payment_method?.billing_details
  return [charge, method].filter((details) => details !== undefined)
}
