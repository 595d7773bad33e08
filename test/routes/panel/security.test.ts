import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Ask, PanelPath } from '../../../server/routes/panel/contract.ts'
import { endpoints } from '../../../server/routes/panel/roster.ts'
import { mayDo } from '../../../server/stripe/roles.ts'
import { addRegular, linkNumber, openShop } from '../../../simulator/shop.ts'
import { appSecret, businessNumber, startWorld, type World } from '../../../simulator/world.ts'
import { admin, type Draft, draft, send, support, viewer } from './ask.ts'

const stranger = 'acct_stranger'
const mayaPhone = '+34600000001'
/** A second number of the merchant, in the same business account. */
const second = { ...businessNumber, phoneNumberId: '400500602', token: 'EAAG-second-token' }

/** What the merchant has that others might ask for. */
type Ids = { readonly invoice: string; readonly enrollment: string }
/** A third one, which Meta wants a code for. */
const unverified = { ...businessNumber, phoneNumberId: '400500603', token: 'EAAG-third-token' }

/** What is asked of every endpoint; the compiler finds one that is missing. Every id in it is the merchant's own. */
const asks = ({ invoice, enrollment }: Ids): { readonly [Path in PanelPath]: Ask<Path> } => ({
  '/panel/overview': {},
  '/panel/settings': {},
  '/panel/settings/choose': { mode: 'watch' },
  '/panel/account/choose': { language: 'de' },
  '/panel/alarm-ways': {},
  '/panel/alarm-ways/choose': { webhook: 'https://example.com/alarms' },
  '/panel/flows': {},
  '/panel/flows/switch': { flow: 'failed-payment', isOn: true },
  '/panel/flows/choose': { flow: 'failed-payment', change: { windowDays: 20 } },
  '/panel/planned': {},
  '/panel/timeline': { id: invoice },
  '/panel/nudge/now': { enrollment },
  '/panel/nudge/pause': { enrollment },
  '/panel/nudge/go-on': { enrollment },
  '/panel/consent': { customer: 'cus_maya' },
  '/panel/consent/record': { customer: 'cus_maya', state: 'withdrawn' },
  '/panel/thread': { customer: 'cus_maya' },
  '/panel/thread/seen': { customer: 'cus_maya' },
  '/panel/thread/answer': { customer: 'cus_maya', text: 'Good day' },
  '/panel/thread/take': { customer: 'cus_maya' },
  '/panel/thread/hand-back': { customer: 'cus_maya' },
  '/panel/sending': {},
  '/panel/sending/stop': {},
  '/panel/sending/resume': {},
  '/panel/allowed-phones': {},
  '/panel/allowed-phones/add': { phone: '+34600000009' },
  '/panel/numbers': {},
  '/panel/numbers/link': businessNumber,
  '/panel/numbers/code': { ...unverified, way: 'SMS' },
  '/panel/numbers/connect': {},
  '/panel/numbers/default': { phoneNumberId: businessNumber.phoneNumberId },
  '/panel/numbers/unlink': { phoneNumberId: second.phoneNumberId },
  '/panel/texts/push': {},
  '/panel/texts/test': { phone: '+34600000009', text: 'payment_failed' },
})
const paths = Object.keys(endpoints) as PanelPath[]
/** The texts of a flow are the same for everybody. */
const hasOfItsOwn: ReadonlySet<PanelPath> = new Set([
  '/panel/flows',
  '/panel/flows/switch',
  '/panel/flows/choose',
])
const writes = paths.filter((path) => endpoints[path].kind === 'write')

let world: World
let ids: Ids
beforeAll(async () => {
  world = await startWorld({ whatsapp: { reviews: 'at-once' } })
  await openShop(world)
  const atMeta = { app: 'default', displayPhone: '+34 910 000 002', verifiedName: 'Harbor Coffee' }
  for (const number of [second, unverified]) world.whatsapp.addNumber({ ...number, ...atMeta })
  const maya = {
    id: 'cus_maya',
    name: 'Maya Ruiz',
    phone: '600 000 001',
    country: 'ES',
    optIn: 'true',
  } as const
  addRegular(world, maya)
  await world.run('allow-list', 'add', '+34600000009')
  const invoice = world.stripe.declineRenewal('cus_maya', { declineCode: 'expired_card' })
  await world.settle()
  const { id } = await world.house.tools.db.selectFrom('enrollment').select('id').executeTakeFirstOrThrow()
  ids = { invoice, enrollment: id }
  await world.whatsapp.reply(mayaPhone, 'Maya asks')
  await world.settle()
  await world.run('account', 'set', '--account', stranger, '--name', 'Stranger', '--country', 'ES')
})
afterAll(() => world.close())

const askOf = (path: PanelPath) => asks(ids)[path]
const right = (path: PanelPath, ...more: [Parameters<typeof draft>[3]?]) =>
  draft(world, path, askOf(path), ...more)

/** Waits until the account may ask again, for something that can still be done. */
async function rest(path?: PanelPath) {
  await world.clock.moveTo(world.clock.now().add({ seconds: 20 }))
  if (path === '/panel/numbers/unlink') await linkNumber(world, second)
  const unasked = { status: 'PENDING', codeVerification: 'NOT_VERIFIED', codesSentAt: [] }
  world.whatsapp.changeNumber(unverified.phoneNumberId, unasked)
}

async function audits(): Promise<number> {
  const { rows } = await world.house.tools.db
    .selectFrom('audit')
    .select((eb) => eb.fn.countAll<number>().as('rows'))
    .executeTakeFirstOrThrow()
  return rows
}

const without = (object: Record<string, unknown>, name: string) =>
  Object.fromEntries(Object.entries(object).filter(([key]) => key !== name))

type Forgery = (path: PanelPath) => Promise<Draft>
const forgeries: readonly (readonly [string, Forgery])[] = [
  ['whose body was changed after signing', async (path) => ({ ...(await right(path)), body: '{ }' })],
  [
    'signed for another path',
    async (path) => right(path, { signs: (text) => ({ ...text, path: '/panel/elsewhere' }) }),
  ],
  [
    'signed for another method',
    async (path) => right(path, { signs: (text) => ({ ...text, method: 'GET' }) }),
  ],
  [
    'that names another account than was signed',
    async (path) => {
      const asked = await right(path)
      return { ...asked, claims: { ...asked.claims, account_id: stranger } }
    },
  ],
  [
    'that names another user than was signed',
    async (path) => {
      const asked = await right(path)
      return { ...asked, claims: { ...asked.claims, user_id: 'usr_other' } }
    },
  ],
  [
    'that names another mode than was signed',
    async (path) => {
      const asked = await right(path)
      return { ...asked, claims: { ...asked.claims, livemode: false } }
    },
  ],
  [
    'that names a role that was not signed',
    async (path) => {
      const asked = await right(path, { claims: { stripe_roles: [viewer] } })
      return { ...asked, claims: { ...asked.claims, stripe_roles: [admin] } }
    },
  ],
  [
    'that names another request than was signed',
    async (path) => {
      const asked = await right(path)
      return { ...asked, claims: { ...asked.claims, request_id: randomUUID() } }
    },
  ],
  ['signed six minutes ago', (path) => right(path, { secondsOff: -360 })],
  ['signed six minutes from now', (path) => right(path, { secondsOff: 360 })],
  ['signed with another secret', (path) => right(path, { secret: 'absec_other' })],
  [
    'whose signed keys stand in another order',
    (path) => right(path, { signs: ({ livemode, ...text }) => ({ ...text, livemode }) }),
  ],
  [
    'whose ids stand before the rest in what was signed',
    (path) =>
      right(path, { signs: ({ user_id, account_id, ...text }) => ({ user_id, account_id, ...text }) }),
  ],
  ['without a signature', async (path) => ({ ...(await right(path)), header: '' })],
  ...['livemode', 'sandbox', 'stripe_roles', 'user_id', 'account_id'].map(
    (name): readonly [string, Forgery] => [
      `without ${name}, signed so`,
      async (path) => {
        const asked = await right(path, { signs: (text) => without(text, name) })
        return { ...asked, claims: without(asked.claims, name) }
      },
    ],
  ),
]

describe.each(paths)('%s', (path) => {
  test.each(forgeries)('refuses a request %s, and does nothing', async (_, forge) => {
    await rest(path)
    const before = await audits()
    const response = await send(world, await forge(path))
    expect(response.status).toBe(401)
    expect(await response.json()).toMatchObject({ code: expect.stringMatching(/^(unsigned|expired)$/) })
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
    expect(await audits()).toBe(before)
  })

  test('is answered when everything fits', async () => {
    await rest(path)
    const response = await send(world, await right(path))
    expect([response.status, await response.text()]).toEqual([200, expect.any(String)])
  })

  test('gives nothing of it to another account that asks for the same', async () => {
    await rest(path)
    const response = await send(world, await right(path, { claims: { account_id: stranger } }))
    const text = await response.text()
    for (const secret of ['Harbor Coffee', 'Maya', 'payment_failed', mayaPhone, '000 000'])
      if (!hasOfItsOwn.has(path)) expect(text).not.toContain(secret)
    if (path === '/panel/timeline')
      expect(JSON.parse(text)).toEqual({ stories: [], before: null, passedOver: [] })
    if (/^\/panel\/(consent|nudge|thread)/.test(path)) expect(response.status).toBe(422)
  })

  test('refuses a body that says more than it should', async () => {
    await rest(path)
    const asked = await draft(world, path, { ...(askOf(path) as object), also: 1 })
    expect((await send(world, asked)).status).toBe(400)
  })

  test('refuses a body that is too large, and one that is no JSON', async () => {
    await rest(path)
    const large = await draft(world, path, { fill: 'x'.repeat(17_000) })
    expect((await send(world, large)).status).toBe(413)
    const nothing = await draft(world, path, undefined)
    expect((await send(world, nothing)).status).toBe(400)
  })

  test('asks for the role it needs', async () => {
    await rest(path)
    for (const role of [admin, support, viewer]) {
      const response = await send(world, await right(path, { claims: { stripe_roles: [role] } }))
      const may = mayDo([role], endpoints[path].right)
      expect([role.id, response.status]).toEqual([role.id, may ? 200 : 403])
    }
    expect((await send(world, await right(path, { claims: { stripe_roles: [] } }))).status).toBe(403)
  })

  test('refuses a sandbox in live mode', async () => {
    await rest(path)
    expect((await send(world, await right(path, { claims: { sandbox: true } }))).status).toBe(400)
  })
})

describe.each(writes)('the write %s', (path) => {
  test('asked twice is done once, and answered alike', async () => {
    await rest(path)
    const asked = await right(path)
    const before = await audits()
    const first = await send(world, asked)
    const done = (await audits()) - before
    const second = await send(world, asked)
    expect([second.status, await second.text()]).toEqual([first.status, await first.text()])
    expect((await audits()) - before).toBe(done)
  })

  test('asked twice at the same moment is done once', async () => {
    await rest(path)
    const alone = await audits()
    await send(world, await right(path))
    const usual = (await audits()) - alone
    await rest(path)
    const before = await audits()
    const asked = await right(path)
    const statuses = await Promise.all([send(world, asked), send(world, asked)])
    expect(statuses.map(({ status }) => status).toSorted()[0]).toBe(200)
    expect((await audits()) - before).toBeLessThanOrEqual(usual)
  })

  test('is refused without a request_id, and with one that was used for something else', async () => {
    await rest(path)
    const bare = await right(path, { claims: { request_id: undefined } })
    expect((await send(world, bare)).status).toBe(400)
    const id = randomUUID()
    await send(world, await right(path, { claims: { request_id: id } }))
    const other = await right(path, { claims: { request_id: id, user_id: 'usr_other' } })
    expect((await send(world, other)).status).toBe(409)
  })
})

test('a browser that asks first is told what it may send', async () => {
  const response = await fetch(`${world.url}/panel/overview`, {
    method: 'OPTIONS',
    headers: {
      origin: 'null',
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type,stripe-signature,paynudge-claims',
    },
  })
  expect(response.status).toBe(204)
  expect(response.headers.get('access-control-allow-origin')).toBe('*')
  expect(response.headers.get('access-control-allow-headers')).toContain('paynudge-claims')
  expect(response.headers.get('access-control-allow-credentials')).toBeNull()
})

async function askOften(times: number, user_id: string): Promise<readonly Response[]> {
  const asked = await Promise.all(
    Array.from({ length: times }, () => right('/panel/sending', { claims: { user_id } })),
  )
  const responses = await Promise.all(asked.map((one) => send(world, one)))
  return responses.filter(({ status }) => status === 429)
}

test('whoever asks too often is told when they may again, in words their browser may read, and nobody else is', async () => {
  await rest()
  const refused = await askOften(70, 'usr_often')
  expect(refused.length).toBeGreaterThan(0)
  expect(refused[0]?.headers.get('access-control-allow-origin')).toBe('*')
  expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(await askOften(1, 'usr_ana')).toEqual([])
})

test('an account whose users ask too often together is refused, and no other account', async () => {
  await rest()
  const users = Array.from({ length: 6 }, (_, index) => `usr_${index}`)
  const refused = await Promise.all(users.map((user) => askOften(60, user)))
  expect(refused.flat().length).toBeGreaterThan(0)
  const other = await right('/panel/sending', { claims: { account_id: stranger } })
  expect((await send(world, other)).status).toBe(200)
})

test('a path the panel does not know is a 404 its browser may read', async () => {
  const response = await fetch(`${world.url}/panel/nothing`, { method: 'POST', headers: { origin: 'null' } })
  expect(response.status).toBe(404)
  expect(response.headers.get('access-control-allow-origin')).toBe('*')
  expect((await fetch(`${world.url}/health`)).headers.get('access-control-allow-origin')).toBeNull()
})

test('either of two secrets is taken while one is rolled', async () => {
  const rolled = await startWorld({ appSecrets: ['absec_new', appSecret] })
  await openShop(rolled)
  for (const secret of ['absec_new', appSecret])
    expect((await send(rolled, await draft(rolled, '/panel/sending', {}, { secret }))).status).toBe(200)
  expect((await send(rolled, await draft(rolled, '/panel/sending', {}, { secret: 'absec_x' }))).status).toBe(
    401,
  )
  await rolled.close()
})

test('without an app secret there is no panel', async () => {
  const bare = await startWorld({ appSecrets: [] })
  const response = await send(bare, await draft(bare, '/panel/overview', {}))
  expect([response.status, await response.json()]).toEqual([
    503,
    { code: 'not-configured', error: 'STRIPE_APP_SECRET is not set' },
  ])
  await bare.close()
})
