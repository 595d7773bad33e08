import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { type Context, Hono } from 'hono'
import { type Accepted, accept, type SendRoute } from '../accept.ts'
import { type Accident, takeAccident } from '../faults.ts'
import { asText, type Json } from '../json.ts'
import { report } from '../lifecycle.ts'
import { markInboundRead } from '../people.ts'
import type { BusinessNumber, State } from '../state.ts'
import { bodyOf, type GraphEnv, numberOf, refusal, unknownObject } from './caller.ts'

/** POST /{phoneNumberId}/messages and /marketing_messages. */
export function messageRoutes(state: State): Hono<GraphEnv> {
  const app = new Hono<GraphEnv>()
  for (const route of ['messages', 'marketing_messages'] as const)
    app.post(`/:id/${route}`, (c) => send(state, c, route))
  return app
}

async function send(state: State, c: Context<GraphEnv>, route: SendRoute): Promise<Response> {
  const number = numberOf(state, c.get('caller'), c.req.param('id') ?? '')
  if (!number) return unknownObject(state, c, c.req.param('id') ?? '')
  const body = await bodyOf(c)
  if (body.status === 'read') return markRead(state, c, number, body)
  const accident = takeAccident(state.faults)
  if (accident === 'reset-before') return cut(c)
  const accepted = accept(state, number, { body, route })
  if ('refused' in accepted) return refusal(state, c, accepted.refused)
  return answer(state, c, { accepted, accident, input: asText(body.to) })
}

async function answer(
  state: State,
  c: Context<GraphEnv>,
  given: {
    readonly accepted: Accepted
    readonly accident: Accident | undefined
    readonly input: string | undefined
  },
): Promise<Response> {
  const { message, pricing } = given.accepted
  switch (given.accident) {
    case 'reset-after-acceptance':
      return cut(c)
    case 'hang':
      return RESPONSE_ALREADY_SENT
    case 'gateway-error':
      return c.html('<html><body><h1>502 Bad Gateway</h1></body></html>', 502)
    case 'webhook-before-response':
      await report(state, message.id, 'sent', pricing)
      break
    case 'reset-before':
    case undefined:
      break
  }
  return c.json(acceptance(given.accepted, given.input))
}

function acceptance({ message, person }: Accepted, input: string | undefined) {
  return {
    messaging_product: 'whatsapp',
    contacts: [
      {
        input: input ?? person.userId,
        ...(input !== undefined && { wa_id: person.digits }),
        user_id: person.userId,
      },
    ],
    messages: [{ id: message.id, ...(message.template && { message_status: 'accepted' }) }],
  }
}

function markRead(state: State, c: Context<GraphEnv>, number: BusinessNumber, body: Json): Response {
  const isKnown = markInboundRead(state, number, asText(body.message_id) ?? '')
  if (!isKnown)
    return refusal(state, c, { code: 131009, details: 'message_id is not a message to this number' })
  return c.json({ success: true })
}

function cut(c: Context<GraphEnv>): Response {
  c.env.incoming.socket.destroy()
  return RESPONSE_ALREADY_SENT
}
