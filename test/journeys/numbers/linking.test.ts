import { describe, expect, test } from 'vitest'
import { linkNumber, withFile } from '../../../simulator/shop.ts'
import { businessNumber, type World } from '../../../simulator/world.ts'
import { ask } from '../../routes/panel/ask.ts'
import { emptyWorld, openTeaHouse, tea } from '../stage.ts'
import { addBerlin, berlin, numberRows, refusalOf } from './stage.ts'

async function setUp(): Promise<World> {
  const world = await emptyWorld()
  await world.run('account', 'set')
  return world
}

const id = businessNumber.phoneNumberId
const blocked = {
  canSend: 'BLOCKED',
  healthErrors: [
    { error_code: 141006, error_description: 'No payment method.', possible_solution: 'Add a credit card.' },
  ],
} as const

type Fault = readonly [string, (world: World) => unknown, string]
const faults: readonly Fault[] = [
  [
    'token is unknown',
    (w) => w.whatsapp.limitToken(businessNumber.token, { expiresAt: w.clock.now() }),
    'wrong or has expired. Make a new one',
  ],
  [
    'token may send nothing',
    (w) => w.whatsapp.limitToken(businessNumber.token, { scopes: ['whatsapp_business_management'] }),
    'lacks the permission whatsapp_business_messaging',
  ],
  [
    'token may not use the account',
    (w) => w.whatsapp.limitToken(businessNumber.token, { wabaIds: ['999'] }),
    'Assign that account to its system user',
  ],
  ['number is banned', (w) => w.whatsapp.changeNumber(id, { status: 'BANNED' }), 'See Business Support Home'],
  [
    'number is of a status of the future',
    (w) => w.whatsapp.changeNumber(id, { status: 'ASLEEP' }),
    'shows this number as ASLEEP',
  ],
  ['number is not registered', (w) => w.whatsapp.changeNumber(id, { status: 'PENDING' }), '--pin-file FILE'],
  [
    'number is not confirmed',
    (w) => w.whatsapp.changeNumber(id, { status: 'PENDING', codeVerification: 'NOT_VERIFIED' }),
    '`number code` has Meta send one',
  ],
  [
    'number can send nothing',
    (w) => w.whatsapp.changeNumber(id, blocked),
    'No payment method. Add a credit card.',
  ],
]

describe('a number is not linked', () => {
  test.each(faults)('when the %s, and it is said what to do', async (_, spoil, said) => {
    const world = await setUp()
    spoil(world)

    expect(await refusalOf(linkNumber(world))).toContain(said)
    expect(await numberRows(world)).toEqual([])
  })

  test('when it belongs to another business account', async () => {
    const world = await setUp()
    addBerlin(world)
    const wrong = { ...businessNumber, wabaId: berlin.wabaId }
    world.whatsapp.limitToken(businessNumber.token, { wabaIds: [businessNumber.wabaId, berlin.wabaId] })

    expect(await refusalOf(linkNumber(world, wrong))).toContain('does not belong to the business account')
  })

  test('when its token is of an app whose webhooks would come signed by a secret we do not know', async () => {
    const world = await setUp()
    world.whatsapp.addApp({
      name: 'other',
      appId: '111',
      appSecret: 's',
      verifyToken: 'v',
      callbackUrl: 'http://127.0.0.1:9/',
    })
    addBerlin(world, 'other')

    expect(await refusalOf(linkNumber(world, berlin))).toContain('belongs to the Meta app 111')
  })

  test('when another account has linked it', async () => {
    const world = await setUp()
    await linkNumber(world)
    await world.run('account', 'set', '--account', 'acct_other', '--name', 'Other', '--country', 'ES')

    expect(await refusalOf(linkNumber(world, businessNumber, '--account', 'acct_other'))).toContain(
      'linked to another account',
    )
  })
})

describe('a number is linked', () => {
  test('with what Meta says of it, and its token is nowhere in the open', async () => {
    const world = await setUp()
    world.whatsapp.changeNumber(id, { quality: 'YELLOW', throughput: 'HIGH', messagingLimit: 'TIER_10K' })

    await linkNumber(world)

    const [row] = await numberRows(world)
    expect(row).toMatchObject({
      quality: 'YELLOW',
      throughput: 'HIGH',
      messaging_limit: 'TIER_10K',
      is_default: 1,
    })
    expect(JSON.stringify(row)).not.toContain(businessNumber.token)
    expect(await world.run('number', 'list')).toEqual([
      '400500600 +34 910 000 000 Harbor Coffee; default; app default; CONNECTED, YELLOW, TIER_10K, HIGH',
    ])
  })

  test('once it is registered with its PIN', async () => {
    const world = await setUp()
    world.whatsapp.changeNumber(id, { status: 'PENDING', pin: '271828' })

    const wrong = withFile('314159', (file) => linkNumber(world, businessNumber, '--pin-file', file))
    expect(await refusalOf(wrong)).toContain('The PIN is not the one Meta has')
    await withFile('271828', (file) => linkNumber(world, businessNumber, '--pin-file', file))

    expect(await numberRows(world)).toHaveLength(1)
  })

  test('once it is shown to be the merchant’s by a code, and registered', async () => {
    const world = await setUp()
    world.whatsapp.changeNumber(id, { status: 'PENDING', codeVerification: 'NOT_VERIFIED' })
    const { phoneNumberId, wabaId, token } = businessNumber
    const ids = ['--phone-number-id', phoneNumberId, '--waba-id', wabaId]
    const asked = await withFile(token, (file) =>
      world.run('number', 'code', ...ids, '--token-file', file, '--by', 'VOICE'),
    )
    expect(asked[0]).toContain('--code CODE')
    const call = world.whatsapp.calls.find(({ path }) => path.endsWith('/request_code'))
    expect(call?.body).toEqual({ code_method: 'VOICE', language: 'es' })

    const link = (code: string) =>
      withFile('271828', (file) => linkNumber(world, businessNumber, '--pin-file', file, '--code', code))
    expect(await refusalOf(link('111111'))).toContain('Meta did not take the code. The code is not right')
    await link('123-456')
    expect(await numberRows(world)).toHaveLength(1)
  })

  test('with a warning that its token ends soon, and that its quality is low', async () => {
    const world = await setUp()
    world.whatsapp.limitToken(businessNumber.token, { expiresAt: world.clock.now().add({ hours: 24 }) })
    world.whatsapp.changeNumber(id, { quality: 'RED' })

    expect(await linkNumber(world)).toEqual([
      'Linked Harbor Coffee (+34 910 000 000)',
      expect.stringContaining('The token ends on 2026-11-24'),
      expect.stringContaining('low'),
    ])
  })
})

test('of two accounts that link one number at the same moment one has it, and the other is told whose it is', async () => {
  const world = await setUp()
  await openTeaHouse(world)
  const link = (account: string) =>
    ask(world, '/panel/numbers/link', businessNumber, { claims: { account_id: account } })
  const both = await Promise.all([link(world.merchant.accountId), link(tea.account)])
  expect(both.map(({ status }) => status).toSorted()).toEqual([200, 422])
  const refused = both.find(({ status }) => status === 422)?.said
  expect(refused?.error).toContain('This number is linked to another account')
  expect(Object.keys(refused?.fields ?? {})).toEqual(['phoneNumberId'])
  const owners = (await numberRows(world)).filter(({ phone_number_id }) => phone_number_id === id)
  expect(owners).toHaveLength(1)
})
