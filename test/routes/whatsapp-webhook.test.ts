import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { openShop } from '../../simulator/shop.ts'
import { businessNumber, metaApp, startWorld, type World } from '../../simulator/world.ts'
import { keptRows, metaSignature, postMeta } from './signed.ts'

let world: World
beforeEach(async () => {
  world = await startWorld()
  onTestFinished(() => world.close())
})

/** One change of Meta's about our number. */
function news(value: object, field = 'messages') {
  const metadata = { display_phone_number: '34910000000', phone_number_id: businessNumber.phoneNumberId }
  const changes = [{ field, value: { messaging_product: 'whatsapp', metadata, ...value } }]
  return JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [{ id: businessNumber.wabaId, changes }],
  })
}

function text(id: string, body: string) {
  return { id, from: '34600000001', timestamp: '1795424400', type: 'text', text: { body } }
}

/** Letters beyond ASCII written as Meta writes them. */
function escaped(json: string): string {
  return json.replace(
    /[\u0080-\uffff]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

function challenge(verifyToken: string, app = 'default', mode = 'subscribe') {
  const query = new URLSearchParams({
    'hub.mode': mode,
    'hub.challenge': '1158201444',
    'hub.verify_token': verifyToken,
  })
  return fetch(`${world.url}/webhooks/whatsapp/${app}?${query}`)
}

test("Meta's challenge with the right token is answered with its own words", async () => {
  const answer = await challenge(metaApp.verifyToken)

  expect(answer.status).toBe(200)
  expect(await answer.text()).toBe('1158201444')
})

test.each([
  ['a wrong token', ['wrong']],
  ['no token', ['']],
  ['the right token for an unknown app', [metaApp.verifyToken, 'other']],
  ['another mode', [metaApp.verifyToken, 'default', 'unsubscribe']],
] as const)("Meta's challenge with %s is refused", async (_, [token, app, mode]) => {
  const answer = await challenge(token, app, mode)

  expect(answer.status).toBe(403)
  expect(await answer.text()).not.toContain('1158201444')
})

test('a body signed over its escaped letters is kept to the byte', async () => {
  const body = escaped(news({ messages: [text('wamid.1', 'Grüße, Zoë ñ 🦤')] }))
  expect(body).toContain('\\u00fc')

  const answer = await postMeta(world, body)

  expect(answer.status).toBe(200)
  expect((await keptRows(world)).map((row) => row.body)).toEqual([body])
})

const unsigned: readonly [string, (body: string) => { signature?: string | null; app?: string }][] = [
  ['with a wrong signature', (body) => ({ signature: metaSignature(body, 'another-secret') })],
  [
    'signed over other letters than it holds',
    (body) => ({ signature: metaSignature(JSON.stringify(JSON.parse(body))) }),
  ],
  ['without a signature', () => ({ signature: null })],
  ['with an empty signature', () => ({ signature: 'sha256=' })],
  ['with a signature of garbage', () => ({ signature: 'sha256=zebra' })],
  ['for an app nobody knows', () => ({ app: 'other' })],
]

test.each(unsigned)('a body %s is refused and leaves nothing behind', async (_, signing) => {
  const body = escaped(news({ messages: [text('wamid.1', 'Grüße')] }))

  const answer = await postMeta(world, body, signing(body))

  expect(answer.status).toBe(401)
  expect(await keptRows(world)).toEqual([])
})

test('a signed body that is no JSON is refused', async () => {
  expect((await postMeta(world, 'garbage')).status).toBe(400)
  expect(await keptRows(world)).toEqual([])
})

test('a body of 5 MB is refused and leaves nothing behind', async () => {
  expect((await postMeta(world, ' '.repeat(5 * 1024 * 1024))).status).toBe(413)
  expect(await keptRows(world)).toEqual([])
})

test('the same body twice is kept once', async () => {
  const body = news({ messages: [text('wamid.1', 'Hello')] })

  await Promise.all(Array.from({ length: 20 }, () => postMeta(world, body)))

  expect(await keptRows(world)).toHaveLength(1)
})

test('in a body with one bad item the others are handled, and the bad one is set aside by itself', async () => {
  await openShop(world)
  await world.house.tools.db.deleteFrom('inbox').execute()
  const bad = { id: 'wamid.bad', status: 'delivered', timestamp: 'yesterday' }
  const body = news({ statuses: [bad], messages: [text('wamid.1', 'STOP'), text('wamid.2', 'Hello')] })

  await postMeta(world, body)
  await world.settle()

  const rows = await keptRows(world)
  expect(rows.map(({ state }) => state).toSorted()).toEqual(['handled', 'set_aside'])
  expect(rows.find(({ state }) => state === 'handled')?.reason).toBe('2 handled, 0 ignored, 1 set aside')
  const apart = rows.find(({ state }) => state === 'set_aside')
  expect(apart?.body).toContain('wamid.bad')
  expect(apart?.body).not.toContain('wamid.1')
  expect(await world.run('events')).toHaveLength(1)
  const { db } = world.house.tools
  expect(await db.selectFrom('message').select('answered_as').orderBy('wamid').execute()).toEqual([
    { answered_as: 'stop' },
    { answered_as: null },
  ])
})

test('a bad item that Meta sends in two bodies is set aside once', async () => {
  await openShop(world)
  const bad = { id: 'wamid.bad', status: 'delivered', timestamp: 'yesterday' }

  await postMeta(world, news({ statuses: [bad], messages: [text('wamid.1', 'Hello')] }))
  await postMeta(world, news({ statuses: [bad], messages: [text('wamid.2', 'Hello again')] }))
  await world.settle()

  expect(await world.run('events')).toHaveLength(1)
})

const harmless: readonly [string, string][] = [
  ['news of a field we do not read', news({ event: 'x' }, 'account_update')],
  [
    'a message of a kind not invented yet',
    news({ messages: [{ ...text('wamid.1', 'x'), type: 'hologram', text: null }] }),
  ],
  [
    'a status not invented yet',
    news({ statuses: [{ id: 'wamid.1', status: 'pondered', timestamp: '1795424400' }] }),
  ],
  ['no items', news({})],
  [
    'news of a number that is not ours',
    news({ messages: [text('wamid.1', 'STOP')] }).replaceAll('400500600', '1'),
  ],
  ['no entries', JSON.stringify({ object: 'whatsapp_business_account', entry: [] })],
]

test.each(harmless)('a body with %s is taken, and nothing is set aside or tried again', async (_, body) => {
  await openShop(world)
  await world.house.tools.db.deleteFrom('inbox').execute()

  const answer = await postMeta(world, body)
  await world.advance({ hours: 3 })

  expect(answer.status).toBe(200)
  const states = (await keptRows(world)).map(({ state }) => state)
  expect(['handled', 'ignored']).toContain(states[0])
  expect(states).toHaveLength(1)
})

test('news that cannot be kept is not acknowledged, so that Meta sends it again', async () => {
  const away = await startWorld()
  await away.house.tools.db.destroy()

  expect((await postMeta(away, news({}))).status).toBe(500)
  await away.close()
})
