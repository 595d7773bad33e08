import type { MiddlewareHandler } from 'hono'
import { Hono } from 'hono'
import { isUnanswered, meetFaults } from '../../accidents.ts'
import type { Accepted } from '../accept.ts'
import type { Call } from '../call.ts'
import { isLate, type Refused, type ToPhone } from '../faults.ts'
import { report } from '../lifecycle.ts'
import { magicFault } from '../magic-numbers.ts'
import type { State } from '../state.ts'
import { bodyOf, findCaller, type GraphEnv, refusal } from './caller.ts'
import { mediaRoutes } from './media.ts'
import { messageRoutes } from './messages.ts'
import { numberRoutes } from './numbers.ts'
import { profileRoutes } from './profile.ts'
import { registrationRoutes } from './registration.ts'
import { subscriptionRoutes } from './subscriptions.ts'
import { templateRoutes } from './templates.ts'
import { tokenRoutes } from './tokens.ts'
import { uploadRoutes } from './uploads.ts'

/** Meta's Graph API as far as WhatsApp needs it; mounted below any version. */
export function graphApp(state: State): Hono<GraphEnv> {
  const app = new Hono<GraphEnv>()
  app.use(logCalls(state))
  app.use(throughTheWire(state))
  app.route('/', tokenRoutes(state))
  app.use(requireToken(state))
  app.route('/', messageRoutes(state))
  app.route('/', registrationRoutes(state))
  app.route('/', profileRoutes(state))
  app.route('/', uploadRoutes(state))
  app.route('/', mediaRoutes(state))
  app.route('/', subscriptionRoutes(state))
  app.route('/', templateRoutes(state))
  app.route('/', numberRoutes(state))
  return app
}

function logCalls({ clock, calls }: State): MiddlewareHandler<GraphEnv> {
  return async (c, next) => {
    const { pathname, search } = new URL(c.req.url)
    const path = pathname.replace(/^\/v[\d.]+/, '')
    const query = search.slice(1).replace(/((?:token|secret|code)=)[^&]*/g, '$1...')
    const call = { at: clock.now(), method: c.req.method, path, query, body: await bodyOf(c), status: 0 }
    const index = calls.push(call) - 1
    c.set('call', call)
    await next()
    calls[index] = { ...call, status: isUnanswered(c) ? 0 : c.res.status }
  }
}

function throughTheWire(state: State): MiddlewareHandler<GraphEnv> {
  return meetFaults<GraphEnv, Call, Refused, ToPhone>({
    faults: {
      ...state.faults,
      meet: async (call) => (await state.faults.meet(call)) ?? magicFault(state, call),
    },
    read: (c) => c.get('call'),
    refuse: (c, refused) => {
      if (!isLate(refused)) return refusal(state, c, refused)
      c.set('late', refused)
      return undefined
    },
    report: (c) => reportSent(state, c.get('accepted')),
  })
}

async function reportSent(state: State, accepted: Accepted | undefined) {
  if (accepted) await report(state, accepted.message.id, 'sent', accepted.pricing)
}

function requireToken(state: State): MiddlewareHandler<GraphEnv> {
  return async (c, next) => {
    const bearer = /^(?:Bearer|OAuth) (.+)$/i.exec(c.req.header('authorization') ?? '')?.[1]
    const caller = findCaller(state, bearer ?? c.req.query('access_token'))
    if (!caller) return refusal(state, c, { code: 190 })
    c.set('caller', caller)
    await next()
  }
}
