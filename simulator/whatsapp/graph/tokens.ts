import { Hono } from 'hono'
import type { State } from '../state.ts'
import { findCaller, type GraphEnv, refusal } from './caller.ts'

const scopes = ['whatsapp_business_management', 'whatsapp_business_messaging', 'public_profile']

/** GET /debug_token, asked with the app's own token (`APP_ID|APP_SECRET`) or with any token of ours. */
export function tokenRoutes(state: State): Hono<GraphEnv> {
  const app = new Hono<GraphEnv>()
  app.get('/debug_token', (c) => {
    const bearer = c.req.header('authorization')?.replace(/^Bearer /i, '')
    const asking = c.req.query('access_token') ?? bearer ?? ''
    if (!isAppToken(state, asking) && !findCaller(state, asking)) return refusal(state, c, { code: 190 })
    return c.json({ data: describe(state, c.req.query('input_token') ?? '') })
  })
  return app
}

function isAppToken(state: State, token: string): boolean {
  return [...state.apps.values()].some((app) => token === `${app.appId}|${app.appSecret}`)
}

function describe(state: State, token: string) {
  const caller = findCaller(state, token)
  if (!caller)
    return {
      error: { code: 190, message: 'Invalid OAuth access token - Cannot parse access token' },
      is_valid: false,
      scopes: [],
    }
  const app = state.apps.get(caller.app)
  return {
    app_id: app?.appId,
    type: 'SYSTEM_USER',
    application: app?.name,
    expires_at: 0,
    is_valid: true,
    scopes,
    granular_scopes: scopes.slice(0, 2).map((scope) => ({ scope, target_ids: [...caller.wabaIds] })),
  }
}
