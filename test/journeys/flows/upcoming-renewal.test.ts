import { expect, test } from 'vitest'
import type { World } from '../../../simulator/world.ts'
import { mayaPhone } from '../stage.ts'
import { flowsSoFar, follow, lastMessage, mayaIn, submit, written } from './stage.ts'

const on = ['upcoming-renewal']
const renewal = Temporal.Instant.from('2026-12-03T09:00:00Z')

async function toldOfRenewal() {
  const world = await mayaIn(on)
  const toldAt = world.clock.now()
  world.stripe.comesUp('cus_maya', renewal)
  await world.settle()
  return { world, toldAt }
}

test('a renewal is written about when Stripe tells of it: the day, the sum, the card and a way to change it', async () => {
  const { world, toldAt } = await toldOfRenewal()
  expect(written(world, toldAt)).toEqual([['upcoming_renewal', 0]])
  const message = lastMessage(world)
  for (const word of ['29,00', 'Coffee every month', '3 de diciembre', 'Visa •••• 4242'])
    expect(message.body).toContain(word)

  const page = await submit(await follow(message), { card: 'visa' })
  expect(page.text).toContain('Your card is saved')
  await world.advance({ days: 20 })

  expect(written(world, toldAt)).toHaveLength(1)
  expect(await flowsSoFar(world)).toEqual(['upcoming-renewal: The renewal has been charged.'])
})

test('an old message lets nobody into what the customer has at the merchant', async () => {
  const { world } = await toldOfRenewal()
  const message = lastMessage(world)
  expect((await follow(message)).url).toContain('/p/session/')
  await world.advance({ days: 20 })
  expect(await flowsSoFar(world)).toEqual(['upcoming-renewal: The renewal has been charged.'])

  const page = await follow(message)

  expect(page.url).toContain('/r/')
  expect(page.text).not.toContain('Pagar')
})

test('a renewal that is debited from a bank account is written about, and no card is spoken of', async () => {
  const world = await mayaIn(on)
  const toldAt = world.clock.now()
  world.stripe.giveDebit('cus_maya')
  world.stripe.comesUp('cus_maya', renewal)
  await world.settle()

  expect(written(world, toldAt)).toEqual([['upcoming_renewal_method', 0]])
  expect(lastMessage(world).body).toContain('se hará con tu medio de pago guardado')
  expect(lastMessage(world).body).not.toMatch(/tarjeta|••••/)
})

test('a renewal Stripe tells of twice, each time in an event of its own, is written about once', async () => {
  const { world, toldAt } = await toldOfRenewal()

  world.stripe.comesUp('cus_maya')
  await world.advance({ days: 1 })
  world.stripe.comesUp('cus_maya')
  await world.advance({ days: 20 })

  expect(written(world, toldAt)).toHaveLength(1)
  expect(await flowsSoFar(world)).toHaveLength(1)
})

test('every renewal is written about, as the months go by', async () => {
  const world = await mayaIn(on)
  world.stripe.runSubscriptions(world.merchant.accountId)
  await world.advance({ days: 90 })

  const days = world
    .messagesTo(mayaPhone)
    .map(({ at }) => at.toZonedDateTimeISO('UTC').toPlainDate().toString())
  expect(days).toEqual(['2026-12-17', '2027-01-17', '2027-02-17'])
  expect(new Set(world.messagesTo(mayaPhone).map(({ body }) => body)).size).toBe(3)
})

test('the renewals of two subscriptions are two matters', async () => {
  const { world } = await toldOfRenewal()
  const { id } = world.stripe.addSubscription({
    customer: 'cus_maya',
    amount: 1_200,
    currency: 'eur',
    productName: 'Filters every month',
    interval: 'month',
  })
  world.stripe.comesUp(id, renewal)
  await world.advance({ days: 2 })

  const bodies = world.messagesTo(mayaPhone).map(({ body }) => body)
  expect(bodies).toHaveLength(2)
  expect(bodies[0]).toContain('Coffee every month')
  expect(bodies[1]).toContain('Filters every month')
})

const endings: readonly (readonly [string, (world: World) => unknown, string])[] = [
  ['is cancelled', ({ stripe }) => stripe.cancelSubscription('cus_maya'), 'The subscription has ended.'],
  [
    'is to end with its period',
    ({ stripe }) => stripe.cancelAtPeriodEnd('cus_maya'),
    'The subscription will not be charged again.',
  ],
  [
    'goes with a customer who was deleted',
    ({ stripe }) => stripe.deleteCustomer('cus_maya'),
    'The subscription has ended.',
  ],
]

test.each(endings)(
  'when the subscription %s while the message waits for the evening, none goes out',
  async (_, end, because) => {
    const world = await mayaIn(on)
    await world.run('settings', 'set', '--hours', '18:00-20:00')
    world.stripe.comesUp('cus_maya', renewal)
    await world.settle()
    expect(await flowsSoFar(world)).toEqual(['upcoming-renewal: open'])

    end(world)
    await world.settle()
    expect(await flowsSoFar(world)).toEqual([`upcoming-renewal: ${because}`])
    await world.advance({ days: 12 })

    expect(world.messagesTo(mayaPhone)).toHaveLength(0)
  },
)

test.each(endings)('when the subscription %s before we look, nobody is written to', async (_, end) => {
  const world = await mayaIn(on)
  world.stripe.hold()
  world.stripe.comesUp('cus_maya', renewal)
  end(world)
  await world.stripe.release('reverse')
  await world.advance({ days: 12 })

  expect(world.messagesTo(mayaPhone)).toHaveLength(0)
  expect(await flowsSoFar(world)).toEqual([])
})

test('news that come after the renewal start nothing', async () => {
  const world = await mayaIn(on)
  world.stripe.hold()
  world.stripe.comesUp('cus_maya', renewal)
  await world.advance({ days: 11 })
  await world.stripe.release()
  await world.advance({ days: 12 })

  expect(world.messagesTo(mayaPhone)).toHaveLength(0)
  expect(await flowsSoFar(world)).toEqual([])
})
