import { expect, test } from 'vitest'
import { addRegular, type Regular } from '../../../simulator/shop.ts'
import type { World } from '../../../simulator/world.ts'
import { explained, maya, mayaPhone, onlyMessage } from '../stage.ts'
import { read, usualShop } from './stage.ts'

type Night = {
  readonly who: string
  readonly customer: Pick<Regular, 'country'> & { readonly phone: string }
  /** As it stands in Stripe, where the country has several clocks. */
  readonly postalCode?: string
  readonly zone: string
  /** When the payment fails. */
  readonly failsAt: string
  /** When the message comes, on the shopper's clock. */
  readonly comesAt: string
  /** How long that is in hours, which a changed clock makes longer or shorter. */
  readonly hours: number
}

const german = { phone: '+4915123456789', country: 'DE' } as const
const spaniard = { phone: mayaPhone, country: 'ES' } as const

const nights: readonly Night[] = [
  {
    who: 'in Germany, late in the evening',
    customer: german,
    zone: 'Europe/Berlin',
    failsAt: '2026-11-23T22:30:00+01:00',
    comesAt: '2026-11-24T09:00',
    hours: 10.5,
  },
  {
    who: 'in Germany, before the morning',
    customer: german,
    zone: 'Europe/Berlin',
    failsAt: '2026-11-24T08:59:00+01:00',
    comesAt: '2026-11-24T09:00',
    hours: 1 / 60,
  },
  {
    who: 'in Kolkata, whose clock stands half an hour beside most others',
    customer: { phone: '+919876543210', country: 'IN' },
    zone: 'Asia/Kolkata',
    failsAt: '2026-11-23T20:00:00+05:30',
    comesAt: '2026-11-24T09:00',
    hours: 13,
  },
  {
    who: 'in São Paulo, as the area code of the phone tells',
    customer: { phone: '+5511961234567', country: 'BR' },
    zone: 'America/Sao_Paulo',
    failsAt: '2026-11-24T03:00:00-03:00',
    comesAt: '2026-11-24T09:00',
    hours: 6,
  },
  {
    who: 'in Madrid, as the postal code tells, in the night that is an hour shorter',
    customer: spaniard,
    postalCode: '28013',
    zone: 'Europe/Madrid',
    failsAt: '2027-03-27T23:00:00+01:00',
    comesAt: '2027-03-28T09:00',
    hours: 9,
  },
  {
    who: 'on Tenerife, as the postal code tells, in the night that is an hour longer',
    customer: spaniard,
    postalCode: '38001',
    zone: 'Atlantic/Canary',
    failsAt: '2026-10-24T23:00:00+01:00',
    comesAt: '2026-10-25T09:00',
    hours: 11,
  },
  {
    who: 'in New York, in the night that is an hour longer, at the hour that comes twice',
    customer: { phone: '+12125550123', country: 'US' },
    zone: 'America/New_York',
    failsAt: '2026-11-01T01:30:00-04:00',
    comesAt: '2026-11-01T09:00',
    hours: 8.5,
  },
]

test.each(nights)(
  'a message due at night waits until nine on the clock of a shopper $who',
  async ({ customer, postalCode, zone, failsAt, comesAt, hours }) => {
    const at = Temporal.Instant.from(failsAt)
    const world = await usualShop(['failed-payment'], { start: at.subtract({ minutes: 10 }) })
    addRegular(world, { ...maya, ...customer })
    if (postalCode) livesAt(world, { country: customer.country, postalCode })
    await world.clock.moveTo(at)
    const invoice = world.stripe.declineRenewal('cus_maya')

    await world.advance({ hours: 14 })

    expect(read(world, zone, customer.phone)).toEqual([`payment_failed ${comesAt}`])
    expect(at.until(onlyMessage(world, customer.phone).at).total('hours')).toBeCloseTo(hours, 2)
    expect(await explained(world, invoice)).toContain(
      "It is outside the sending hours on the customer's clock. [quietHours: ",
    )
  },
)

function livesAt(world: World, { country, postalCode }: { country: string; postalCode: string }) {
  const address = { country, postal_code: postalCode, state: null, city: null, line1: null, line2: null }
  world.stripe.updateCustomer('cus_maya', { address })
}

test.each<[string, string, number]>([
  ['goes out in the last minute of the day', '2026-11-23T19:59:00+05:30', 1],
  ['waits from the first minute of the evening', '2026-11-23T20:00:00+05:30', 0],
])('a message to Kolkata %s', async (_, failsAt, messages) => {
  const at = Temporal.Instant.from(failsAt)
  const world = await usualShop(['failed-payment'], { start: at.subtract({ minutes: 10 }) })
  addRegular(world, { ...maya, phone: '+919876543210', country: 'IN' })
  await world.clock.moveTo(at)
  world.stripe.declineRenewal('cus_maya')

  await world.advance({ seconds: 30 })

  expect(world.messagesTo('+919876543210')).toHaveLength(messages)
})

test.each([
  // A foreign number tells no area of Brazil.
  ['Brazil', 'BR', 'America/Rio_Branco'],
  ['Spain', 'ES', 'Atlantic/Canary'],
])(
  'a shopper of whom nobody knows where in %s they live is written to when it is day on all its clocks',
  async (_, country, lastZone) => {
    const world = await usualShop(['failed-payment'], {
      start: Temporal.Instant.from('2026-11-24T02:00:00Z'),
    })
    addRegular(world, { ...maya, phone: mayaPhone, country })
    world.stripe.declineRenewal('cus_maya')

    await world.advance({ hours: 14 })

    expect(read(world, lastZone)).toEqual(['payment_failed 2026-11-24T09:00'])
  },
)

test('hours that never suit all clocks of a country are named as the reason, with what to do', async () => {
  const world = await usualShop()
  await world.run('settings', 'set', '--hours', '09:00-10:00')
  addRegular(world, { ...maya, country: 'BR' })
  const invoice = world.stripe.declineRenewal('cus_maya')

  await world.advance({ days: 2 })

  expect(world.messagesTo(mayaPhone)).toEqual([])
  expect(await explained(world, invoice)).toContain(
    "not sent. No moment lies within your sending hours in every time zone the customer may live in. Add the customer's address in Stripe",
  )
})

test('a message that would be of no use in the morning any more is not sent', async () => {
  const at = Temporal.Instant.from('2026-11-23T21:00:00+01:00')
  const world = await usualShop(['failed-payment'], { start: at.subtract({ minutes: 10 }) })
  addRegular(world, { ...maya, ...german })
  await world.run('flow', 'set', 'failed-payment', '--delays', '0,11h,7d')
  const invoice = world.stripe.declineRenewal('cus_maya')

  await world.advance({ hours: 20 })

  expect(read(world, 'Europe/Berlin', german.phone)).toEqual(['payment_failed_reminder 2026-11-24T09:00'])
  expect(await explained(world, invoice)).toContain(
    "message 1 (payment_failed): not sent, as a wait would outlast its use. It is outside the sending hours on the customer's clock. [quietHours: Europe/Berlin]",
  )
})
