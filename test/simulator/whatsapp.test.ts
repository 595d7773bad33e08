import { createHmac } from 'node:crypto'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createClock, type SimulatedClock } from '../../simulator/clock.ts'
import { sends } from '../../simulator/whatsapp/call.ts'
import { startWhatsApp, type WhatsAppWorld } from '../../simulator/whatsapp/start.ts'

type StatusRow = {
  readonly status: string
  readonly recipient_user_id: string
  readonly errors?: readonly { readonly code: number }[]
}
type InboundRow = { readonly text?: { readonly body: string } }
type Received = {
  readonly raw: string
  readonly field: string
  readonly value: { readonly statuses?: readonly StatusRow[]; readonly messages?: readonly InboundRow[] }
}
type Body = {
  readonly contacts?: readonly object[]
  readonly messages?: readonly { readonly id: string; readonly message_status?: string }[]
  readonly error?: { readonly code: number; readonly fbtrace_id: string }
}
type Answer = { readonly status: number; readonly body: Body }
type SendChanges = {
  readonly to?: string | undefined
  readonly recipient?: string
  readonly parameters?: readonly object[]
  /** Null leaves every button out. */
  readonly suffix?: string | null | undefined
  readonly template?: object
  readonly route?: 'messages' | 'marketing_messages'
  readonly signal?: AbortSignal
}

const app = {
  name: 'paynudge',
  appId: '901',
  appSecret: 'meta-secret',
  verifyToken: 'ours',
}
const number = {
  app: 'paynudge',
  wabaId: '7001',
  phoneNumberId: '5001',
  displayPhone: '+34 910 000 100',
  verifiedName: 'Librería Norte',
  token: 'EAAtoken',
}
const lucia = '+34600111222'

const template = {
  name: 'payment_failed',
  language: 'en_US',
  category: 'UTILITY',
  parameter_format: 'NAMED',
  components: [
    { type: 'HEADER', format: 'TEXT', text: 'Payment not completed' },
    {
      type: 'BODY',
      text: 'Hi {{first_name}}, your payment of {{amount}} did not go through and nothing was charged.',
      example: {
        body_text_named_params: [
          { param_name: 'first_name', example: 'Maya' },
          { param_name: 'amount', example: '$49.00' },
        ],
      },
    },
    { type: 'FOOTER', text: 'Librería Norte' },
    {
      type: 'BUTTONS',
      buttons: [
        {
          type: 'URL',
          text: 'Pay now',
          url: 'https://pay.example.com/r/{{1}}',
          example: ['https://pay.example.com/r/x'],
        },
        { type: 'QUICK_REPLY', text: 'Need help' },
      ],
    },
  ],
}

let clock: SimulatedClock
let whatsapp: WhatsAppWorld
let receiver: Server
let received: Received[]
/** The statuses the receiver answers with, one by one; 200 when there are no more. */
let answers: number[]

beforeEach(async () => {
  clock = createClock(Temporal.Instant.from('2026-11-23T09:00:00Z'))
  whatsapp = await startWhatsApp({ clock })
  received = []
  answers = []
  const callbackUrl = await receive()
  whatsapp.addApp({ ...app, callbackUrl })
  whatsapp.addNumber(number)
  await call('POST', '7001/subscribed_apps')
})

afterEach(async () => {
  await whatsapp.close()
  receiver.closeAllConnections()
  receiver.close()
})

describe('a message', () => {
  test('is sent, delivered and read on the clock, and each is reported with our own id', async () => {
    await approve()
    const sent = await send()
    expect(sent.body.contacts?.[0]).toMatchObject({ input: lucia, wa_id: '34600111222' })
    expect(sent.body.messages?.[0]?.message_status).toBe('accepted')
    await pass(10)
    expect(statuses().map((row) => row.status)).toEqual(['sent', 'delivered', 'read'])
    const [first] = statuses()
    expect(first).toMatchObject({
      id: idOf(sent),
      recipient_id: '34600111222',
      biz_opaque_callback_data: 'nudge-1',
      timestamp: '1795424460',
      pricing: { billable: true, category: 'utility' },
    })
    expect(first!.recipient_user_id).toMatch(/^ES\.\d{20}$/)
  })

  test('shows on the phone with its texts, its link and its quick reply', async () => {
    await approve()
    await send()
    await pass(2)
    expect(whatsapp.messagesTo(lucia)).toMatchObject([
      {
        header: 'Payment not completed',
        body: 'Hi Lucía, your payment of 49,00 € did not go through and nothing was charged.',
        footer: 'Librería Norte',
        buttons: [
          { type: 'url', label: 'Pay now', url: 'https://pay.example.com/r/tok1' },
          { type: 'quick_reply', label: 'Need help', payload: 'help:nudge-1' },
        ],
        status: 'delivered',
      },
    ])
    const chat = await fetch(`${whatsapp.url}/_sandbox/chat?phone=${encodeURIComponent(lucia)}`)
    expect(await chat.json()).toMatchObject({ messages: [{ template: 'payment_failed' }] })
    expect((await fetch(`${whatsapp.url}/phone/34600111222`)).status).toBe(200)
    for (const part of ['phone', 'chat', 'talk', 'parts'])
      expect((await fetch(`${whatsapp.url}/phone/assets/${part}.js`)).status).toBe(200)
  })

  test('leaves together with others of the same moment, in one webhook', async () => {
    await approve()
    await send()
    await send({ to: '+34600111333' })
    const before = received.length
    await pass(0.5)
    expect(received.length - before).toBe(1)
    expect(statuses()).toHaveLength(2)
  })

  test('to somebody who is not on WhatsApp is accepted, and fails afterwards', async () => {
    await approve()
    whatsapp.person(lucia, { onWhatsApp: false })
    expect((await send()).status).toBe(200)
    await pass(10)
    expect(statuses().map((row) => [row.status, row.errors?.[0]?.code])).toEqual([['failed', 131026]])
    expect(whatsapp.messagesTo(lucia)).toEqual([])
  })

  test('stays sent on a phone that is off, and delivered with somebody who does not read', async () => {
    await approve()
    whatsapp.person(lucia, { delivers: false })
    whatsapp.person('+34600111333', { reads: false })
    await send()
    await send({ to: '+34600111333' })
    await pass(60)
    expect(whatsapp.messages.map((message) => message.status)).toEqual(['sent', 'delivered'])
  })

  test('to somebody who hides their phone names only their user id', async () => {
    await approve()
    const { userId } = whatsapp.person(lucia, { hidesPhone: true })
    const sent = await send({ to: undefined, recipient: userId })
    expect(sent.body.contacts?.[0]).toEqual({ input: userId, user_id: userId })
    await pass(10)
    await whatsapp.reply(lucia, 'STOP')
    expect(received.map((one) => one.raw).join()).not.toContain('34600111222')
    expect(inbound()).toMatchObject([{ from_user_id: userId }])
  })

  test.each<[string, SendChanges, number, number]>([
    ['an unknown name', { template: { name: 'other' } }, 132001, 404],
    ['a language it does not have', { template: { language: { code: 'es' } } }, 132001, 404],
    ['a missing parameter', { parameters: [named('first_name', 'Maya')] }, 132000, 400],
    ['a wrong parameter name', { parameters: [named('name', 'Maya'), named('amount', '1')] }, 132012, 400],
    ['a line break', { parameters: [named('first_name', 'a\nb'), named('amount', '1')] }, 132018, 400],
    ['an empty value', { parameters: [named('first_name', ''), named('amount', '1')] }, 132018, 400],
    [
      'a text that is too long',
      { parameters: [named('first_name', 'a'.repeat(1_000)), named('amount', '1')] },
      132005,
      400,
    ],
    ['no link in its button', { suffix: undefined }, 131008, 400],
    ['the sender as its recipient', { to: '+34910000100' }, 131021, 400],
    ['no recipient', { to: undefined }, 100, 400],
  ])('with %s is refused as Meta does', async (_, changes, code, status) => {
    await approve()
    const refused = await send(changes)
    expect(refused.status).toBe(status)
    expect(refused.body.error).toMatchObject({ code, type: 'OAuthException' })
    expect(refused.body.error?.fbtrace_id).toBeTruthy()
    expect(whatsapp.messages).toEqual([])
  })

  test('without a template goes out only within a day of what the person wrote', async () => {
    const text = { messaging_product: 'whatsapp', to: lucia, type: 'text', text: { body: 'Hello' } }
    expect((await call('POST', '5001/messages', text)).body.error?.code).toBe(131047)
    await whatsapp.reply(lucia, 'Are you open?')
    expect((await call('POST', '5001/messages', text)).status).toBe(200)
    await pass(24 * 3_600)
    expect((await call('POST', '5001/messages', text)).body.error?.code).toBe(131047)
  })

  test('with an unknown token or for an unknown number is refused', async () => {
    const stranger = await fetch(`${whatsapp.url}/v25.0/5001/messages`, {
      method: 'POST',
      headers: { authorization: 'Bearer other' },
    })
    expect(stranger.status).toBe(401)
    expect(await stranger.json()).toMatchObject({ error: { code: 190 } })
    expect((await call('POST', '5999/messages', {})).body.error).toMatchObject({
      code: 100,
      error_subcode: 33,
    })
  })

  test('from a test number reaches five people and no sixth', async () => {
    whatsapp.addNumber({ ...number, testNumber: true })
    await approve()
    const codes = []
    for (const digit of [1, 2, 3, 4, 5, 6, 1])
      codes.push((await send({ to: `+3460000000${digit}` })).body.error?.code)
    expect(codes).toEqual([undefined, undefined, undefined, undefined, undefined, 131030, undefined])
  })
})

describe('a person', () => {
  test('who taps a quick reply sends its payload and the message it answers', async () => {
    await approve()
    const sent = await send()
    await pass(2)
    await whatsapp.tap(lucia, idOf(sent), 'Need help')
    expect(inbound()).toMatchObject([
      {
        type: 'button',
        from: '34600111222',
        button: { payload: 'help:nudge-1', text: 'Need help' },
        context: { from: '34910000100', id: idOf(sent) },
      },
    ])
  })

  test('can be played over HTTP too, as the phone page does', async () => {
    await approve()
    const message = idOf(await send())
    await pass(2)
    expect(await control('tap', { phone: lucia, message, label: 'Need help' })).toMatchObject({
      body: 'Need help',
    })
    expect(await control('tap', { phone: lucia, message, label: 'Pay now' })).toMatchObject({
      error: expect.stringContaining('it has: Need help'),
    })
    await control('reply', { phone: lucia, text: '<b>hello</b>' })
    await control('fail', { code: 131048 })
    expect((await send()).body.error?.code).toBe(131048)
    expect(inbound()).toMatchObject([{ type: 'button' }, { text: { body: '<b>hello</b>' } }])
    await control('reset', {})
    expect(whatsapp.messages).toEqual([])
  })

  test('who stops marketing gets none any more, but what they ordered still comes', async () => {
    await approve({ ...template, name: 'sale', category: 'MARKETING' })
    await approve({ ...template, components: [{ type: 'BODY', text: 'Your order is on its way.' }] })
    await whatsapp.reply(lucia, 'hi')
    await whatsapp.setMarketingPreference(lucia, 'stop')
    expect(received.at(-1)).toMatchObject({
      field: 'user_preferences',
      value: { user_preferences: [{ wa_id: '34600111222', value: 'stop', category: 'marketing_messages' }] },
    })
    await send({ template: { name: 'sale' }, route: 'marketing_messages' })
    await send({ parameters: [], suffix: null })
    await pass(10)
    expect(statuses().map((row) => [row.status, row.errors?.[0]?.code])).toEqual([
      ['failed', 131050],
      ['sent', undefined],
      ['delivered', undefined],
      ['read', undefined],
    ])
  })

  test('hears of utility only through /messages', async () => {
    await approve()
    expect((await send({ route: 'marketing_messages' })).body.error?.code).toBe(131055)
  })
})

describe('a webhook', () => {
  test('is signed over the escaped bytes, and the callback answers the challenge', async () => {
    await whatsapp.reply(lucia, 'Sí, mañana / тест 🙂')
    expect(received.at(-1)!.raw).toContain('S\\u00ed, ma\\u00f1ana \\/ \\u0442')
    expect(received.at(-1)!.raw).toContain('\\ud83d\\ude42')
    expect(inbound()[0]?.text?.body).toBe('Sí, mañana / тест 🙂')
    expect(await whatsapp.verifyCallback('paynudge')).toBe(true)
  })

  test('comes again, later and later, until it is answered by 200', async () => {
    answers = [500, 503]
    await whatsapp.reply(lucia, 'hello')
    await pass(5)
    expect(received).toHaveLength(2)
    await pass(30)
    await pass(90_000)
    expect(received).toHaveLength(3)
    expect(new Set(received.map((one) => one.raw)).size).toBe(1)
  })

  test('of an account without a subscription never leaves', async () => {
    await call('DELETE', '7001/subscribed_apps')
    await whatsapp.reply(lucia, 'hello')
    expect(received).toEqual([])
  })

  test('can be held back and released in reverse, doubled or lost', async () => {
    await approve()
    received = []
    whatsapp.hold()
    await send()
    await pass(10)
    expect(received).toEqual([])
    await whatsapp.release('reverse')
    expect(statuses().map((row) => row.status)).toEqual(['read', 'delivered', 'sent'])
    whatsapp.duplicateWebhooks(1)
    whatsapp.loseStatuses('delivered')
    received = []
    await send()
    await pass(10)
    expect(statuses().map((row) => row.status)).toEqual(['sent', 'sent', 'read'])
  })
})

describe('a failure on purpose', () => {
  test('refuses so many sends, to one phone only, and then no more', async () => {
    await approve()
    whatsapp.fail({ ...sends, code: 130429, to: lucia, details: 'slow down' }, 2)
    expect((await send({ to: '+34600111333' })).status).toBe(200)
    expect((await send()).body.error).toMatchObject({ code: 130429, error_data: { details: 'slow down' } })
    expect((await send()).status).toBe(400)
    expect((await send()).status).toBe(200)
  })

  test('that Meta reports late comes as a failed status', async () => {
    await approve()
    whatsapp.fail({ ...sends, code: 131049 })
    expect((await send()).status).toBe(200)
    await pass(10)
    expect(statuses().map((row) => row.errors?.[0]?.code)).toEqual([131049])
  })

  test.each([
    ['before it was taken', 'reset-before', 0],
    ['after it was taken', 'reset-after', 1],
  ] as const)('cuts the connection %s', async (_, accident, messages) => {
    await approve()
    whatsapp.fail({ ...sends, accident })
    await expect(send()).rejects.toThrow()
    expect(whatsapp.messages).toHaveLength(messages)
    expect((await send()).status).toBe(200)
  })

  test('leaves the caller without an answer although the message went out', async () => {
    await approve()
    whatsapp.fail({ ...sends, accident: 'hang' })
    await expect(send({ signal: AbortSignal.timeout(100) })).rejects.toThrow()
    expect(whatsapp.messages).toHaveLength(1)
    expect(whatsapp.calls.at(-1)!.status).toBe(0)
  })

  test('reports a message as sent before its answer', async () => {
    await approve()
    whatsapp.fail({ ...sends, accident: 'webhook-before-response' })
    await send()
    expect(statuses().map((row) => row.status)).toEqual(['sent'])
    await pass(10)
    expect(statuses().map((row) => row.status)).toEqual(['sent', 'delivered', 'read'])
  })
})

/** A small server as ours would be: refuses what is not signed over the very bytes it got. */
function receive(): Promise<string> {
  const routes = new Hono()
  routes.get('/hook', (c) => {
    const { 'hub.verify_token': token, 'hub.challenge': challenge } = c.req.query()
    return token === app.verifyToken ? c.text(challenge ?? '') : c.text('', 403)
  })
  routes.post('/hook', async (c) => {
    const bytes = Buffer.from(await c.req.arrayBuffer())
    const signature = createHmac('sha256', app.appSecret).update(bytes).digest('hex')
    if (c.req.header('x-hub-signature-256') !== `sha256=${signature}`) return c.text('', 401)
    const raw = bytes.toString()
    for (const change of JSON.parse(raw).entry[0].changes) received.push({ raw, ...change })
    return c.text('', (answers.shift() ?? 200) as 200)
  })
  return new Promise((resolve) => {
    receiver = serve({ fetch: routes.fetch, hostname: '127.0.0.1', port: 0 }, () => {
      resolve(`http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`)
    }) as Server
  })
}

async function call(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<Answer> {
  const answer = await fetch(`${whatsapp.url}/v25.0/${path}`, {
    method,
    headers: { authorization: `Bearer ${number.token}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    ...(signal && { signal }),
  })
  return { status: answer.status, body: (await answer.json()) as Body }
}

async function control(command: string, given: object): Promise<unknown> {
  const answer = await fetch(`${whatsapp.url}/_sandbox/${command}`, {
    method: 'POST',
    body: JSON.stringify(given),
  })
  return answer.json()
}

async function approve(draft: unknown = template) {
  expect((await call('POST', '7001/message_templates', draft)).status).toBe(200)
  await pass(60)
}

function named(name: string, text: string) {
  return { type: 'text', parameter_name: name, text }
}

/** Sends the template to Lucía, with changes. */
function send(changes: SendChanges = {}): Promise<Answer> {
  const { to, recipient, parameters, suffix, route, signal, template } = {
    to: lucia,
    parameters: [named('first_name', 'Lucía'), named('amount', '49,00 €')],
    suffix: 'tok1',
    route: 'messages',
    ...changes,
  }
  const components = [{ type: 'body', parameters }, ...buttons(suffix)]
  const body = {
    messaging_product: 'whatsapp',
    to,
    recipient,
    type: 'template',
    biz_opaque_callback_data: 'nudge-1',
    template: { name: 'payment_failed', language: { code: 'en_US' }, components, ...template },
  }
  return call('POST', `5001/${route}`, body, signal)
}

function buttons(suffix: string | null | undefined): readonly object[] {
  const link = { type: 'button', sub_type: 'url', index: '0', parameters: [{ type: 'text', text: suffix }] }
  const payload = { type: 'payload', payload: 'help:nudge-1' }
  const help = { type: 'button', sub_type: 'quick_reply', index: '1', parameters: [payload] }
  if (suffix === null) return []
  return suffix === undefined ? [help] : [link, help]
}

function idOf(sent: Answer): string {
  return sent.body.messages?.[0]?.id ?? ''
}

async function pass(seconds: number) {
  await clock.moveTo(clock.now().add({ milliseconds: seconds * 1_000 }))
  await whatsapp.delivered()
}

function statuses(): readonly StatusRow[] {
  return received.flatMap((one) => one.value.statuses ?? [])
}

function inbound(): readonly InboundRow[] {
  return received.flatMap((one) => one.value.messages ?? [])
}
