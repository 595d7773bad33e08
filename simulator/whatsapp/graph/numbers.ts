import { Hono } from 'hono'
import { changeNumber, isPin, numberStateOf, portfolioOf } from '../number-states.ts'
import type { BusinessNumber, State } from '../state.ts'
import { bodyOf, type GraphEnv, numberOf, pick, refusal, unknownObject } from './caller.ts'

const usualAccountFields = ['name', 'timezone_id', 'message_template_namespace']
const usualFields = ['verified_name', 'display_phone_number', 'quality_rating', 'code_verification_status']

/** GET and POST /{phoneNumberId}, GET /{wabaId} and GET /{wabaId}/phone_numbers. */
export function numberRoutes(state: State): Hono<GraphEnv> {
  const app = new Hono<GraphEnv>()
  app.get('/:id', (c) => {
    const id = c.req.param('id')
    const number = numberOf(state, c.get('caller'), id)
    if (number) return c.json(pick(c.req.query('fields'), describe(state, number), usualFields))
    if (c.get('caller').wabaIds.has(id))
      return c.json(pick(c.req.query('fields'), accountOf(state, id), usualAccountFields))
    return unknownObject(state, c, id)
  })
  app.post('/:id', async (c) => {
    const number = numberOf(state, c.get('caller'), c.req.param('id'))
    if (!number) return unknownObject(state, c, c.req.param('id'))
    const { pin } = await bodyOf(c)
    if (pin === undefined) return c.json({ success: true })
    if (!isPin(pin)) return refusal(state, c, { code: 100, details: 'pin must have six digits' })
    changeNumber(state, number, { pin })
    return c.json({ success: true })
  })
  app.get('/:id/phone_numbers', (c) => {
    const id = c.req.param('id')
    if (!c.get('caller').wabaIds.has(id)) return unknownObject(state, c, id)
    const numbers = numbersOf(state, id).map((one) =>
      pick(c.req.query('fields'), describe(state, one), usualFields),
    )
    return c.json({ data: numbers, paging: { cursors: { before: 'QVFI', after: 'QVFJ' } } })
  })
  return app
}

function describe(state: State, number: BusinessNumber) {
  const seen = numberStateOf(state, number)
  return {
    id: number.phoneNumberId,
    verified_name: number.verifiedName,
    display_phone_number: number.displayPhone,
    quality_rating: seen.quality,
    status: seen.status,
    name_status: 'APPROVED',
    code_verification_status: seen.codeVerification,
    platform_type: 'CLOUD_API',
    throughput: { level: seen.throughput },
    whatsapp_business_manager_messaging_limit: seen.messagingLimit,
    account_mode: number.testNumber ? 'SANDBOX' : 'LIVE',
    is_official_business_account: false,
    is_on_biz_app: seen.isOnApp ?? false,
    health_status: {
      can_send_message: seen.canSend,
      entities: [
        {
          entity_type: 'PHONE_NUMBER',
          id: number.phoneNumberId,
          can_send_message: seen.canSend,
          ...(seen.healthErrors.length > 0 && { errors: seen.healthErrors }),
        },
      ],
    },
  }
}

function accountOf(state: State, wabaId: string) {
  const [first] = numbersOf(state, wabaId)
  return {
    id: wabaId,
    name: first?.verifiedName,
    owner_business_info: { id: first && portfolioOf(first), name: first?.verifiedName },
    timezone_id: '1',
    message_template_namespace: `ns_${wabaId}`,
  }
}

function numbersOf(state: State, wabaId: string): readonly BusinessNumber[] {
  return [...state.numbers.values()].filter((number) => number.wabaId === wabaId)
}
