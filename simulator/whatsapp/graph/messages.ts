import { type Context, Hono } from 'hono'
import { type Accepted, accept, type SendRoute } from '../accept.ts'
import { asObject, asText, type Json } from '../json.ts'
import { markInboundRead, showTyping } from '../people.ts'
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
  const accepted = accept(state, number, { body, route, late: c.get('late') })
  if ('refused' in accepted) return refusal(state, c, accepted.refused)
  c.set('accepted', accepted)
  return c.json(acceptance(accepted, asText(body.to)))
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
    messages: [
      {
        id: message.id,
        ...(message.template && {
          message_status: message.held ? 'held_for_quality_assessment' : 'accepted',
        }),
      },
    ],
  }
}

function markRead(state: State, c: Context<GraphEnv>, number: BusinessNumber, body: Json): Response {
  const isKnown = markInboundRead(state, number, asText(body.message_id) ?? '')
  if (!isKnown)
    return refusal(state, c, { code: 131009, details: 'message_id is not a message to this number' })
  if (asText(asObject(body.typing_indicator).type) === 'text')
    showTyping(state, number, asText(body.message_id) ?? '')
  return c.json({ success: true })
}
