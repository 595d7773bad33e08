import type Stripe from 'stripe'
import { type Act, change, keep } from '../act.ts'
import { announce } from '../events.ts'
import { later } from '../later.ts'
import type { Holder } from '../objects/customer.ts'
import {
  expiryOf,
  makeVoucherAction,
  makeVoucherPayment,
  type VoucherMethod,
  voucherPath,
} from '../objects/voucher.ts'
import { idOf, read } from '../state.ts'
import { tellOf } from './checkout.ts'
import { failIntent, payIntent } from './intents.ts'
import { sessionOf } from './one-off.ts'

/** A voucher as the shopper asks for it. */
export type NewVoucher = {
  readonly method: VoucherMethod
  readonly holder: Holder
  /** Calendar days; as usual for its kind when absent. */
  readonly days?: number | undefined
}

/** The shopper wants to pay later: the payment intent shows a voucher and waits for its money. */
export function issueVoucher(
  act: Act,
  intentId: string,
  { method, holder, days }: NewVoucher,
): Stripe.PaymentIntent {
  const { amount, currency } = read(act.space, 'payment_intent', intentId)
  const made = { id: act.state.makeId('pm'), created: act.now, livemode: act.space.livemode }
  const payment = keep(act, 'payment_method', makeVoucherPayment(method, holder, made))
  const token = act.state.makeId(act.space.livemode ? 'live' : 'test', 32)
  act.space.hosted.set(token, intentId)
  const url = `${act.state.publicUrl()}${voucherPath(method, token)}`
  const expiresAt = expiryOf(method, act.now, days)
  const waiting = change(act, 'payment_intent', intentId, {
    status: 'requires_action',
    payment_method: payment.id,
    next_action: makeVoucherAction(method, { amount, currency, url, expiresAt: expiresAt ?? null }),
    last_payment_error: null,
  })
  announce(act, 'payment_intent.requires_action', waiting)
  if (expiresAt !== undefined) {
    later(act, expiresAt, (then) => {
      const current = read(then.space, 'payment_intent', intentId)
      if (current.payment_method === payment.id && isWaiting(current)) expireVoucher(then, intentId)
    })
  }
  return waiting
}

function isWaiting({ status, next_action }: Stripe.PaymentIntent): boolean {
  return status === 'requires_action' && next_action?.type !== 'use_stripe_sdk'
}

/** The shopper pays the voucher, and its money arrives. */
export function payVoucher(act: Act, intentId: string): Stripe.PaymentIntent {
  const { payment_method } = waitingForMoney(act, intentId)
  const method = read(act.space, 'payment_method', idOf(payment_method) ?? '')
  const paid = payIntent(act, intentId, { method, onSession: true })
  const session = sessionOf(act.space, intentId)
  if (session) {
    change(act, 'checkout.session', session.id, { payment_status: 'paid' })
    tellOf(act, session.id, 'async_payment_succeeded')
  }
  return paid
}

/** The voucher was not paid in time. */
export function expireVoucher(act: Act, intentId: string): Stripe.PaymentIntent {
  waitingForMoney(act, intentId)
  const failed = failIntent(act, intentId, {
    code: 'payment_intent_payment_attempt_expired',
    message: 'The latest payment attempt of this PaymentIntent has expired.',
  })
  const session = sessionOf(act.space, intentId)
  if (session) tellOf(act, session.id, 'async_payment_failed')
  return failed
}

function waitingForMoney(act: Act, intentId: string): Stripe.PaymentIntent {
  const intent = read(act.space, 'payment_intent', intentId)
  if (!isWaiting(intent)) throw new Error(`${intentId} is ${intent.status} and waits for no voucher`)
  return intent
}
