import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { stripeWebhook } from '../../server/routes/stripe-webhook.ts'
import { createClock } from '../../simulator/clock.ts'
import { startWorld, type World, webhookSecret } from '../../simulator/world.ts'
import { keptRows, postStripe, type Signing, smallEvent, stripeHeader } from './signed.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.close())

const event = JSON.stringify(smallEvent('invoice.paid', 'evt_refused'))

/** A header as Stripe makes it, with parts of another one. */
function v1Of(header: string): string {
  return /v1=\w+/.exec(header)?.[0] ?? ''
}

const refusals: readonly [string, (world: World) => { body?: string } & Signing, number][] = [
  ['signed with another secret', () => ({ secret: 'whsec_of_somebody_else' }), 400],
  ['signed 301 seconds ago', () => ({ secondsOff: -301 }), 400],
  ['signed 301 seconds in the future', () => ({ secondsOff: 301 }), 400],
  ['signed for another body', (world) => ({ header: stripeHeader(world, `${event} `) }), 400],
  [
    'signed with v0 only, which is for Stripe’s own tests',
    (world) => ({ header: stripeHeader(world, event).replace('v1=', 'v0=') }),
    400,
  ],
  ['without a signature', () => ({ header: null }), 400],
  ['with an empty signature', () => ({ header: '' }), 400],
  ['with a signature of garbage', () => ({ header: 'zebra,,=;v1' }), 400],
  ['with a signature without a time', (world) => ({ header: v1Of(stripeHeader(world, event)) }), 400],
  [
    'with a time that is no number',
    (world) => ({ header: `t=soon,${v1Of(stripeHeader(world, event))}` }),
    400,
  ],
  ['of garbage, signed', () => ({ body: 'garbage' }), 400],
  ['that is empty, signed', () => ({ body: '' }), 400],
  ['of JSON that is no event', () => ({ body: '{"hello":"world"}' }), 400],
  ['of JSON that is no object', () => ({ body: '[1,2,3]' }), 400],
  ['of the word null', () => ({ body: 'null' }), 400],
  [
    'of an event without an object',
    () => ({ body: JSON.stringify({ ...JSON.parse(event), data: {} }) }),
    400,
  ],
  [
    'of an event without an id',
    () => ({ body: JSON.stringify({ ...JSON.parse(event), id: undefined }) }),
    400,
  ],
  [
    'of an event without a time',
    () => ({ body: JSON.stringify({ ...JSON.parse(event), created: 'now' }) }),
    400,
  ],
  [
    'of a thin event',
    () => ({
      body: JSON.stringify({
        id: 'evt_thin',
        object: 'v2.core.event',
        type: 'v1.billing.meter.error_report_triggered',
        created: '2026-11-23T09:00:00Z',
        related_object: { id: 'mtr_1', type: 'billing.meter', url: '/v1/billing/meters/mtr_1' },
        livemode: true,
      }),
    }),
    400,
  ],
  ['for an environment that does not exist', () => ({ environment: 'staging' }), 404],
  ['for an environment without a secret', () => ({ environment: 'test' }), 503],
]

test.each(refusals)('a webhook %s is refused and leaves nothing behind', async (_, signing, status) => {
  const { body = event, ...rest } = signing(world)

  const answer = await postStripe(world, body, rest)

  expect(answer.status).toBe(status)
  expect(await answer.json()).toEqual({ error: expect.any(String) })
  expect(await keptRows(world)).toEqual([])
})

test('the refusal of a thin event says what to do', async () => {
  const answer = await postStripe(world, JSON.stringify({ object: 'v2.core.event', id: 'evt_thin' }))

  expect(await answer.text()).toContain('choose them for this webhook endpoint')
})

test('a body of bytes that are no text is refused, however it is signed', async () => {
  const body = Buffer.concat([
    Buffer.from(event.slice(0, -1)),
    Buffer.from([0xff, 0xfe, 0x80]),
    Buffer.from('}'),
  ])
  const seconds = Math.floor(world.clock.now().epochMilliseconds / 1000)
  const overBytes = createHmac('sha256', webhookSecret)
    .update(Buffer.concat([Buffer.from(`${seconds}.`), body]))
    .digest('hex')

  const answer = await fetch(`${world.url}/webhooks/stripe/live`, {
    method: 'POST',
    headers: { 'stripe-signature': `t=${seconds},v1=${overBytes}` },
    body,
  })

  expect(answer.status).toBe(400)
  expect(await keptRows(world)).toEqual([])
})

const tooLarge = Buffer.alloc(5 * 1024 * 1024, ' ')

test('a body of 5 MB is refused and leaves nothing behind', async () => {
  const answer = await fetch(`${world.url}/webhooks/stripe/live`, {
    method: 'POST',
    headers: { 'stripe-signature': stripeHeader(world, tooLarge.toString()) },
    body: tooLarge,
  })

  expect(answer.status).toBe(413)
  expect(await keptRows(world)).toEqual([])
})

test('a body of 5 MB that does not say how long it is is refused too', async () => {
  const answer = await fetch(`${world.url}/webhooks/stripe/live`, {
    method: 'POST',
    headers: { 'stripe-signature': stripeHeader(world, tooLarge.toString()) },
    body: new Blob([tooLarge]).stream(),
    duplex: 'half',
  } as RequestInit)

  expect(answer.status).toBe(413)
  expect(await keptRows(world)).toEqual([])
})

test('a test event at the live endpoint is acknowledged and not kept', async () => {
  const answer = await postStripe(world, JSON.stringify({ ...JSON.parse(event), livemode: false }))

  expect(answer.status).toBe(200)
  expect(await keptRows(world)).toEqual([])
})

const good: readonly [string, (body: string) => Signing][] = [
  ['signed 299 seconds ago', () => ({ secondsOff: -299 })],
  ['signed 299 seconds in the future', () => ({ secondsOff: 299 })],
  [
    'signed with the old and the new secret while it is rolled',
    (body) => {
      const old = v1Of(stripeHeader(world, body, { secret: 'whsec_old' }))
      const header = stripeHeader(world, body)
      return { header: header.replace('v1=', `${old},v1=`) }
    },
  ],
  ['signed with v0 beside v1', (body) => ({ header: `${stripeHeader(world, body)},v0=abc` })],
]

test.each(good)('a webhook %s is kept', async (name, signing) => {
  const body = JSON.stringify(smallEvent('invoice.paid', `evt_${name.replaceAll(' ', '_')}`))

  const answer = await postStripe(world, body, signing(body))

  expect(answer.status).toBe(200)
  expect((await keptRows(world)).map((row) => row.body)).toContain(body)
  await world.house.tools.db.deleteFrom('inbox').execute()
})

test('accents and emoji are kept to the letter', async () => {
  const body = JSON.stringify(
    smallEvent('customer.updated', 'evt_accents', { data: { object: { name: 'Zoë Ñandú 🦤' } } }),
  )

  await postStripe(world, body)

  expect((await keptRows(world)).map((row) => row.body)).toEqual([body])
  await world.house.tools.db.deleteFrom('inbox').execute()
})

test.each(['whsec_first', 'whsec_second'])(
  'of several secrets of one endpoint each is good (%s)',
  async (secret) => {
    const kept: string[] = []
    const route = stripeWebhook({
      clock: createClock(world.clock.now()),
      keep: async (received) => void kept.push(received.event_id),
      kept: () => undefined,
      strayed: () => undefined,
      secrets: { live: ['whsec_first', 'whsec_second'] },
      ownAccounts: { live: 'acct_harbor' },
    })

    const answer = await route.request('/webhooks/stripe/live', {
      method: 'POST',
      headers: { 'stripe-signature': stripeHeader(world, event, { secret }) },
      body: event,
    })

    expect(answer.status).toBe(200)
    expect(kept).toEqual(['evt_refused'])
  },
)

test('an event that cannot be kept is not acknowledged, so that Stripe sends it again', async () => {
  const away = await startWorld()
  await away.house.tools.db.destroy()

  const answer = await postStripe(away, event)

  expect(answer.status).toBe(500)
  expect(await answer.json()).toEqual({ error: expect.any(String) })
  await away.close()
})
