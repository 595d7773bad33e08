import type Stripe from 'stripe'
import type { Contact, Payment } from '../../domain/enrollment.ts'
import type { Money } from '../../domain/money.ts'
import { readCustomer } from './customer.ts'
import { type Decline, readDecline } from './decline.ts'
import { fromSeconds, idOf } from './event.ts'

/** What an invoice says about itself at this moment, in our words. */
export type SeenInvoice = {
  readonly kind: 'invoice'
  readonly id: string
  readonly status: 'draft' | 'open' | 'paid' | 'void' | 'uncollectible' | 'unknown'
  readonly remaining: Money
  readonly number: string | undefined
  readonly attemptCount: number
  /** No payment is under way: every attempt counted so far has failed. */
  readonly isIdle: boolean
  readonly nextRetryAt: Temporal.Instant | undefined
  readonly pageUrl: string | undefined
  /** Why nobody should be asked to pay any more although the invoice is open; undefined when nothing speaks against. */
  readonly stopped: 'customer-deleted' | 'subscription-ended' | 'collection-paused' | undefined
  readonly decline: Decline | undefined
  readonly payments: readonly Payment[]
  readonly contact: Contact
}

/** Statuses of an intent whose outcome is not known yet. */
const underWay = new Set<string>(['processing', 'requires_confirmation', 'requires_capture'])

const statuses = ['draft', 'open', 'paid', 'void', 'uncollectible'] as const

/**
 * Reads an invoice fetched with `customer` and its subscription expanded, and its payments with their intents and
 * latest charges.
 */
export function readInvoice(
  invoice: Stripe.Invoice,
  payments: readonly Stripe.InvoicePayment[],
): SeenInvoice {
  const newestFirst = payments.toSorted((a, b) => b.created - a.created)
  const intents = newestFirst.flatMap((payment) => intentOf(payment) ?? [])
  const declines = intents.map(readDecline).filter((decline) => decline !== undefined)
  return {
    kind: 'invoice',
    id: invoice.id,
    status: statuses.find((status) => status === invoice.status) ?? 'unknown',
    remaining: { amount: invoice.amount_remaining, currency: invoice.currency },
    number: invoice.number ?? undefined,
    attemptCount: invoice.attempt_count,
    isIdle: intents.every(({ status }) => !underWay.has(status)),
    nextRetryAt: invoice.next_payment_attempt ? fromSeconds(invoice.next_payment_attempt) : undefined,
    pageUrl: invoice.hosted_invoice_url ?? undefined,
    stopped: stopped(invoice),
    decline: declines[0],
    payments: payments.flatMap((payment) => readPayment(payment) ?? []),
    contact: readContact(invoice, intents),
  }
}

function stopped(invoice: Stripe.Invoice): SeenInvoice['stopped'] {
  if (typeof invoice.customer === 'object' && invoice.customer?.deleted) return 'customer-deleted'
  const subscription = invoice.parent?.subscription_details?.subscription
  if (typeof subscription !== 'object') return undefined
  if (subscription.status === 'canceled' || subscription.status === 'incomplete_expired')
    return 'subscription-ended'
  return subscription.pause_collection ? 'collection-paused' : undefined
}

/** A payment that moved money; open and canceled ones moved none, and neither did a zero amount. */
function readPayment(payment: Stripe.InvoicePayment): Payment | undefined {
  if (payment.status !== 'paid' || !payment.amount_paid) return undefined
  const charge = chargeOf(payment)
  return {
    key: idOf(payment.payment.payment_intent) ?? idOf(payment.payment.charge) ?? payment.id,
    money: { amount: payment.amount_paid, currency: payment.currency },
    refunded: Math.min(charge?.amount_refunded ?? 0, payment.amount_paid),
    paidAt: fromSeconds(payment.status_transitions.paid_at ?? payment.created),
    throughStripe: payment.payment.type === 'payment_intent' || payment.payment.type === 'charge',
  }
}

function chargeOf(payment: Stripe.InvoicePayment): Stripe.Charge | undefined {
  const charge = intentOf(payment)?.latest_charge ?? payment.payment.charge
  return typeof charge === 'object' ? charge : undefined
}

function intentOf(payment: Stripe.InvoicePayment): Stripe.PaymentIntent | undefined {
  const intent = payment.payment.payment_intent
  return typeof intent === 'object' ? intent : undefined
}

/** Phone numbers in the order they can be trusted: what the customer keeps up to date, then frozen copies. */
function readContact(invoice: Stripe.Invoice, intents: readonly Stripe.PaymentIntent[]): Contact {
  const customer = readCustomer(invoice.customer)
  const billing = intents.flatMap(billingOf)
  const phones = [
    customer.phone,
    invoice.customer_phone,
    ...billing.map((details) => details.phone),
    customer.shippingPhone,
    invoice.customer_shipping?.phone,
  ]
  return {
    customerId: idOf(invoice.customer),
    name:
      customer.name ?? invoice.customer_name ?? billing.find((details) => details.name)?.name ?? undefined,
    phones: phones.flatMap((phone) => phone || []),
    country:
      customer.country ??
      invoice.customer_address?.country ??
      billing.find((details) => details.address?.country)?.address?.country ??
      undefined,
    locales: customer.locales,
    optIn: customer.optIn,
  }
}

type Billing = Stripe.Charge.BillingDetails | Stripe.PaymentMethod.BillingDetails

function billingOf(intent: Stripe.PaymentIntent): readonly Billing[] {
  const charge = typeof intent.latest_charge === 'object' ? intent.latest_charge?.billing_details : undefined
  const method = intent.last_payment_error?.payment_method?.billing_details
  return [charge, method].filter((details) => details !== undefined)
}
