import { Hono } from 'hono'
import { changeNumber, numberStateOf } from '../number-states.ts'
import type { State } from '../state.ts'
import { bodyOf, type GraphEnv, numberOf, pick, refusal, unknownObject } from './caller.ts'

/** Characters Meta allows in each field of a profile, and its most websites. */
const limits: Readonly<Record<string, number>> = { about: 139, address: 256, description: 512, email: 128 }
const websitesAtMost = 2

/** GET and POST /{phoneNumberId}/whatsapp_business_profile. */
export function profileRoutes(state: State): Hono<GraphEnv> {
  const app = new Hono<GraphEnv>()
  const path = '/:id/whatsapp_business_profile'
  app.get(path, (c) => {
    const number = numberOf(state, c.get('caller'), c.req.param('id'))
    if (!number) return unknownObject(state, c, c.req.param('id'))
    const { id: _, ...profile } = pick(c.req.query('fields'), numberStateOf(state, number).profile, [])
    return c.json({ data: [{ ...profile, messaging_product: 'whatsapp' }] })
  })
  app.post(path, async (c) => {
    const number = numberOf(state, c.get('caller'), c.req.param('id'))
    if (!number) return unknownObject(state, c, c.req.param('id'))
    const body = await bodyOf(c)
    const tooLong = Object.entries(limits).find(([field, most]) => String(body[field] ?? '').length > most)
    if (body.messaging_product !== 'whatsapp')
      return refusal(state, c, { code: 100, details: 'The parameter messaging_product is required.' })
    if (tooLong)
      return refusal(state, c, {
        code: 100,
        details: `${tooLong[0]} can have at most ${tooLong[1]} characters`,
      })
    if (Array.isArray(body.websites) && body.websites.length > websitesAtMost)
      return refusal(state, c, { code: 100, details: `There can be at most ${websitesAtMost} websites` })
    changeNumber(state, number, { profile: { ...numberStateOf(state, number).profile, ...body } })
    return c.json({ success: true })
  })
  return app
}
