import { Hono } from 'hono'
import type { BusinessNumber, State } from '../state.ts'
import { type GraphEnv, numberOf, pick, unknownObject } from './caller.ts'

const usualFields = ['verified_name', 'display_phone_number', 'quality_rating', 'code_verification_status']

/** GET and POST /{phoneNumberId}, GET /{wabaId} and GET /{wabaId}/phone_numbers. */
export function numberRoutes(state: State): Hono<GraphEnv> {
  const app = new Hono<GraphEnv>()
  app.get('/:id', (c) => {
    const id = c.req.param('id')
    const number = numberOf(state, c.get('caller'), id)
    if (number) return c.json(pick(c.req.query('fields'), describe(number), usualFields))
    if (c.get('caller').wabaIds.has(id)) return c.json(accountOf(state, id))
    return unknownObject(state, c, id)
  })
  app.post('/:id', (c) => {
    const number = numberOf(state, c.get('caller'), c.req.param('id'))
    return number ? c.json({ success: true }) : unknownObject(state, c, c.req.param('id'))
  })
  app.get('/:id/phone_numbers', (c) => {
    const id = c.req.param('id')
    if (!c.get('caller').wabaIds.has(id)) return unknownObject(state, c, id)
    const numbers = numbersOf(state, id).map((one) => pick(c.req.query('fields'), describe(one), usualFields))
    return c.json({ data: numbers, paging: { cursors: { before: 'QVFI', after: 'QVFJ' } } })
  })
  return app
}

function describe(number: BusinessNumber) {
  return {
    id: number.phoneNumberId,
    verified_name: number.verifiedName,
    display_phone_number: number.displayPhone,
    quality_rating: 'GREEN',
    status: 'CONNECTED',
    name_status: 'APPROVED',
    code_verification_status: 'VERIFIED',
    platform_type: 'CLOUD_API',
    throughput: { level: 'STANDARD' },
    whatsapp_business_manager_messaging_limit: number.testNumber ? 'TIER_250' : 'TIER_2K',
    account_mode: number.testNumber ? 'SANDBOX' : 'LIVE',
    is_official_business_account: false,
    health_status: {
      can_send_message: 'AVAILABLE',
      entities: [{ entity_type: 'PHONE_NUMBER', id: number.phoneNumberId, can_send_message: 'AVAILABLE' }],
    },
  }
}

function accountOf(state: State, wabaId: string) {
  return {
    id: wabaId,
    name: numbersOf(state, wabaId)[0]?.verifiedName,
    timezone_id: '1',
    message_template_namespace: `ns_${wabaId}`,
  }
}

function numbersOf(state: State, wabaId: string): readonly BusinessNumber[] {
  return [...state.numbers.values()].filter((number) => number.wabaId === wabaId)
}
