import { type Act, automatically, byRequest, seconds } from '../act.ts'
import { type Cancellation, cancelAtPeriodEnd, keepSubscription } from '../actions/cancellations.ts'
import { runSubscriptions, watchPeriodEnd } from '../actions/cycles.ts'
import { subscriptionFor } from '../actions/renewals.ts'
import { subscribe } from '../actions/subscriptions.ts'
import { moveTrialEnd, resumeSubscription } from '../actions/trials.ts'
import { setPeriodEnd, tellUpcoming } from '../actions/upcoming.ts'
import { itemOf } from '../objects/subscription.ts'
import type { Settings } from '../settings.ts'
import { allOf, type State, spaceOf } from '../state.ts'
import { requestOn, subscriptionSpace } from './acts.ts'

/** The course of subscriptions. They are named by their own id or their customer's. */
export function createSubscribing(state: State) {
  const asked = (id: string) => byRequest(state, subscriptionSpace(state, id))
  const subscription = ({ space }: Act, id: string) => subscriptionFor(space, id).id
  const on = <T>(id: string, work: (act: Act, subscription: string) => T) => {
    const act = asked(id)
    return work(act, subscription(act, id))
  }
  return {
    /** Ends the subscription when its period does. */
    cancelAtPeriodEnd: (id: string, why: Cancellation = {}) =>
      on(id, (act, found) => cancelAtPeriodEnd(act, found, why)),
    /** Takes back a cancellation that is still to come. */
    keepSubscription: (id: string) => on(id, keepSubscription),
    /** Lets a paused subscription go on from now. Returns the invoice's id. */
    resumeSubscription: (id: string) => on(id, resumeSubscription),
    /** A customer starts anew on the price of their last subscription. Returns the new one's id. */
    subscribeAgain: (customer: string) => subscribeAgain(requestOn(state, 'customer', customer), customer),
    /** A trial gets another end, be it now. */
    moveTrialEnd: (id: string, to: Temporal.Instant) =>
      on(id, (act, found) => moveTrialEnd(act, found, seconds(to))),
    /**
     * Stripe tells now of the next renewal. With a date the current period ends then, as if it always had. Returns the
     * event's id.
     */
    comesUp: (id: string, renewal?: Temporal.Instant) => {
      const act = automatically(state, subscriptionSpace(state, id))
      const found = subscription(act, id)
      if (renewal) setPeriodEnd(act, found, seconds(renewal))
      if (renewal) watchPeriodEnd(act, found)
      return tellUpcoming(act, found)
    },
    /** From now on the account's subscriptions renew by themselves, each after its `invoice.upcoming`. */
    runSubscriptions: (account: string) => runSubscriptions(automatically(state, spaceOf(state, account))),
    /** What the merchant chooses in the Dashboard. */
    changeSettings: (account: string, settings: Partial<Omit<Settings, 'renewals'>>) => {
      const space = spaceOf(state, account)
      space.settings = { ...space.settings, ...settings }
    },
  }
}

function subscribeAgain(act: Act, customer: string): string {
  const last = allOf(act.space, 'subscription', customer).at(-1)
  if (!last) throw new Error(`${customer} never had a subscription`)
  return subscribe(act, itemOf(last).price, { customer }).id
}
