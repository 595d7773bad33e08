import { expect, test } from 'vitest'
import { addRegular } from '../../simulator/shop.ts'
import { sends } from '../../simulator/whatsapp/call.ts'
import { businessNumber, type World } from '../../simulator/world.ts'
import { maya, nudgeStates, openTeaHouse, shopWithMaya, tea } from './stage.ts'

const { phoneNumberId, wabaId } = businessNumber
/** The business at Meta to which the world's own number belongs. */
const portfolioId = `9${wabaId}`
/** For two shops and many customers. */
const manyMs = 180_000
const phoneOf = (index: number) => `+3460000${String(1_000 + index)}`

/** Meta changes what it allows the number, and tells it when it is asked next. */
async function allow(world: World, change: Parameters<World['whatsapp']['changeNumber']>[1]) {
  world.whatsapp.changeNumber(phoneNumberId, change)
  await world.advance({ hours: 13 })
}

/** So many customers fail at one moment; the later ones owe more. */
async function failTogether(world: World, count: number, account = world.merchant.accountId) {
  await world.run('flow', 'set', 'failed-payment', '--delays', '1h', '--account', account)
  for (let index = 0; index < count; index += 1) {
    const id = account === tea.account ? `cus_tea_${index}` : `cus_${index}`
    const phone = phoneOf(account === tea.account ? index + 500 : index)
    addRegular(world, { ...maya, account, id, phone, amount: 1_000 + index })
    world.stripe.declineRenewal(id)
  }
}

const outbound = (world: World) => world.whatsapp.messages.filter(({ direction }) => direction === 'outbound')

test('a number never writes faster than Meta allows, and not much slower', async () => {
  const world = await shopWithMaya()
  await allow(world, { isOnApp: true })
  await failTogether(world, 60)
  await world.advance({ hours: 2 })

  const times = outbound(world).map(({ at }) => at.epochMilliseconds)
  expect(times).toHaveLength(60)
  const inSecond = times.map((start) => times.filter((time) => time >= start && time < start + 1_000).length)
  expect(Math.max(...inSecond)).toBeLessThanOrEqual(20)
  expect(Math.max(...times) - Math.min(...times)).toBeLessThan(3_100)
  expect(world.whatsapp.calls.filter(({ status }) => status >= 400)).toEqual([])
})

test('a number Meta calls too fast goes slower for a while, and everything goes out', async () => {
  const world = await shopWithMaya()
  await allow(world, { isOnApp: true })
  world.whatsapp.fail({ ...sends, code: 130429 })
  await failTogether(world, 20)
  await world.advance({ hours: 2 })

  const times = outbound(world).map(({ at }) => at.epochMilliseconds)
  expect(times).toHaveLength(20)
  // The first was refused and comes later; the others keep a distance of a sixteenth of a second from then on.
  const gaps = times.slice(3, 18).map((time, index) => time - (times[index + 2] ?? 0))
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(62)
})

test('where Meta allows fewer people a day than wait, those worth most are written to first', async () => {
  const world = await shopWithMaya()
  await allow(world, { messagingLimit: 'TIER_50' })
  await failTogether(world, 52)
  await world.advance({ hours: 2 })

  const all = Array.from({ length: 52 }, (_, index) => phoneOf(index))
  const written = () =>
    outbound(world)
      .map(({ to }) => to)
      .toSorted()
  expect(written()).toEqual(all.slice(2))
  const alarms = (await world.run('alarm', 'list')).join('\n')
  expect(alarms).toContain('written to as many people as Meta allows it in 24 hours')
  expect(alarms).toContain('50 people in 24 hours')

  await world.advance({ hours: 25 })
  expect(written()).toEqual(all)
  expect((await world.run('alarm', 'list')).join('\n')).toContain('over since')
})

/** How many messages went out from each number. */
function sentFrom(world: World): Readonly<Record<string, number>> {
  const groups = Map.groupBy(outbound(world), (message) => message.phoneNumberId)
  return Object.fromEntries([...groups].map(([number, sent]) => [number, sent.length]))
}

test(
  'two accounts of one business share what Meta allows it, each the most valuable first',
  async () => {
    const world = await shopWithMaya()
    await openTeaHouse(world, portfolioId)
    for (const id of [phoneNumberId, tea.number.phoneNumberId])
      world.whatsapp.changeNumber(id, { messagingLimit: 'TIER_50' })
    await world.advance({ hours: 13 })
    await failTogether(world, 26)
    await failTogether(world, 26, tea.account)

    await world.advance({ hours: 3 })
    const { [phoneNumberId]: ours = 0, [tea.number.phoneNumberId]: theirs = 0 } = sentFrom(world)
    expect(ours + theirs).toBe(50)
    expect(Math.min(ours, theirs)).toBeGreaterThanOrEqual(24)
    const dearest = (count: number, first: number) =>
      Array.from({ length: count }, (_, index) => phoneOf(first + 26 - count + index))
    const written = outbound(world).map(({ to }) => to)
    expect(written.toSorted()).toEqual([...dearest(ours, 0), ...dearest(theirs, 500)])

    await world.advance({ hours: 25 })
    expect(outbound(world)).toHaveLength(52)
  },
  manyMs,
)

test('the merchant is told that nobody more may be written to, though telling failed at first', async () => {
  const world = await shopWithMaya()
  await allow(world, { messagingLimit: 'TIER_50' })
  await failTogether(world, 52)
  const { db } = world.house.tools
  await world.run('alarm', 'set', '--webhook', 'https://127.0.0.1:9/alarms')
  const rename = (from: string, to: string) => db.schema.alterTable(from).renameTo(to).execute()
  await rename('alarm_way', 'alarm_way_away')
  await world.advance({ minutes: 68 })
  await rename('alarm_way_away', 'alarm_way')
  expect(outbound(world)).toHaveLength(50)

  await world.advance({ minutes: 20 })

  expect((await world.run('alarm', 'list')).join('\n')).toContain('not told by webhook')
})

test('while another worker sends for an account, this one leaves it alone; what a worker left is taken over', async () => {
  const world = await shopWithMaya()
  const { db } = world.house.tools
  const until = world.clock.now().add({ minutes: 62 }).epochMilliseconds
  const { environment, accountId } = world.merchant
  const lease = { environment, account_id: accountId, worker: 'another', until }
  await db.deleteFrom('sender_lease').execute()
  await db.insertInto('sender_lease').values(lease).execute()
  world.stripe.declineRenewal('cus_maya')

  await world.advance({ minutes: 61 })
  expect(await nudgeStates(world)).toEqual(['scheduled', 'scheduled', 'scheduled'])
  await world.advance({ minutes: 2 })
  expect(await nudgeStates(world)).toEqual(['sent', 'scheduled', 'scheduled'])
})
