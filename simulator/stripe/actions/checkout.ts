import type Stripe from 'stripe'
import { type Act, change, keep } from '../act.ts'
import { announce } from '../events.ts'
import { daySeconds, later } from '../later.ts'
import { type Cart, makeLineItem } from '../objects/cart.ts'
import { copySession, makeSession, type NewSession, type SessionOptions } from '../objects/checkout.ts'
import { idOf, read } from '../state.ts'
import { cancelIntent } from './intents.ts'
import { addSetup, cancelSetup } from './setups.ts'

type Session = Stripe.Checkout.Session

/** The longest and the usual life of a session (facts section 0, finding 4). */
export const sessionSeconds = daySeconds

const recoveryDays = 30

/** So many of one price. */
export type CartLine = { readonly price: Stripe.Price; readonly quantity: number }

/** With what a shop sends a shopper to Checkout. */
export type NewCheckout = Pick<NewSession, 'mode' | 'email'> & {
  readonly lines: readonly CartLine[]
  /** Absent for a guest. */
  readonly customer?: string | undefined
  /** Of a session without lines; the currency of its lines when it has some. */
  readonly currency?: string | undefined
  /** Unix seconds; a day from now when absent. */
  readonly expiresAt?: number | undefined
  readonly options?: SessionOptions | undefined
  readonly say?: Partial<Omit<Cart, 'items'>> | undefined
}

/** Opens a checkout session. No event tells of the session itself (facts section 0, finding 4). */
export function startCheckout(act: Act, fields: NewCheckout): Session {
  const { lines, customer, expiresAt = act.now + sessionSeconds, options = {}, say } = fields
  const items = lines.map((line) => itemOf(act, line))
  const session = makeSession(
    {
      ...fields,
      items,
      currency: fields.currency ?? items[0]?.currency ?? act.space.currency,
      customer: customer === undefined ? undefined : read(act.space, 'customer', customer),
      expiresAt,
      options,
      url: '',
    },
    madeSession(act),
  )
  return open(act, session, { items, intentData: {}, subscriptionMetadata: {}, ...say })
}

function itemOf(act: Act, { price, quantity }: CartLine): Stripe.LineItem {
  const { name } = read(act.space, 'product', idOf(price.product) ?? '')
  return makeLineItem(price, { id: act.state.makeId('li'), name, quantity })
}

function madeSession({ state, space, now }: Act) {
  const id = state.makeId(space.livemode ? 'cs_live' : 'cs_test', 58)
  return { id, created: now, livemode: space.livemode }
}

function open(act: Act, made: Session, cart: Cart): Session {
  // The part after the # never reaches a server, and Stripe's page does not work without it.
  const url = `${act.state.publicUrl()}/c/pay/${made.id}#${act.state.makeId('fid', 32)}`
  const { metadata } = cart.intentData
  const setup_intent = made.mode === 'setup' ? addSetup(act, idOf(made.customer) ?? null, metadata).id : null
  const session = keep(act, 'checkout.session', { ...made, url, setup_intent })
  act.space.carts.set(session.id, cart)
  later(act, session.expires_at, (then) => {
    if (read(then.space, 'checkout.session', session.id).status === 'open') expireCheckout(then, session.id)
  })
  return session
}

/** Ends an open session unpaid; where the shop wished it, a link remains that starts a copy. */
export function expireCheckout(act: Act, id: string): Session {
  const session = read(act.space, 'checkout.session', id)
  if (session.status !== 'open') throw new Error(`${id} is ${session.status} and cannot expire`)
  const { payment_intent, setup_intent } = session
  if (payment_intent) cancelIntent(act, idOf(payment_intent) ?? '', 'automatic')
  if (setup_intent) cancelSetup(act, idOf(setup_intent) ?? '')
  change(act, 'checkout.session', id, {
    status: 'expired',
    url: null,
    after_expiration: withLink(act, session),
  })
  return tellOf(act, id, 'expired')
}

function withLink(act: Act, { id, after_expiration }: Session): Session['after_expiration'] {
  if (!after_expiration?.recovery?.enabled) return after_expiration
  const token = act.state.makeId(act.space.livemode ? 'live' : 'test', 32)
  act.space.hosted.set(token, id)
  const link = { url: `${act.state.publicUrl()}/r/${token}`, expires_at: act.now + recoveryDays * daySeconds }
  return { recovery: { ...after_expiration.recovery, ...link } }
}

/** A shopper opens the recovery link of an expired session, and gets a new copy of it each time. */
export function recoverCheckout(act: Act, id: string): Session {
  const old = read(act.space, 'checkout.session', id)
  if (!isRecoverable(old, act.now)) throw new Error(`${id} cannot be recovered`)
  const expiresAt = act.now + sessionSeconds
  const copy = copySession(old, { ...madeSession(act), url: '', expiresAt })
  return open(act, copy, act.space.carts.get(id) ?? noCart)
}

const noCart: Cart = { items: [], intentData: {}, subscriptionMetadata: {} }

/** Whether the session has a recovery link that still works. */
export function isRecoverable({ after_expiration }: Session, now: number): boolean {
  const { url, expires_at } = after_expiration?.recovery ?? {}
  return Boolean(url) && now < (expires_at ?? 0)
}

/** Announces what became of a session. Such events come without a request, though a shopper caused them (facts section 4). */
export function tellOf(
  act: Act,
  id: string,
  what: 'completed' | 'expired' | 'async_payment_succeeded' | 'async_payment_failed',
): Session {
  const session = read(act.space, 'checkout.session', id)
  const request = { id: null, idempotency_key: null }
  announce({ ...act, request }, `checkout.session.${what}`, session)
  return session
}
