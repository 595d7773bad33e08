import type Stripe from 'stripe'
import type { Act } from '../act.ts'
import { daySeconds, later } from '../later.ts'
import { itemOf, itemsIn, periodFrom } from '../objects/subscription.ts'
import { all, read } from '../state.ts'
import { changeAndTell } from '../tell.ts'
import { billSubscription } from './subscription-bills.ts'
import { tellUpcoming } from './upcoming.ts'

/** Begins the subscription's next period now and bills it. Returns the invoice's id. */
export function renew(act: Act, id: string): string {
  return beginPeriod(act, id, {})
}

/** Begins a period now, with other changes of the subscription, and bills it. Returns the invoice's id. */
export function beginPeriod(act: Act, id: string, changes: Partial<Stripe.Subscription>): string {
  const subscription = read(act.space, 'subscription', id)
  const { price, current_period_start } = itemOf(subscription)
  const items = itemsIn(subscription, periodFrom(act.now, price))
  changeAndTell(act, 'subscription', id, { ...changes, items })
  const period = { start: current_period_start, end: act.now }
  const invoice = billSubscription(act, id, { reason: 'subscription_cycle', period, by: 'schedule' })
  watchPeriodEnd(act, id)
  return invoice
}

/** From now on the account's subscriptions renew by themselves, each after its `invoice.upcoming`. */
export function runSubscriptions(act: Act): void {
  if (act.space.settings.renewals === 'by-themselves') return
  act.space.settings = { ...act.space.settings, renewals: 'by-themselves' }
  for (const { id } of all(act.space, 'subscription')) watchPeriodEnd(act, id)
}

/** Where subscriptions renew by themselves: tells of this one's renewal days before, and renews it. */
export function watchPeriodEnd(act: Act, id: string): void {
  const { renewals, upcomingDays } = act.space.settings
  if (renewals === 'by-hand') return
  const end = itemOf(read(act.space, 'subscription', id)).current_period_end
  const notice = end - upcomingDays * daySeconds
  if (notice > act.now)
    later(act, notice, (then) => {
      if (goesOnAt(then, id, end)) tellUpcoming(then, id)
    })
  later(act, end, (then) => {
    // The end of a trial was there first and has begun another period by now.
    if (goesOnAt(then, id, end)) renew(then, id)
  })
}

const running = new Set<string>(['active', 'past_due', 'trialing'])

function goesOnAt(act: Act, id: string, end: number): boolean {
  const subscription = act.space.objects.subscription.get(id)
  return (
    subscription !== undefined &&
    running.has(subscription.status) &&
    !subscription.cancel_at_period_end &&
    !subscription.pause_collection &&
    itemOf(subscription).current_period_end === end
  )
}
