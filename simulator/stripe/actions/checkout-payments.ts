import type Stripe from 'stripe'
import { type Act, change } from '../act.ts'
import type { VoucherMethod } from '../objects/voucher.ts'
import { idOf, read } from '../state.ts'
import { failAuthentication, refusalOf } from './authentication.ts'
import { type AtCheckout, cardIn, complete, contactOf, payerOf, type Submitted } from './checkout-page.ts'
import { startSubscription } from './checkout-subscriptions.ts'
import type { Answer } from './confirmations.ts'
import { addCard } from './customers.ts'
import { addIntent, authenticate, confirmIntent } from './one-off.ts'
import { confirmSetup } from './setups.ts'
import { issueVoucher } from './vouchers.ts'

type Session = Stripe.Checkout.Session

/**
 * A shopper submits the page of a session. Throws when it is not open, or lacks an e-mail address; a declined card
 * leaves it open.
 */
export function submitCheckout(act: Act, id: string, typed: AtCheckout = {}): Session {
  const session = read(act.space, 'checkout.session', id)
  if (session.status !== 'open') throw new Error(`${id} is ${session.status} and cannot be paid`)
  const contact = contactOf(act, session, typed)
  if (!contact.email) throw new Error(`${id} needs an e-mail address`)
  const submitted = { act, session, typed, contact }
  if (session.mode === 'setup') return saveCard(submitted)
  if (session.mode === 'subscription') return startSubscription(submitted)
  if (session.amount_total === 0) return complete(submitted, { payment_status: 'no_payment_required' })
  return typed.method ? payLater(submitted, typed.method) : payNow(submitted)
}

function payNow(submitted: Submitted): Session {
  const { act, session, typed, contact } = submitted
  const method = addCard(act, contact, cardIn(submitted))
  const customer = refusalOf(act, method) ? idOf(session.customer) : payerOf(submitted)
  const intent = intentFor(act, session, customer)
  const tried = confirmIntent(act, intent, { method, by: 'shopper' })
  const { status } = tried.status === 'requires_action' ? answerOnPage(act, intent, typed.bank) : tried
  if (status === 'requires_payment_method') return read(act.space, 'checkout.session', session.id)
  return complete(submitted, { customer, payment_status: 'paid' })
}

/** The page leads the shopper through 3-D Secure by itself. */
function answerOnPage(act: Act, intent: string, answer: Answer = 'confirms'): Stripe.PaymentIntent {
  return answer === 'confirms' ? authenticate(act, intent) : failAuthentication(act, intent)
}

function payLater(submitted: Submitted, method: VoucherMethod): Session {
  const { act, session, contact } = submitted
  if (!session.payment_method_types.includes(method)) throw new Error(`${session.id} does not take ${method}`)
  const customer = payerOf(submitted)
  const options = session.payment_method_options as VoucherOptions | null
  const days = options?.[method]?.expires_after_days ?? undefined
  issueVoucher(act, intentFor(act, session, customer), { method, holder: contact, days })
  return complete(submitted, { customer })
}

type VoucherOptions = {
  readonly [M in VoucherMethod]?: { readonly expires_after_days?: number | null }
}

/** The payment intent of a session is made at the first attempt, and kept for the next ones. */
function intentFor(act: Act, session: Session, customer: string | undefined): string {
  const existing = idOf(session.payment_intent)
  if (existing) {
    change(act, 'payment_intent', existing, { customer: customer ?? null })
    return existing
  }
  const intent = addIntent(act, {
    amount: session.amount_total ?? 0,
    currency: session.currency ?? act.space.currency,
    customer,
    methods: session.payment_method_types,
    more: act.space.carts.get(session.id)?.intentData,
  })
  change(act, 'checkout.session', session.id, { payment_intent: intent.id })
  return intent.id
}

function saveCard(submitted: Submitted): Session {
  const { act, session, contact } = submitted
  const method = addCard(act, contact, cardIn(submitted))
  const { status } = confirmSetup(act, idOf(session.setup_intent) ?? '', method)
  return status === 'succeeded' ? complete(submitted, {}) : session
}
