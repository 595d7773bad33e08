import { Hono } from 'hono'
import type { SimulatedClock } from '../clock.ts'
import { type Courier, createCourier, type Patience } from '../courier.ts'
import { createFaults, type Faults, isMeant } from '../faults.ts'
import { serveOnLoopback } from '../loopback.ts'
import { arrange, type Order } from '../order.ts'
import { createApi } from './api/app.ts'
import { createControl } from './control.ts'
import { isTaken, usualAnswerTimeoutMs } from './deliver.ts'
import type { EventParcel } from './endpoints.ts'
import type { ApiCall, Refused } from './faults.ts'
import { createCheckoutPages } from './hosted/checkout.ts'
import { createHostedPages } from './hosted/pages.ts'
import { createPortalPages } from './hosted/portal.ts'
import { createVoucherPages } from './hosted/vouchers.ts'
import { createIds } from './ids.ts'
import type { State } from './state.ts'
import { createWorld, type World } from './world/world.ts'

/** Days from a failed attempt to Stripe's next one; after the last there is none. */
const usualRetryDays = [3, 5, 7]

/** How the stand-in is to behave; only the clock must be given. */
export type StripeOptions = Patience & {
  readonly clock: SimulatedClock
  /** Any free one when absent. */
  readonly port?: number
  /** The same seed and actions give the same ids. */
  readonly seed?: string
  /** The base of hosted pages where they are reached under another address than the API. */
  readonly publicUrl?: string
  readonly retryDays?: readonly number[]
  /** Whether Stripe retries by itself when the clock reaches the time; it does when absent. */
  readonly automaticRetries?: boolean
}

/** The running stand-in: what everybody does in it, its deliveries, its faults and where it listens. */
export type StripeWorld = World &
  Pick<Courier<EventParcel>, 'deliveries' | 'delivered' | 'hold' | 'duplicateWebhooks' | 'delayWebhooks'> &
  Pick<Faults<ApiCall, Refused>, 'fail' | 'slow' | 'onCall'> & {
    /** The requests to the API, oldest first. */
    readonly calls: readonly ApiCall[]
    /** Sends the events that were held back, in the order they were made when none is given. */
    readonly release: (order?: Order) => Promise<void>
    readonly url: string
    readonly close: () => Promise<void>
  }

/** Starts a stand-in for Stripe on loopback: its API, its hosted pages and its webhooks. */
export async function startStripe(options: StripeOptions): Promise<StripeWorld> {
  const courier = createCourier<EventParcel>({
    clock: options.clock,
    isTaken,
    retryScale: options.retryScale ?? 1,
    answerTimeoutMs: options.answerTimeoutMs ?? usualAnswerTimeoutMs,
  })
  const faults = createFaults<ApiCall, Refused>(options.clock, isMeant)
  const calls: ApiCall[] = []
  let url = ''
  const state: State = {
    clock: options.clock,
    makeId: createIds(options.seed ?? 'paynudge'),
    courier,
    endpoints: [],
    spaces: [],
    retryDays: options.retryDays ?? usualRetryDays,
    automaticRetries: options.automaticRetries ?? true,
    publicUrl: () => options.publicUrl ?? url,
  }
  const world = createWorld(state)
  const app = new Hono()
    .route('/', createApi(state, { faults, calls }))
    .route('/', createHostedPages(state))
    .route('/', createCheckoutPages(state))
    .route('/', createVoucherPages(state))
    .route('/', createPortalPages(state))
    .route('/', createControl(state, world))
  const server = await serveOnLoopback(app, options.port ?? 0)
  url = server.url
  const { deliveries, delivered, hold, duplicateWebhooks, delayWebhooks } = courier
  const { fail, slow, onCall } = faults
  return {
    ...world,
    ...{ deliveries, delivered, hold, duplicateWebhooks, delayWebhooks },
    ...{ calls, fail, slow, onCall, url },
    release: (order = 'in-order') => courier.release((held) => arrange(held, order)),
    close: async () => {
      courier.close()
      await server.close()
    },
  }
}
