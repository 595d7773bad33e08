import type Stripe from 'stripe'
import { type Act, seconds } from '../act.ts'
import { announce } from '../events.ts'
import { daySeconds, later } from '../later.ts'
import { itemsIn } from '../objects/subscription.ts'
import { read } from '../state.ts'
import { changeAndTell } from '../tell.ts'
import { cancelSubscription } from './cancellations.ts'
import { beginPeriod, watchPeriodEnd } from './cycles.ts'
import { cardOf } from './invoice-payments.ts'

/** Days from `customer.subscription.trial_will_end` to the end of the trial (facts section 3). */
const noticeDays = 3

/** Where the subscription is on trial: tells three days before its end, at once when fewer are left, and ends it. */
export function watchTrial(act: Act, id: string): void {
  const { status, trial_end: end } = read(act.space, 'subscription', id)
  if (status !== 'trialing' || end === null) return
  const notice = end - noticeDays * daySeconds
  if (notice <= seconds(act.state.clock.now())) tellTrialWillEnd(act, id)
  else later(act, notice, (then) => isOnTrialUntil(then, id, end) && tellTrialWillEnd(then, id))
  later(act, end, (then) => isOnTrialUntil(then, id, end) && endTrial(then, id))
}

function isOnTrialUntil(act: Act, id: string, end: number): boolean {
  const subscription = act.space.objects.subscription.get(id)
  return subscription?.status === 'trialing' && subscription.trial_end === end
}

function tellTrialWillEnd(act: Act, id: string): void {
  announce(act, 'customer.subscription.trial_will_end', read(act.space, 'subscription', id))
}

/** Gives a subscription another end of its trial (unix seconds), which may be now. */
export function moveTrialEnd(act: Act, id: string, end: number): Stripe.Subscription {
  const subscription = read(act.space, 'subscription', id)
  const start = subscription.trial_start ?? act.now
  changeAndTell(act, 'subscription', id, {
    status: 'trialing',
    trial_start: start,
    trial_end: end,
    billing_cycle_anchor: end,
    items: itemsIn(subscription, { start, end }),
  })
  if (end <= act.now) endNow(act, id)
  else {
    watchTrial(act, id)
    watchPeriodEnd(act, id)
  }
  return read(act.space, 'subscription', id)
}

/** A trial that is ended early is told in the same breath as its payment (facts section 3). */
function endNow(act: Act, id: string): void {
  tellTrialWillEnd(act, id)
  endTrial(act, id)
}

function endTrial(act: Act, id: string): void {
  const subscription = read(act.space, 'subscription', id)
  if (isPaidFor(act, subscription)) {
    beginPeriod(act, id, { status: 'active' })
    return
  }
  switch (subscription.trial_settings?.end_behavior.missing_payment_method) {
    case 'cancel':
      cancelSubscription(act, id, { reason: null })
      return
    case 'pause':
      pauseForWantOfCard(act, id)
      return
    // Stripe's own default, and what it does with a word that it does not know.
    default:
      beginPeriod(act, id, { status: 'active' })
  }
}

/** There is a card to charge, or none is asked for. */
function isPaidFor({ space }: Act, subscription: Stripe.Subscription): boolean {
  return subscription.collection_method === 'send_invoice' || cardOf(space, subscription) !== undefined
}

function pauseForWantOfCard(act: Act, id: string): void {
  const paused = changeAndTell(act, 'subscription', id, {
    status: 'paused',
    status_details: {
      paused: {
        subscription: { type: 'trial_end_without_payment_method' },
        transitioned_at: act.now,
        type: 'subscription',
      },
    },
  })
  announce(act, 'customer.subscription.paused', paused)
}

/** Lets a paused subscription go on from now, and bills it. Returns the invoice's id. */
export function resumeSubscription(act: Act, id: string): string {
  const { status } = read(act.space, 'subscription', id)
  if (status !== 'paused') throw new Error(`${id} is ${status} and cannot be resumed`)
  const invoice = beginPeriod(act, id, { status: 'active', billing_cycle_anchor: act.now })
  announce(act, 'customer.subscription.resumed', read(act.space, 'subscription', id))
  return invoice
}
