import { describe, expect, test } from 'vitest'
import type { AlarmKind } from '../../server/domain/alarms.ts'
import { rows } from '../../server/whatsapp/error-table.ts'
import { errorOf } from '../../server/whatsapp/errors.ts'
import { addRegular } from '../../simulator/shop.ts'
import { sends } from '../../simulator/whatsapp/call.ts'
import type { World } from '../../simulator/world.ts'
import { explained, maya, mayaPhone, nudgeStates, sendsToMeta, shopWithMaya } from './stage.ts'

type Wanted = readonly [
  does: 'retry' | 'drop' | 'unreachable' | 'opted-out' | 'ask' | 'shorten' | 'pause',
  codes: readonly number[],
  alarm?: AlarmKind,
]

const permissions = Array.from({ length: 100 }, (_, index) => 200 + index)

/** What a sender does about each code, as Meta's page and those who were there before tell it. */
const wanted: readonly Wanted[] = [
  ['pause', [0, 190], 'token-refused'],
  ['pause', [3, 10, 131005, ...permissions], 'permission-missing'],
  ['retry', [1, 2, 131016, 133004]],
  ['retry', [4, 80007, 80008]],
  ['pause', [33], 'number-unusable'],
  ['ask', [100, 131008, 131009, 131051, 131055, 134100, 135000], 'message-malformed'],
  ['ask', [132008, 132012, 132018], 'message-malformed'],
  ['shorten', [132005], 'message-malformed'],
  ['pause', [368], 'account-restricted'],
  ['retry', [130429]],
  ['drop', [130472]],
  ['pause', [130497], 'country-refused'],
  ['retry', [131000]],
  ['retry', [131014, 131052, 131053]],
  ['drop', [131021]],
  ['unreachable', [131026]],
  ['ask', [131030], 'test-number'],
  ['pause', [131031], 'account-locked'],
  ['pause', [131037, 131045, 133010], 'number-unusable'],
  ['pause', [133000, 133005, 133006, 133008, 133009, 133015, 133016], 'number-unusable'],
  ['pause', [131042, 131044], 'billing-failed'],
  ['drop', [131047]],
  ['pause', [131048], 'number-limited'],
  ['drop', [131049]],
  ['opted-out', [131050]],
  ['retry', [131056]],
  ['retry', [131057, 2494100]],
  ['drop', [131062]],
  ['ask', [131063, 134011, 134102], 'terms-not-accepted'],
  ['pause', [131064], 'texts-blocked'],
  ['pause', [132000], 'template-out-of-step'],
  ['pause', [132001, 132007, 132016], 'template-unusable'],
  ['pause', [132015], 'template-paused'],
  ['drop', [132068, 132069, 139200]],
  ['retry', [134101]],
  ['drop', [999_999]],
]

test('every code of the table is told here, with what is done about it', () => {
  const told = wanted.flatMap(([does, codes, alarm]) => codes.map((code) => [code, { does, alarm }] as const))
  for (const [code, { does, alarm }] of told) {
    const { action } = errorOf(code)
    expect([code, action.kind, 'alarm' in action ? action.alarm : undefined]).toEqual([code, does, alarm])
  }
  const known = new Set(told.map(([code]) => code))
  expect(rows.flatMap((row) => row.codes).filter((code) => !known.has(code))).toEqual([])
})

/** Ana fails after Maya did; nothing is wrong with her own message. */
const ana = { ...maya, id: 'cus_ana', name: 'Ana Gil', phone: '600 000 002' }
const anaPhone = '+34600000002'
/** Longer than any pause rests, and shorter than the messages are of use. */
const aDayAndMore = { hours: 26 }

async function stage() {
  const world = await shopWithMaya()
  await world.run('flow', 'set', 'failed-payment', '--delays', '1h')
  addRegular(world, ana)
  return world
}

/** Maya's message meets the error; Ana's is due an hour after it. */
async function meet(world: World, code: number, by: 'answer' | 'status') {
  world.whatsapp.fail({ ...sends, code, by, to: mayaPhone, details: 'So it is.' })
  const invoice = world.stripe.declineRenewal('cus_maya')
  await world.advance({ minutes: 30 })
  world.stripe.declineRenewal('cus_ana')
  await world.advance({ minutes: 36 })
  return invoice
}

const alarmsOf = async (world: World) =>
  JSON.parse((await world.run('alarm', 'list', '--format', 'json')).join())
const openAlarms = async (world: World) =>
  (await alarmsOf(world)).filter(({ liftedAt }: { liftedAt?: string }) => liftedAt === undefined)

const marketingWords = async (world: World) => {
  const { db } = world.house.tools
  const rows = await db
    .selectFrom('consent')
    .select(['purpose', 'state'])
    .where('source', '=', 'meta')
    .execute()
  return rows.map(({ purpose, state }) => `${purpose} ${state}`)
}

const inTable = wanted.map(([does, [code = -1], alarm]) => [code, does, alarm] as const)

describe.each(inTable)('the error %i (%s) at once', (code, does, alarm) => {
  test('is met as the table says', async () => {
    const world = await stage()
    const invoice = await meet(world, code, 'answer')

    expect(await explained(world, invoice)).toContain(`[${code}] ${errorOf(code).says}`)
    const open = await openAlarms(world)
    // What was shortened went out.
    const raised = alarm && does !== 'shorten' ? [alarm] : []
    expect(open.map(({ kind }: { kind: string }) => kind)).toEqual(raised)
    await world.advance(does === 'pause' ? aDayAndMore : { hours: 2 })

    const goesOutLater = does === 'retry' || does === 'shorten' || does === 'pause'
    expect(world.messagesTo(mayaPhone)).toHaveLength(goesOutLater ? 1 : 0)
    expect(world.messagesTo(anaPhone)).toHaveLength(1)
    expect(sendsToMeta(world)).toBe(goesOutLater ? 3 : 2)
    expect(await nudgeStates(world)).toEqual(goesOutLater ? ['sent', 'sent'] : ['failed', 'sent'])
    expect(await openAlarms(world)).toEqual([])
    expect(await marketingWords(world)).toEqual(does === 'opted-out' ? ['marketing withdrawn'] : [])
  })
})

describe.each(inTable)('the error %i (%s) by status', (code, does, alarm) => {
  test('is met as the table says, and the message Meta had taken is not handed over again', async () => {
    const world = await stage()
    const invoice = await meet(world, code, 'status')

    const story = await explained(world, invoice)
    expect(story).toContain(`not delivered (So it is. [${code}] ${errorOf(code).says}`)
    const open = await openAlarms(world)
    expect(open.map(({ kind }: { kind: string }) => kind)).toEqual(alarm ? [alarm] : [])
    await world.advance(does === 'pause' ? aDayAndMore : { hours: 2 })

    expect(world.messagesTo(mayaPhone)).toHaveLength(0)
    expect(world.messagesTo(anaPhone)).toHaveLength(1)
    expect(sendsToMeta(world)).toBe(2)
    expect(await nudgeStates(world)).toEqual(['failed', 'sent'])
    expect(await openAlarms(world)).toEqual([])
    expect(await marketingWords(world)).toEqual(does === 'opted-out' ? ['marketing withdrawn'] : [])
  })
})

test('a message Meta finds too long with shorter values too is given up, and the merchant is told', async () => {
  const world = await stage()
  world.whatsapp.fail({ ...sends, code: 132005, by: 'answer', to: mayaPhone, details: 'Too long.' }, 2)
  world.stripe.declineRenewal('cus_maya')
  await world.advance({ hours: 2 })

  expect(sendsToMeta(world)).toBe(2)
  expect(await nudgeStates(world)).toEqual(['failed'])
  expect((await openAlarms(world)).map(({ kind }: { kind: string }) => kind)).toEqual(['message-malformed'])
})
