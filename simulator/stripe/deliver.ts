import type Stripe from 'stripe'
import type { Endpoint, EventParcel } from './endpoints.ts'
import { sign } from './sign.ts'
import type { Space, State } from './state.ts'

/** Real milliseconds Stripe's CLI waits for an answer (facts/stripe-events.md section 2). */
export const usualAnswerTimeoutMs = 30_000

/** Live mode tries for up to 3 days with growing pauses (facts/stripe-events.md section 2): here 68.6 hours. */
const liveRetryMinutes = [1, 5, 30, 120, 360, 720, 720, 720, 720, 720]

/** Outside live mode three more tries over a few hours (facts/stripe-events.md section 2). */
const testRetryMinutes = [10, 60, 120]

/** Only a 2xx counts; a redirect is a failure (facts/stripe-events.md section 2). */
export function isTaken(status: number): boolean {
  return status >= 200 && status < 300
}

/** Posts an event to every endpoint that wants it. */
export function post(state: State, space: Space, event: Stripe.Event): void {
  for (const endpoint of endpointsFor(state, space, event.type))
    void state.courier.post(parcelOf(endpoint, addressed(endpoint, space, event)))
}

/** The endpoints that want events of this type from this account. */
export function endpointsFor(state: State, space: Space, type: string): readonly Endpoint[] {
  return state.endpoints.filter((endpoint) => wants(endpoint, space, type))
}

function wants(endpoint: Endpoint, space: Space, type: string): boolean {
  if (!endpoint.enabledEvents.includes('*') && !endpoint.enabledEvents.includes(type)) return false
  if (!endpoint.connect) return space.account.id === endpoint.account && space.livemode === endpoint.livemode
  // A live Connect endpoint gets the test events of its accounts too (facts/stripe-events.md section 2).
  return space.connectedTo === endpoint.account && (endpoint.livemode || !space.livemode)
}

function addressed(endpoint: Endpoint, space: Space, event: Stripe.Event): Stripe.Event {
  return endpoint.connect ? { ...event, account: space.account.id } : event
}

function parcelOf({ url, secrets }: Endpoint, event: Stripe.Event): EventParcel {
  const body = JSON.stringify(event, null, 2)
  const write = (now: Temporal.Instant) => ({
    body,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
      'stripe-signature': sign(body, secrets, now),
    },
  })
  const retryMinutes = event.livemode ? liveRetryMinutes : testRetryMinutes
  return { url, name: { eventId: event.id, type: event.type }, write, retryMinutes, attempts: 0 }
}
