import type Stripe from 'stripe'
import type { SimulatedClock } from '../clock.ts'
import { sign } from './sign.ts'
import type { Space } from './state.ts'

/** Real time after which an endpoint that says nothing counts as failed. */
const answerTimeoutMs = 30_000

/** Minutes on the clock from a failed delivery to the next; after the last one the delivery is given up. */
const backOffMinutes = [1, 5, 30, 120, 360, 720]

/** A webhook endpoint of an account in one mode. */
export type Endpoint = {
  readonly account: string
  readonly livemode: boolean
  readonly url: string
  readonly secrets: readonly string[]
  /** Gets the events of connected accounts instead of the account's own. */
  readonly connect: boolean
  readonly enabledEvents: readonly string[]
}

/** One delivery that has ended; status 0 means that nobody answered. */
export type Delivery = {
  readonly eventId: string
  readonly type: string
  readonly url: string
  readonly status: number
}

type Parcel = { readonly endpoint: Endpoint; readonly event: Stripe.Event; readonly tries: number }

/** What carries events, and the record of what it carried. */
export type Courier = {
  readonly endpoints: Endpoint[]
  readonly deliveries: readonly Delivery[]
  readonly countEndpoints: (space: Space, type: string) => number
  /** Posts an event to every endpoint that wants it, one delivery at a time for each endpoint. */
  readonly post: (space: Space, event: Stripe.Event) => void
  readonly hold: () => void
  readonly release: (order?: 'reverse') => void
  readonly delivered: () => Promise<void>
  readonly close: () => void
}

/** Carries events to the webhook endpoints, at least once each. */
export function createCourier(clock: SimulatedClock): Courier {
  const endpoints: Endpoint[] = []
  const deliveries: Delivery[] = []
  const queues = new Map<Endpoint, Promise<void>>()
  let held: Parcel[] | undefined
  let closed = false

  function hand(parcel: Parcel) {
    if (held) held.push(parcel)
    else
      queues.set(
        parcel.endpoint,
        (queues.get(parcel.endpoint) ?? Promise.resolve()).then(() => carry(parcel)),
      )
  }

  async function carry(parcel: Parcel) {
    if (closed) return
    const status = await deliver(parcel, clock.now())
    const { endpoint, event, tries } = parcel
    deliveries.push({ eventId: event.id, type: event.type, url: endpoint.url, status })
    const wait = backOffMinutes[tries]
    if (isAnswered(status) || wait === undefined || closed) return
    clock.at(clock.now().add({ minutes: wait }), () => {
      hand({ ...parcel, tries: tries + 1 })
      return delivered()
    })
  }

  async function delivered() {
    for (let under = [...queues.values()]; ; under = [...queues.values()]) {
      await Promise.all(under)
      if ([...queues.values()].every((queue) => under.includes(queue))) return
    }
  }

  return {
    endpoints,
    deliveries,
    countEndpoints: (space, type) => endpoints.filter((endpoint) => wants(endpoint, space, type)).length,
    post: (space, event) => {
      for (const endpoint of endpoints) {
        if (wants(endpoint, space, event.type))
          hand({ endpoint, event: addressed(endpoint, space, event), tries: 0 })
      }
    },
    hold: () => {
      held ??= []
    },
    release: (order) => {
      const parcels = held ?? []
      held = undefined
      for (const parcel of order === 'reverse' ? parcels.toReversed() : parcels) hand(parcel)
    },
    delivered,
    close: () => {
      closed = true
    },
  }
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

async function deliver({ endpoint, event }: Parcel, now: Temporal.Instant): Promise<number> {
  const body = JSON.stringify(event, null, 2)
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
    'stripe-signature': sign(body, endpoint.secrets, now),
  }
  const signal = AbortSignal.timeout(answerTimeoutMs)
  const request = { method: 'POST', headers, body, signal, redirect: 'manual' as const }
  try {
    const response = await fetch(endpoint.url, request)
    await response.arrayBuffer()
    return response.status
  } catch {
    return 0
  }
}

function isAnswered(status: number): boolean {
  return status >= 200 && status < 300
}
