import type Stripe from 'stripe'
import type { Contact, Payment } from '../../domain/enrollment.ts'
import type { Money } from '../../domain/money.ts'
import { isDeleted, readContact } from './contact.ts'
import { cardOf, type Decline, readDecline } from './decline.ts'
import { fromSeconds } from './event.ts'
import { cardLabel } from './method.ts'
import { readIntentPayment } from './money.ts'
import { readVoucher, type SeenVoucher } from './voucher.ts'

/** A payment intent at this moment, in our words. */
export type SeenIntent = {
  readonly kind: 'payment_intent'
  readonly id: string
  readonly subscriptionId: undefined
  readonly status: 'unpaid' | 'wants-action' | 'under-way' | 'paid' | 'canceled'
  /** What it belongs to, which has flows of its own; undefined for one that stands alone. */
  readonly belongsTo: 'invoice' | 'checkout' | undefined
  readonly amount: Money
  readonly decline: Decline | undefined
  readonly wantsAuthentication: boolean
  readonly voucher: SeenVoucher | undefined
  /** Another payment of the same customer over the same amount has come in since. */
  readonly isReplaced: boolean
  readonly customerIsDeleted: boolean
  readonly createdAt: Temporal.Instant
  readonly card: string | undefined
  readonly items: string | undefined
  /** A page to pay this very intent on; undefined where there is none. */
  readonly pageUrl: string | undefined
  readonly payments: readonly Payment[]
  readonly attemptCount: number
  readonly contact: Contact
}

/** The metadata key by which a merchant names a page of their own for a payment. */
export const payPageKey = 'paynudge_pay_url'

/** What a look at a payment intent finds beside it. */
export type IntentSurroundings = {
  readonly invoices: readonly Stripe.InvoicePayment[]
  readonly sessions: readonly Stripe.Checkout.Session[]
  /** Payments of the same customer made later. */
  readonly later: readonly Stripe.PaymentIntent[]
}

/** Reads a payment intent fetched with its customer, payment method and latest charge. */
export function readIntent(
  intent: Stripe.PaymentIntent,
  { invoices, sessions, later }: IntentSurroundings,
): SeenIntent {
  const decline = readDecline(intent)
  const charge = typeof intent.latest_charge === 'object' ? intent.latest_charge : undefined
  const method = intent.last_payment_error?.payment_method?.billing_details
  const payment = readIntentPayment(intent)
  return {
    kind: 'payment_intent',
    id: intent.id,
    subscriptionId: undefined,
    status: statusOf(intent),
    belongsTo: invoices.length > 0 ? 'invoice' : sessions.length > 0 ? 'checkout' : undefined,
    amount: { amount: intent.amount, currency: intent.currency },
    decline,
    wantsAuthentication: wantsAuthentication(intent),
    voucher: readVoucher(intent),
    isReplaced: later.some((other) => replaces(other, intent)),
    customerIsDeleted: isDeleted(intent.customer),
    createdAt: fromSeconds(intent.created),
    card: cardLabel(cardOf(intent)),
    items: intent.description ?? undefined,
    pageUrl: intent.metadata?.[payPageKey] || undefined,
    payments: payment ? [payment] : [],
    attemptCount: 0,
    contact: readContact(intent.customer, {
      phones: [charge?.billing_details?.phone, method?.phone],
      shippingPhone: intent.shipping?.phone,
      names: [charge?.billing_details?.name, method?.name, intent.shipping?.name],
      addresses: [charge?.billing_details?.address, method?.address, intent.shipping?.address],
    }),
  }
}

function statusOf({ status }: Stripe.PaymentIntent): SeenIntent['status'] {
  switch (status) {
    case 'succeeded':
      return 'paid'
    case 'canceled':
      return 'canceled'
    case 'requires_action':
      return 'wants-action'
    case 'requires_payment_method':
      return 'unpaid'
    default:
      return 'under-way'
  }
}

/** The next actions by which a bank asks for a confirmation; others show a code to scan, or a voucher. */
const confirmations = new Set(['use_stripe_sdk', 'redirect_to_url'])

/** Whether the bank asks the card's owner to confirm: while the intent waits, or by having declined it without. */
export function wantsAuthentication(intent: Stripe.PaymentIntent): boolean {
  const { status, next_action, payment_method } = intent
  if (status === 'requires_payment_method') return readDecline(intent)?.declineClass === 'authenticate'
  const isOfCard = typeof payment_method !== 'object' || !payment_method || payment_method.type === 'card'
  return status === 'requires_action' && isOfCard && confirmations.has(next_action?.type ?? '')
}

function replaces(other: Stripe.PaymentIntent, intent: Stripe.PaymentIntent): boolean {
  const isSameSum = other.amount === intent.amount && other.currency === intent.currency
  return other.id !== intent.id && other.status === 'succeeded' && isSameSum
}
