import type Stripe from 'stripe'
import { automatically, byRequest } from '../act.ts'
import { expireCheckout, recoverCheckout, startCheckout } from '../actions/checkout.ts'
import type { AtCheckout } from '../actions/checkout-page.ts'
import { submitCheckout } from '../actions/checkout-payments.ts'
import { addPrice } from '../actions/subscriptions.ts'
import type { SessionOptions } from '../objects/checkout.ts'
import { makeCustomField, type Question } from '../objects/custom-field.ts'
import type { IntentData } from '../objects/payment.ts'
import { isVoucherMethod, takes } from '../objects/voucher.ts'
import { read, type State, spaceHolding, spaceOf } from '../state.ts'
import { requestOn } from './acts.ts'

/** What a shopper takes to the checkout of a shop. */
export type Purchase = Omit<SessionOptions, 'customFields'> &
  Payer & {
    /** Minor units for one. */
    readonly amount: number
    /** The account's when absent. */
    readonly currency?: string
    readonly quantity?: number
    readonly productName?: string
    /** Makes it a subscription. */
    readonly interval?: Stripe.Price.Recurring.Interval
    /** From 30 to 1,440, which it is when absent. */
    readonly expiresAfterMinutes?: number
    readonly questions?: readonly Question[]
    readonly intentData?: IntentData
  }

/** A customer, or in an account a guest whose e-mail address may be known. */
type Payer =
  | { readonly customer: string; readonly account?: undefined; readonly email?: undefined }
  | { readonly account: string; readonly email?: string; readonly customer?: undefined }

/** What a shopper does around Checkout. One who walks away does nothing: time goes by, and the session expires. */
export function createCheckoutActs(state: State) {
  const onSession = (id: string) => requestOn(state, 'checkout.session', id)
  return {
    /** A shop sends a shopper to Checkout. Returns the session's id. */
    startCheckout: (purchase: Purchase) => begin(state, purchase),
    /** Fills in the page and pays, by a card that works when nothing else is said. */
    completeCheckout: (session: string, typed: AtCheckout = {}) =>
      submitCheckout(onSession(session), session, { ...usualGuest(state, session), ...typed }),
    /** Pays with a card that is declined, or whose bank does not believe the shopper, and stays on the page. */
    declineAtCheckout: (session: string, { declineCode = 'generic_decline' } = {}) =>
      submitCheckout(onSession(session), session, {
        ...usualGuest(state, session),
        card: { brand: 'visa', last4: '0002', decline: declineCode },
        bank: 'refuses',
      }),
    /** Opens the recovery link of an expired session. Returns the id of the copy, a new one each time. */
    openRecoveryLink: (session: string) => recoverCheckout(onSession(session), session).id,
    /** The shop ends an open session before its time. */
    expireCheckout: (session: string) => expireCheckout(onSession(session), session),
  }
}

function begin(state: State, purchase: Purchase): string {
  const { customer, account, email, amount, quantity = 1, questions = [], intentData = {} } = purchase
  const space = customer === undefined ? spaceOf(state, account) : spaceHolding(state, 'customer', customer)
  const act = byRequest(state, space)
  const currency = purchase.currency ?? space.currency
  checkMethods(purchase, currency)
  const { interval, productName = 'Order' } = purchase
  const silently = { ...automatically(state, space), silent: true }
  const price = addPrice(silently, { productName, amount, currency, ...(interval && { interval }) })
  const minutes = purchase.expiresAfterMinutes
  return startCheckout(act, {
    mode: interval ? 'subscription' : 'payment',
    customer,
    email,
    lines: [{ price, quantity }],
    expiresAt: minutes === undefined ? undefined : act.now + minutes * 60,
    options: { ...purchase, customFields: questions.map(makeCustomField) },
    say: { intentData },
  }).id
}

function checkMethods({ methods = [], customer }: Purchase, currency: string): void {
  const unfit = methods.find((method) => isVoucherMethod(method) && !takes(method, currency))
  if (unfit) throw new Error(`A ${unfit} cannot be paid in ${currency}`)
  if (methods.includes('customer_balance') && !customer) throw new Error('Bank transfers need a customer')
}

/** What a guest types whom a story says nothing of. */
function usualGuest(state: State, id: string): AtCheckout {
  const session = read(spaceHolding(state, 'checkout.session', id), 'checkout.session', id)
  if (session.customer) return {}
  return { name: 'A Guest', email: session.customer_details?.email ?? 'guest@example.com' }
}
