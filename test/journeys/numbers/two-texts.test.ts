import { expect, test } from 'vitest'
import { isInSecondHalf } from '../../../server/domain/variant.ts'
import { addRegular, openShop } from '../../../simulator/shop.ts'
import type { World } from '../../../simulator/world.ts'
import { emptyWorld, maya, mayaPhone, nudgeStates, openPatientShop } from '../stage.ts'
import { refusalOf } from './stage.ts'

const shoppers = 24
const phoneOf = (n: number) => `+346000001${String(n).padStart(2, '0')}`

/** A shop with two texts on the first step, and many shoppers. */
async function shopWithTwoTexts(): Promise<World> {
  const world = await emptyWorld()
  await openShop(
    world,
    ['settings', 'set', '--hours', '00:00-24:00'],
    [
      ...['flow', 'set', 'failed-payment', '--delays', '1h,3d,7d', '--template', '1=payment_failed'],
      ...['--other-template', '1=payment_failed_funds'],
    ],
  )
  for (let n = 0; n < shoppers; n += 1)
    addRegular(world, { ...maya, id: `cus_${n}`, phone: phoneOf(n).slice(3) })
  return world
}

const textsTo = (world: World, n: number) => world.messagesTo(phoneOf(n)).map(({ template }) => template)

test('two texts on a step: each shopper gets one of them, always the same, and the nudge keeps which', async () => {
  const world = await shopWithTwoTexts()
  for (let n = 0; n < shoppers; n += 1) world.stripe.declineRenewal(`cus_${n}`)
  await world.advance({ hours: 2 })
  const first = Array.from({ length: shoppers }, (_, n) => textsTo(world, n)[0])
  expect(new Set(first)).toEqual(new Set(['paynudge_payment_failed', 'paynudge_payment_failed_funds']))

  await world.advance({ days: 12 })
  for (let n = 0; n < shoppers; n += 1) world.stripe.declineRenewal(`cus_${n}`)
  await world.advance({ hours: 2 })

  expect(Array.from({ length: shoppers }, (_, n) => textsTo(world, n).at(-1))).toEqual(first)
  const { db } = world.house.tools
  const nudges = await db.selectFrom('nudge').select('template').distinct().where('step', '=', 1).execute()
  expect(nudges.map(({ template }) => template).toSorted()).toEqual([
    'payment_failed',
    'payment_failed_funds',
  ])
})

test('a second text must fit its flow as the first one does', async () => {
  const world = await emptyWorld()
  await openPatientShop(world)
  const set = (value: string) =>
    refusalOf(world.run('flow', 'set', 'failed-payment', '--other-template', value))

  expect(await set('1=win_back')).toContain('which is not what shoppers')
  expect(await set('9=payment_failed')).toContain('has no step 9')
})

test('halves are drawn fairly, and alike every time', () => {
  const drawn = Array.from({ length: 1_000 }, (_, n) => isInSecondHalf(`flow:1:${n}`))
  const second = drawn.filter(Boolean).length
  expect(second).toBeGreaterThan(430)
  expect(second).toBeLessThan(570)
  expect(Array.from({ length: 1_000 }, (_, n) => isInSecondHalf(`flow:1:${n}`))).toEqual(drawn)
})

/** A French customer of the Spanish shop; all texts are approved but the French ones. */
async function frenchCustomer(status: 'REJECTED' | 'PENDING'): Promise<World> {
  const world = await emptyWorld({ whatsapp: { reviews: 'by-hand' } })
  await openPatientShop(world)
  for (const { id, language } of world.whatsapp.templates())
    await world.whatsapp.review(id, language === 'fr' ? status : 'APPROVED')
  addRegular(world, { ...maya, locales: ['fr-BE'] })
  world.stripe.declineRenewal('cus_maya')
  await world.advance({ hours: 2 })
  return world
}

test('a text that will not come in the shopper’s language goes out in the account’s', async () => {
  const world = await frenchCustomer('REJECTED')

  expect(world.messagesTo(mayaPhone).map(({ language }) => language)).toEqual(['es'])
})

test('a text still in review in the shopper’s language is waited for', async () => {
  const world = await frenchCustomer('PENDING')
  expect(await nudgeStates(world)).toEqual(['scheduled', 'scheduled', 'scheduled'])

  await world.whatsapp.review('paynudge_payment_failed', 'APPROVED')
  await world.advance({ hours: 1 })

  expect(world.messagesTo(mayaPhone).map(({ language }) => language)).toEqual(['fr'])
})
