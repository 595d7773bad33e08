import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { MiddlewareHandler } from 'hono'
import { Hono } from 'hono'
import type { State } from '../state.ts'
import { bodyOf, findCaller, type GraphEnv, refusal } from './caller.ts'
import { messageRoutes } from './messages.ts'
import { numberRoutes } from './numbers.ts'
import { subscriptionRoutes } from './subscriptions.ts'
import { templateRoutes } from './templates.ts'
import { tokenRoutes } from './tokens.ts'

/** Meta's Graph API as far as WhatsApp needs it; mounted below any version. */
export function graphApp(state: State): Hono<GraphEnv> {
  const app = new Hono<GraphEnv>()
  app.use(logCalls(state))
  app.route('/', tokenRoutes(state))
  app.use(requireToken(state))
  app.route('/', messageRoutes(state))
  app.route('/', subscriptionRoutes(state))
  app.route('/', templateRoutes(state))
  app.route('/', numberRoutes(state))
  return app
}

function logCalls(state: State): MiddlewareHandler<GraphEnv> {
  return async (c, next) => {
    const { pathname, search } = new URL(c.req.url)
    const path = pathname + search.replace(/(token=)[^&]*/g, '$1...')
    const call = { at: state.clock.now(), method: c.req.method, path, body: await bodyOf(c), status: 0 }
    const index = state.calls.push(call) - 1
    await next()
    const isUnanswered = c.res === RESPONSE_ALREADY_SENT
    state.calls[index] = { ...call, status: isUnanswered ? 0 : c.res.status }
  }
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
