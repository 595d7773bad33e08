import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createClock, type SimulatedClock } from '../../simulator/clock.ts'
import { startWhatsApp, type WhatsAppWorld } from '../../simulator/whatsapp/start.ts'

type Body = {
  readonly id?: string
  readonly data?: readonly { readonly name: string }[]
  readonly paging?: { readonly cursors: { readonly after: string }; readonly next?: string }
  readonly error?: {
    readonly code: number
    readonly error_subcode?: number
    readonly error_user_msg?: string
  }
}

type Draft = {
  readonly text?: string
  readonly example?: object | undefined
  readonly more?: readonly object[]
  readonly name?: string
  readonly language?: string
  readonly category?: string
}

const reminder = 'Hello, your invoice over {{1}} is due on {{2}}, please pay it in time.'

let clock: SimulatedClock
let whatsapp: WhatsAppWorld
let receiver: Server
let news: object[]

beforeEach(async () => {
  clock = createClock(Temporal.Instant.from('2026-11-23T09:00:00Z'))
  whatsapp = await startWhatsApp({ clock })
  news = []
  const callbackUrl = await receive()
  whatsapp.addApp({ name: 'ours', appId: '901', appSecret: 'secret', verifyToken: 'v', callbackUrl })
  whatsapp.addNumber({
    app: 'ours',
    wabaId: '7001',
    phoneNumberId: '5001',
    displayPhone: '+34910000100',
    verifiedName: 'Librería Norte',
    token: 'EAAtoken',
  })
  await call('POST', '7001/subscribed_apps')
})

afterEach(async () => {
  await whatsapp.close()
  receiver.closeAllConnections()
  receiver.close()
})

test('a new text waits for its review, is approved a minute later, and we hear of it', async () => {
  const created = await create({})
  expect(created).toMatchObject({ status: 'PENDING', category: 'UTILITY' })
  await pass(59)
  expect(news).toEqual([])
  await pass(1)
  expect(news).toMatchObject([
    {
      event: 'APPROVED',
      message_template_id: Number(created.id),
      message_template_name: 'invoice_due',
      message_template_language: 'en-US',
      reason: 'NONE',
    },
  ])
  expect(await call('GET', `${created.id}?fields=status`)).toEqual({ id: created.id, status: 'APPROVED' })
})

test('a text that says so is rejected, and may be edited and reviewed again', async () => {
  const created = await create({ text: 'This text should be a REJECT_ME case.' })
  await pass(60)
  expect(news.at(-1)).toMatchObject({ event: 'REJECTED', reason: 'INVALID_FORMAT' })
  const components = [{ type: 'BODY', text: 'A friendlier text.' }]
  expect(await call('POST', created.id ?? '', { components })).toEqual({ success: true })
  await pass(60)
  expect(news.at(-1)).toMatchObject({ event: 'APPROVED' })
})

test('an approved text may be edited once a day, and its category never', async () => {
  const { id = '' } = await create({})
  await pass(60)
  expect((await call('POST', id, { category: 'MARKETING' })).error?.code).toBe(100)
  await call('POST', id, { components: [{ type: 'BODY', text: 'Another text.' }] })
  await pass(60)
  expect((await call('POST', id, { components: [{ type: 'BODY', text: 'A third.' }] })).error?.code).toBe(100)
})

test('a person decides over a review, and a sender feels it', async () => {
  await create({})
  await pass(60)
  const codes = []
  for (const status of ['APPROVED', 'PAUSED', 'DISABLED', 'REJECTED'] as const) {
    await whatsapp.review('invoice_due', status, 'because')
    codes.push((await send()).error?.code)
  }
  expect(codes).toEqual([undefined, 132015, 132016, 132001])
})

const url = 'https://pay.example.com/r/{{1}}'
const longLabel = 'A label of more than 25 letters'

test.each<[string, Draft, number]>([
  ['a variable first', { text: '{{1}} is what you owe us by next week.' }, 2388299],
  ['a variable last', { text: 'What you owe us by next week is {{1}}' }, 2388299],
  ['variables side by side', { text: 'You owe us exactly {{1}} {{2}} by the end of next week.' }, 2388072],
  ['variables out of order', { text: 'You owe us exactly {{2}} by the end of {{1}} this year.' }, 2388072],
  ['too few words around its variables', { text: 'Pay {{1}} by {{2}} now.' }, 2388293],
  ['no examples', { example: undefined }, 2388043],
  ['a body that is too long', { text: 'a'.repeat(1_025), example: undefined }, 2388040],
  ['a long header', { more: [{ type: 'HEADER', format: 'TEXT', text: 'a'.repeat(61) }] }, 2388040],
  ['a variable in the footer', { more: [{ type: 'FOOTER', text: 'From {{1}} here' }] }, 2388073],
  ['a long label', { more: [buttons({ type: 'QUICK_REPLY', text: longLabel })] }, 2388072],
  ['a link without an example', { more: [buttons({ type: 'URL', text: 'Pay', url })] }, 2388043],
  [
    'a variable inside its link',
    { more: [buttons({ type: 'URL', text: 'Pay', url: 'https://x.example/{{1}}/a', example: ['x'] })] },
    2388072,
  ],
])('a text with %s is not taken, and the merchant is told why', async (_, changes, subcode) => {
  const refused = await create(changes)
  expect(refused.error).toMatchObject({ code: 100, error_subcode: subcode })
  expect(refused.error?.error_user_msg).toBeTruthy()
})

test.each<[string, Draft]>([
  ['a name with capitals', { name: 'InvoiceDue' }],
  ['no category', { category: 'OTHER' }],
  ['a language with a hyphen', { language: 'en-US' }],
])('a text with %s is no template at all', async (_, changes) => {
  expect((await create(changes)).error?.code).toBe(100)
})

test('a name and language exist once, and the same text not twice', async () => {
  await create({})
  expect((await create({})).error?.error_subcode).toBe(2388024)
  expect((await create({ name: 'other' })).error?.error_subcode).toBe(2388024)
  const german = 'Hallo, deine Rechnung über {{1}} ist am {{2}} fällig, bitte denke daran.'
  expect((await create({ language: 'de', text: german })).error).toBeUndefined()
})

test('the name of a deleted text stays taken for thirty days', async () => {
  await create({})
  await pass(60)
  expect(await call('DELETE', '7001/message_templates?name=invoice_due')).toEqual({ success: true })
  expect((await create({})).error?.error_subcode).toBe(2388023)
  await pass(30 * 86_400)
  expect((await create({})).error).toBeUndefined()
})

test('a long list comes in pages, and a wrong cursor is refused', async () => {
  const numbers = ['one', 'two', 'three', 'four', 'five']
  for (const name of numbers) await create({ name, text: `This is text number ${name}.`, example: undefined })
  const names: string[] = []
  let after = ''
  for (let more = true; more; ) {
    const page = await call('GET', `7001/message_templates?limit=2${after && `&after=${after}`}`)
    names.push(...(page.data ?? []).map((one) => one.name))
    after = page.paging?.cursors.after ?? ''
    more = page.paging?.next !== undefined
  }
  expect(names).toEqual(numbers)
  expect((await call('GET', '7001/message_templates?after=nonsense')).error?.code).toBe(131059)
  expect((await call('GET', '7001/message_templates?status=APPROVED')).data).toEqual([])
})

test('a token tells which accounts it may use', async () => {
  expect(await call('GET', 'debug_token?input_token=EAAtoken&access_token=901|secret')).toMatchObject({
    data: { is_valid: true, app_id: '901', granular_scopes: [{ target_ids: ['7001'] }, {}] },
  })
  expect(await call('GET', 'debug_token?input_token=other&access_token=901|secret')).toMatchObject({
    data: { is_valid: false },
  })
})

test('a number tells its name, its quality and its account', async () => {
  const fields = 'verified_name,status,quality_rating'
  const whole = { id: '5001', verified_name: 'Librería Norte', status: 'CONNECTED', quality_rating: 'GREEN' }
  expect(await call('GET', `5001?fields=${fields}`)).toEqual(whole)
  expect((await call('GET', `7001/phone_numbers?fields=${fields}`)).data).toEqual([whole])
})

test('an account can report to a callback of its own, once that answers the challenge', async () => {
  const override_callback_uri = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/own`
  const wrong = { override_callback_uri, verify_token: 'wrong' }
  expect((await call('POST', '7001/subscribed_apps', wrong)).error?.code).toBe(2200)
  await call('POST', '7001/subscribed_apps', { override_callback_uri, verify_token: 'own' })
  expect((await call('GET', '7001/subscribed_apps')).data).toMatchObject([{ override_callback_uri }])
})

function buttons(...all: readonly object[]) {
  return { type: 'BUTTONS', buttons: all }
}

function receive(): Promise<string> {
  const routes = new Hono()
  routes.get('/own', (c) =>
    c.req.query('hub.verify_token') === 'own' ? c.text(c.req.query('hub.challenge') ?? '') : c.text('', 403),
  )
  routes.post('/hook', async (c) => {
    const body = await c.req.json<{ entry: { changes: { value: object }[] }[] }>()
    news.push(...body.entry.flatMap((entry) => entry.changes.map((change) => change.value)))
    return c.text('')
  })
  return new Promise((resolve) => {
    receiver = serve({ fetch: routes.fetch, hostname: '127.0.0.1', port: 0 }, () => {
      resolve(`http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`)
    }) as Server
  })
}

async function call(method: string, path: string, body?: object): Promise<Body> {
  const answer = await fetch(`${whatsapp.url}/v26.0/${path}`, {
    method,
    headers: { authorization: 'Bearer EAAtoken', 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  })
  return (await answer.json()) as Body
}

function create(changes: Draft) {
  const { text, example, more, ...rest } = {
    text: reminder,
    example: { body_text: [['49 €', 'Monday']] },
    more: [],
    ...changes,
  }
  return call('POST', '7001/message_templates', {
    name: 'invoice_due',
    language: 'en_US',
    category: 'UTILITY',
    components: [{ type: 'BODY', text, example }, ...more],
    ...rest,
  })
}

function send() {
  const parameters = [
    { type: 'text', text: '49 €' },
    { type: 'text', text: 'Monday' },
  ]
  const template = {
    name: 'invoice_due',
    language: { code: 'en_US' },
    components: [{ type: 'body', parameters }],
  }
  return call('POST', '5001/messages', {
    messaging_product: 'whatsapp',
    to: '+34600111222',
    type: 'template',
    template,
  })
}

async function pass(seconds: number) {
  await clock.moveTo(clock.now().add({ seconds }))
  await whatsapp.delivered()
}
