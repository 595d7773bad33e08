import { Hono } from 'hono'
import { asText } from '../json.ts'
import type { State } from '../state.ts'
import { answersChallenge } from '../webhooks.ts'
import { bodyOf, type GraphEnv, refusal, unknownObject } from './caller.ts'

/** POST, GET and DELETE /{wabaId}/subscribed_apps: without a subscription an account reports nothing. */
export function subscriptionRoutes(state: State): Hono<GraphEnv> {
  const app = new Hono<GraphEnv>()
  app.use('/:id/subscribed_apps', async (c, next) => {
    const id = c.req.param('id') ?? ''
    return c.get('caller').wabaIds.has(id) ? next() : unknownObject(state, c, id)
  })
  app.post('/:id/subscribed_apps', async (c) => {
    const body = await bodyOf(c)
    const callbackUrl = asText(body.override_callback_uri)
    if (
      callbackUrl &&
      !(await answersChallenge(callbackUrl, asText(body.verify_token) ?? '', state.ids.trace()))
    )
      return refusal(state, c, { code: 2200, message: 'Callback verification failed' })
    subscribe(state, c.req.param('id'), c.get('caller').app, callbackUrl)
    return c.json({ success: true })
  })
  app.get('/:id/subscribed_apps', (c) => c.json({ data: listOf(state, c.req.param('id')) }))
  app.delete('/:id/subscribed_apps', (c) => {
    unsubscribe(state, c.req.param('id'), c.get('caller').app)
    return c.json({ success: true })
  })
  return app
}

function subscribe(state: State, wabaId: string, app: string, callbackUrl: string | undefined) {
  unsubscribe(state, wabaId, app)
  const subscriptions = state.subscriptions.get(wabaId) ?? []
  state.subscriptions.set(wabaId, [...subscriptions, { app, ...(callbackUrl && { callbackUrl }) }])
}

function unsubscribe(state: State, wabaId: string, app: string) {
  const others = (state.subscriptions.get(wabaId) ?? []).filter((one) => one.app !== app)
  state.subscriptions.set(wabaId, others)
}

function listOf(state: State, wabaId: string) {
  return (state.subscriptions.get(wabaId) ?? []).map(({ app, callbackUrl }) => ({
    whatsapp_business_api_data: {
      id: state.apps.get(app)?.appId,
      name: app,
      link: `https://apps.example/${app}`,
    },
    ...(callbackUrl && { override_callback_uri: callbackUrl }),
  }))
}
