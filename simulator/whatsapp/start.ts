import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import type { SimulatedClock } from '../clock.ts'
import { createCourier, type Patience } from '../courier.ts'
import { createFaults } from '../faults.ts'
import { serveOnLoopback } from '../loopback.ts'
import { controlRoutes } from './control.ts'
import { fits } from './faults.ts'
import { graphApp } from './graph/app.ts'
import { phoneRoutes } from './phone/routes.ts'
import { signupRoutes } from './signup/routes.ts'
import { createState, type State } from './state.ts'
import { isTaken, usualAnswerTimeoutMs } from './webhooks.ts'
import { createWorld, type World } from './world.ts'

/** How a simulated WhatsApp is started; only the clock is needed. */
export type WhatsAppOptions = Patience & {
  readonly clock: SimulatedClock
  /** A free one when absent. */
  readonly port?: number
  /** The same seed makes the same ids. */
  readonly seed?: string
  /**
   * `automatic` (when absent) approves after the delay what does not say REJECT_ME and reports it; `at-once` says so in the
   * answer to the new text already, as Meta does at times.
   */
  readonly reviews?: State['reviews']
  /** On the clock; 60,000 when absent. */
  readonly reviewDelayMs?: number
}

/** The simulated WhatsApp with the address it listens at. */
export type WhatsAppWorld = World & {
  /** Such as `http://127.0.0.1:40123`; the Graph API, `/phone` and `/_sandbox` are below it. */
  readonly url: string
  readonly close: () => Promise<void>
}

/** Starts a stand-in for Meta's Graph API and the phones of its people, on loopback only. */
export async function startWhatsApp(options: WhatsAppOptions): Promise<WhatsAppWorld> {
  const state = createState({
    clock: options.clock,
    seed: options.seed ?? 'paynudge',
    reviews: options.reviews ?? 'automatic',
    reviewDelayMs: options.reviewDelayMs ?? 60_000,
    faults: createFaults(options.clock, fits),
    courier: createCourier({
      clock: options.clock,
      isTaken,
      retryScale: options.retryScale ?? 1,
      answerTimeoutMs: options.answerTimeoutMs ?? usualAnswerTimeoutMs,
    }),
  })
  const world = createWorld(state)
  const { url, close } = await serveOnLoopback(routes(state, world), options.port ?? 0)
  return {
    ...world,
    url,
    close: async () => {
      state.courier.close()
      await close()
    },
  }
}

function routes(state: State, world: World) {
  const app = new Hono<{ Bindings: HttpBindings }>()
  app.get('/', (c) => c.redirect('/phone'))
  app.route('/_sandbox', controlRoutes(state, world))
  app.route('/phone', phoneRoutes(state))
  app.route('/', signupRoutes(state))
  app.route('/:version{v\\d+\\.\\d+}', graphApp(state))
  return app
}
