import type Stripe from 'stripe'
import { type Act, change } from '../act.ts'
import { announce } from '../events.ts'
import { later } from '../later.ts'
import { itemOf } from '../objects/subscription.ts'
import { allOf, read } from '../state.ts'
import { changeAndTell } from '../tell.ts'

type Details = Stripe.Subscription.CancellationDetails

/** Why a subscription ends. */
export type Cancellation = {
  /** `cancellation_requested` when absent. */
  readonly reason?: Details['reason']
  readonly feedback?: Details['feedback']
  readonly comment?: string
}

/** Ends the subscription now. What is still open of it is no longer tried (SubscriptionResource.cancel). */
export function cancelSubscription(act: Act, id: string, why: Cancellation = {}): Stripe.Subscription {
  const old = read(act.space, 'subscription', id)
  const ended = change(act, 'subscription', id, {
    status: 'canceled',
    canceled_at: old.canceled_at ?? act.now,
    ended_at: act.now,
    cancellation_details: details(old, why),
  })
  announce(act, 'customer.subscription.deleted', ended)
  stopCollecting(act, id)
  return ended
}

function details(old: Stripe.Subscription, why: Cancellation): Details {
  const none = { comment: null, feedback: null, feedback_option: null }
  const reason = old.cancellation_details?.reason ?? 'cancellation_requested'
  return { ...none, ...old.cancellation_details, reason, ...why }
}

function stopCollecting(act: Act, subscription: string): void {
  const isTried = (invoice: Stripe.Invoice) =>
    invoice.status === 'open' && invoice.collection_method === 'charge_automatically'
  for (const invoice of allOf(act.space, 'invoice', subscription).filter(isTried))
    changeAndTell(act, 'invoice', invoice.id, { auto_advance: false, next_payment_attempt: null })
}

/** Lets the subscription run to the end of its period and no further. */
export function cancelAtPeriodEnd(act: Act, id: string, why: Cancellation = {}): Stripe.Subscription {
  const old = read(act.space, 'subscription', id)
  const end = itemOf(old).current_period_end
  const leaving = changeAndTell(act, 'subscription', id, {
    cancel_at_period_end: true,
    cancel_at: end,
    canceled_at: act.now,
    cancellation_details: details(old, why),
  })
  later(act, end, (then) => {
    const current = then.space.objects.subscription.get(id)
    if (current && isLeavingAt(current, end)) cancelSubscription(then, id)
  })
  return leaving
}

function isLeavingAt(subscription: Stripe.Subscription, end: number): boolean {
  return (
    subscription.status !== 'canceled' && subscription.cancel_at_period_end && subscription.cancel_at === end
  )
}

/** Takes back a cancellation that is still to come. */
export function keepSubscription(act: Act, id: string): Stripe.Subscription {
  return changeAndTell(act, 'subscription', id, {
    cancel_at_period_end: false,
    cancel_at: null,
    canceled_at: null,
    cancellation_details: { comment: null, feedback: null, feedback_option: null, reason: null },
  })
}
