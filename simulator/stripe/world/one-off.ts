import type Stripe from 'stripe'
import type { Act } from '../act.ts'
import { failAuthentication } from '../actions/authentication.ts'
import { addCard } from '../actions/customers.ts'
import { cancelIntent } from '../actions/intents.ts'
import { addIntent, authenticate, confirmIntent, ownerOf } from '../actions/one-off.ts'
import { cardOnFile } from '../actions/renewals.ts'
import { expireVoucher, issueVoucher, payVoucher } from '../actions/vouchers.ts'
import { type NewCard, usualCard } from '../objects/customer.ts'
import type { IntentData } from '../objects/payment.ts'
import { takes, type VoucherMethod } from '../objects/voucher.ts'
import { idOf, read, type State, spaceHolding } from '../state.ts'
import { automaticOn, requestOn } from './acts.ts'

/** A sum that a merchant wants without an invoice. */
export type Sum = IntentData & {
  /** Minor units. */
  readonly amount: number
  /** The account's when absent. */
  readonly currency?: string
}

/** How a merchant charges a customer who is away, and what the bank says. */
export type OffSession = Sum & {
  /** What the card itself says when absent. `authentication_required` refuses the charge. */
  readonly declineCode?: string
  /** The merchant did not say that the shopper is away, so that Stripe waits for them to authenticate. */
  readonly needsAuthentication?: boolean
}

/** A sum that a customer is to pay by voucher. */
export type ByVoucher = Sum & {
  readonly method: VoucherMethod
  /** Calendar days; as usual for its kind when absent. */
  readonly expiresAfterDays?: number
}

/** What happens to payments that are for no invoice. */
export function createOneOffActs(state: State) {
  const onIntent = (id: string) => requestOn(state, 'payment_intent', id)
  return {
    /** The merchant charges the card on file. Returns the payment intent's id. */
    chargeOffSession: (customer: string, charge: OffSession) =>
      chargeOffSession(requestOn(state, 'customer', customer), customer, charge),
    /** The merchant's own page shows the customer a voucher. Returns the payment intent's id. */
    issueVoucher: (customer: string, sum: ByVoucher) =>
      byVoucher(requestOn(state, 'customer', customer), customer, sum),
    /** The shopper pays on a page of the merchant's, with a card of their own; one that works when none is said. */
    payIntent: (intent: string, { card }: { readonly card?: NewCard } = {}) =>
      payByCard(onIntent(intent), intent, card),
    /** The shopper passes 3-D Secure. */
    authenticate: (intent: string) => authenticate(onIntent(intent), ownIntent(state, intent)),
    /** The shopper's bank does not believe that it is them. */
    failAuthentication: (intent: string) => failAuthentication(onIntent(intent), ownIntent(state, intent)),
    /** The merchant gives a payment up. */
    cancelIntent: (intent: string, reason: 'abandoned' | 'requested_by_customer' = 'abandoned') =>
      cancelIntent(onIntent(intent), unpaidIntent(state, intent), reason),
    /** The shopper pays a voucher, named by its payment intent or session, and the money arrives. */
    payVoucher: (id: string) => {
      const intent = intentOf(state, id)
      return payVoucher(automaticOn(state, 'payment_intent', intent), intent)
    },
    /** A voucher, named by its payment intent or session, was not paid in time. It is told so by itself when its time comes. */
    expireVoucher: (id: string) => {
      const intent = intentOf(state, id)
      return expireVoucher(automaticOn(state, 'payment_intent', intent), intent)
    },
  }
}

function chargeOffSession(act: Act, customer: string, charge: OffSession): string {
  const { declineCode, needsAuthentication, ...sum } = charge
  const method = cardOnFile(act.space, customer)
  const { id } = addSum(act, customer, { sum, methods: ['card'] })
  const code = needsAuthentication ? 'authentication_required' : declineCode
  confirmIntent(act, id, {
    method,
    by: needsAuthentication ? 'merchant' : 'merchant-off-session',
    outcome: code === undefined ? undefined : { declineCode: code },
  })
  return id
}

function byVoucher(act: Act, customer: string, { method, expiresAfterDays, ...sum }: ByVoucher): string {
  const currency = sum.currency ?? act.space.currency
  if (!takes(method, currency)) throw new Error(`A ${method} cannot be paid in ${currency}`)
  const { id } = addSum(act, customer, { sum, methods: [method] })
  const holder = read(act.space, 'customer', customer)
  issueVoucher(act, id, { method, holder, days: expiresAfterDays })
  return id
}

type Wanted = { readonly sum: Sum; readonly methods: readonly string[] }

function addSum(act: Act, customer: string, { sum, methods }: Wanted): Stripe.PaymentIntent {
  const { amount, currency = act.space.currency, ...more } = sum
  return addIntent(act, { amount, currency, customer, methods, more })
}

function payByCard(act: Act, id: string, card = usualCard): Stripe.PaymentIntent {
  unpaidIntent(act.state, id)
  const customer = act.space.objects.customer.get(idOf(read(act.space, 'payment_intent', id).customer) ?? '')
  const method = addCard(act, customer ?? { address: null, email: null, name: null, phone: null }, card)
  return confirmIntent(act, id, { method, by: 'shopper' })
}

/** The id of a payment intent that is nobody else's and may still be paid. */
function unpaidIntent(state: State, id: string): string {
  ownIntent(state, id)
  const { status } = read(spaceHolding(state, 'payment_intent', id), 'payment_intent', id)
  if (status === 'succeeded' || status === 'canceled') throw new Error(`${id} is ${status}`)
  return id
}

/** The id of a payment intent that is nobody else's. */
function ownIntent(state: State, id: string): string {
  const owner = ownerOf(spaceHolding(state, 'payment_intent', id), id)
  if (owner) throw new Error(`${id} belongs to ${owner === 'invoice' ? 'an invoice' : 'a checkout session'}`)
  return id
}

function intentOf(state: State, id: string): string {
  const isSession = state.spaces.some((space) => space.objects['checkout.session'].has(id))
  if (!isSession) return id
  const session = read(spaceHolding(state, 'checkout.session', id), 'checkout.session', id)
  return idOf(session.payment_intent) ?? id
}
