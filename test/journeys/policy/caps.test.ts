import { describe, expect, test } from 'vitest'
import { addRegular } from '../../../simulator/shop.ts'
import type { World } from '../../../simulator/world.ts'
import { explained, maya, mayaPhone } from '../stage.ts'
import { read, usualShop } from './stage.ts'

/** Two flows that are about different money of one shopper. */
const flows = ['failed-payment', 'failed-one-off', 'payment-action-required'] as const

const tooOften =
  'The customer was written to as often as your settings allow for one day or week, over all flows together. [caps: 1 a day, 3 a week]'

const german = { phone: '+4915123456789', country: 'DE' } as const
const zone = 'Europe/Berlin'

/** The usual shop on a Monday morning, with one message about each matter. Maya lives where there is one clock only. */
async function shop(start = '2026-11-23T09:00:00+01:00') {
  const world = await usualShop(flows, { start: Temporal.Instant.from(start) })
  await world.run('account', 'set', '--link-domain', 'pay.harbor.example')
  await world.run('flow', 'set', 'failed-payment', '--delays', '0')
  await world.run('flow', 'set', 'failed-one-off', '--delays', '0')
  await world.run('flow', 'set', 'payment-action-required', '--delays', '0')
  addRegular(world, { ...maya, ...german })
  return world
}

/** Another subscription of the same shopper, under a customer of its own. */
function another(world: World, id: string) {
  addRegular(world, { ...maya, ...german, id })
  return world.stripe.declineRenewal(id)
}

function failOneOff(world: World) {
  return world.stripe.chargeOffSession('cus_maya', {
    amount: 4_500,
    declineCode: 'expired_card',
    metadata: { paynudge_pay_url: 'https://pay.harbor.example/17' },
  })
}

const readByMaya = (world: World) => read(world, zone, german.phone)

describe('a shopper with two matters on one day', () => {
  test('hears of the second one the next morning, though it belongs to another flow', async () => {
    const world = await shop()
    world.stripe.declineRenewal('cus_maya')
    await world.advance({ hours: 3 })
    const intent = failOneOff(world)

    await world.advance({ days: 2 })

    expect(readByMaya(world)).toEqual(['payment_failed 2026-11-23T09:05', 'one_off_failed 2026-11-24T09:00'])
    expect(await explained(world, intent)).toContain(
      `message 1 (one_off_failed): waits until 2026-11-24T08:00:00Z. ${tooOften}`,
    )
  })

  test('hears of both where the merchant allows two a day', async () => {
    const world = await shop()
    await world.run('settings', 'set', '--per-day', '2')
    world.stripe.declineRenewal('cus_maya')
    await world.advance({ hours: 3 })
    failOneOff(world)

    await world.advance({ hours: 1 })

    expect(readByMaya(world)).toEqual(['payment_failed 2026-11-23T09:05', 'one_off_failed 2026-11-23T12:05'])
  })

  test('whose day ends at midnight on their own clock hears of the second in the morning, not after 24 hours', async () => {
    const world = await shop('2026-11-23T19:50:00+01:00')
    world.stripe.declineRenewal('cus_maya')
    await world.advance({ minutes: 2 })
    failOneOff(world)

    await world.advance({ days: 2 })

    expect(readByMaya(world)).toEqual(['payment_failed 2026-11-23T19:55', 'one_off_failed 2026-11-24T09:00'])
  })

  test('hears of the third one never, where it would come too late to help', async () => {
    const world = await shop()
    world.stripe.declineRenewal('cus_maya')
    await world.advance({ minutes: 1 })
    await world.run('flow', 'set', 'failed-one-off', '--delays', '0,12h')
    const intent = failOneOff(world)

    await world.advance({ days: 2 })

    expect(readByMaya(world)).toEqual([
      'payment_failed 2026-11-23T09:05',
      'one_off_failed_reminder 2026-11-24T09:00',
    ])
    expect(await explained(world, intent)).toContain(
      `message 1 (one_off_failed): not sent, as a wait would outlast its use. ${tooOften}`,
    )
  })
})

test('a shopper with four matters in a week hears of the fourth on Monday morning', async () => {
  const world = await shop('2026-11-26T09:00:00+01:00')
  for (const id of ['cus_a', 'cus_b', 'cus_c']) {
    another(world, id)
    await world.advance({ days: 1 })
  }
  const fourth = another(world, 'cus_d')

  await world.advance({ days: 2 })

  expect(readByMaya(world)).toEqual([
    'payment_failed 2026-11-26T09:05',
    'payment_failed 2026-11-27T09:05',
    'payment_failed 2026-11-28T09:05',
    'payment_failed 2026-11-30T09:00',
  ])
  expect(await explained(world, fourth)).toContain(`waits until 2026-11-30T08:00:00Z. ${tooOften}`)
})

test('what a STOP, a refusal of Meta or another shopper took up counts for nobody', async () => {
  const world = await shop()
  world.whatsapp.fail({ code: 131_009 })
  world.stripe.declineRenewal('cus_maya')
  await world.advance({ minutes: 5 })
  addRegular(world, { ...maya, id: 'cus_other', phone: mayaPhone })
  world.stripe.declineRenewal('cus_other')
  await world.advance({ minutes: 5 })
  expect(readByMaya(world)).toEqual([])

  failOneOff(world)
  await world.advance({ minutes: 1 })

  expect(readByMaya(world)).toEqual(['one_off_failed 2026-11-23T09:15'])
})

test('of two messages that want the same slot the confirmation for the bank goes first, the other the next day', async () => {
  const world = await shop('2026-11-23T22:00:00+01:00')
  const failed = another(world, 'cus_a')
  await world.settle()
  world.stripe.renewalNeedsAuthentication('cus_maya')

  await world.advance({ days: 2 })

  expect(readByMaya(world)).toEqual([
    'payment_action_required 2026-11-24T09:00',
    'payment_failed 2026-11-25T09:00',
  ])
  // Asked first, it makes way; asked second, the day is full. Which it is, is up to the database.
  expect(await explained(world, failed)).toContain(`waits until 2026-11-25T08:00:00Z. ${tooOften}`)
})

test('about one matter no more messages go out than the merchant allows', async () => {
  const world = await shop()
  await world.run('flow', 'set', 'failed-payment', '--delays', '0,3d,7d', '--per-subject', '2')
  const invoice = world.stripe.declineRenewal('cus_maya')

  await world.advance({ days: 8 })

  expect(readByMaya(world)).toHaveLength(2)
  expect(await explained(world, invoice)).toContain(
    'message 3 (payment_failed_last): not sent. The customer got as many messages about this as your settings allow. [caps: at most 2]',
  )
})

test('a tighter cap works at once, on messages planned before as well', async () => {
  const world = await shop()
  await world.run('settings', 'set', '--per-day', '3')
  world.stripe.declineRenewal('cus_maya')
  await world.advance({ minutes: 1 })
  await world.run('flow', 'set', 'failed-one-off', '--delays', '1h')
  failOneOff(world)
  await world.advance({ minutes: 10 })

  await world.run('settings', 'set', '--per-day', '1')
  await world.advance({ days: 1 })

  expect(readByMaya(world)).toEqual(['payment_failed 2026-11-23T09:05', 'one_off_failed 2026-11-24T09:00'])
})
