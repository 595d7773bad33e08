import { Hono } from 'hono'
import type { State } from '../state.ts'
import { findCaller, type GraphEnv, refusal } from './caller.ts'

const allScopes = ['whatsapp_business_management', 'whatsapp_business_messaging', 'public_profile']

/** GET /oauth/access_token trades a code for a token; GET /debug_token is asked with the app's own token (`APP_ID|APP_SECRET`) or with any token of ours. */
export function tokenRoutes(state: State): Hono<GraphEnv> {
  const app = new Hono<GraphEnv>()
  app.get('/debug_token', (c) => {
    const bearer = c.req.header('authorization')?.replace(/^(Bearer|OAuth) /i, '')
    const asking = c.req.query('access_token') ?? bearer ?? ''
    if (!isAppToken(state, asking) && !findCaller(state, asking)) return refusal(state, c, { code: 190 })
    return c.json({ data: describe(state, c.req.query('input_token') ?? '') })
  })
  app.get('/oauth/access_token', (c) => {
    const { client_id: id, client_secret: secret, code } = c.req.query()
    if (!isAppToken(state, `${id}|${secret}`)) return refusal(state, c, { code: 101, httpStatus: 400 })
    const granted = state.signupCodes.get(code ?? '')
    if (!granted || isOver(state, granted.at))
      return refusal(state, c, { code: 100, subcode: 36007, message: 'Invalid verification code' })
    state.signupCodes.delete(code ?? '')
    return c.json({ access_token: granted.token, token_type: 'bearer' })
  })
  return app
}

/** A code is good for half a minute (facts/whatsapp.md section 1.3). */
function isOver({ clock }: State, at: Temporal.Instant): boolean {
  return Temporal.Instant.compare(clock.now(), at.add({ seconds: 30 })) > 0
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
  const { scopes = allScopes, expiresAt } = state.tokens.get(token) ?? {}
  return {
    app_id: app?.appId,
    type: 'SYSTEM_USER',
    application: app?.name,
    expires_at: expiresAt ? Math.floor(expiresAt.epochMilliseconds / 1000) : 0,
    is_valid: true,
    scopes,
    granular_scopes: scopes
      .filter((scope) => scope.startsWith('whatsapp_'))
      .map((scope) => ({ scope, target_ids: [...caller.wabaIds] })),
  }
}
