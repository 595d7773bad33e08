import { expect, test } from 'vitest'
import type { World } from '../../../simulator/world.ts'
import { setAside, shopWithMaya } from '../stage.ts'
import { type Change, tell } from './bodies.ts'
import { harbor, numberRows } from './stage.ts'

const { phoneNumberId, wabaId } = harbor

/** What is kept of the number. */
async function kept(world: World) {
  const [row] = await numberRows(world)
  return { throughput: row?.throughput, limit: row?.messaging_limit, quality: row?.quality }
}

const usual = { throughput: 'STANDARD', limit: 'TIER_2K', quality: 'GREEN' }

test('a number that Meta makes faster is so at once', async () => {
  const world = await shopWithMaya()
  await world.whatsapp.upgrade(phoneNumberId)
  await world.settle()

  expect(await kept(world)).toEqual({ ...usual, throughput: 'HIGH', limit: 'TIER_UNLIMITED' })
})

test.each(['TIER_250', 'TIER_10K', 'TIER_UNLIMITED'])(
  'a limit of people that becomes %s holds at once',
  async (tier) => {
    const world = await shopWithMaya()
    await world.whatsapp.limitPeople(phoneNumberId, tier)
    await world.settle()

    expect(await kept(world)).toEqual({ ...usual, limit: tier })
  },
)

test('a number people think badly of is kept as that, and is so no more once Meta says so', async () => {
  const world = await shopWithMaya()
  await world.whatsapp.rateNumber(phoneNumberId, 'RED')
  await world.settle()
  expect(await kept(world)).toEqual({ ...usual, quality: 'RED' })

  await world.whatsapp.rateNumber(phoneNumberId, 'YELLOW')
  await world.settle()
  expect(await kept(world)).toEqual({ ...usual, quality: 'YELLOW' })
})

test('news that is old by now does not last: Meta is asked how it stands', async () => {
  const world = await shopWithMaya()
  const value = { display_phone_number: '34910000000', event: 'THROUGHPUT_UPGRADE' }
  await tell(world, { [wabaId]: [{ field: 'phone_number_quality_update', value }] })
  await world.settle()

  expect(await kept(world)).toEqual(usual)
})

test.each<[string, Change['value']]>([
  ['another number of the account', { display_phone_number: '34910000099', event: 'THROUGHPUT_UPGRADE' }],
  ['an event of tomorrow', { display_phone_number: '34910000000', event: 'PONDERED' }],
  [
    'a tier nobody set',
    { display_phone_number: '34910000000', event: 'ONBOARDING', current_limit: 'TIER_NOT_SET' },
  ],
])('news of %s changes nothing', async (_, value) => {
  const world = await shopWithMaya()
  await tell(world, { [wabaId]: [{ field: 'phone_number_quality_update', value }] })
  await world.settle()

  expect(await kept(world)).toEqual(usual)
  expect(await setAside(world)).toEqual([])
})
