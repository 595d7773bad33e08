import { expect, test } from 'vitest'
import type { NewCard } from '../../../simulator/stripe/objects/customer.ts'
import type { World } from '../../../simulator/world.ts'
import { explained, linkOf, mayaPhone, open, setAside } from '../stage.ts'
import { flowsSoFar, follow, lastMessage, mayaIn, submit, written } from './stage.ts'

const on = ['card-expiring']
/** Good to the end of November; the world begins on the 23rd. */
const expiring: NewCard = { brand: 'visa', last4: '4242', expMonth: 11, expYear: 2026 }
const renewal = Temporal.Instant.from('2026-12-03T09:00:00Z')

async function mayaWithOldCard(flows: readonly string[] = on) {
  const world = await mayaIn(flows, { card: expiring })
  return { world, toldAt: world.clock.now() }
}

/** The same, and Stripe has told of her next renewal: she has one message. */
async function toldOfRenewal() {
  const story = await mayaWithOldCard()
  story.world.stripe.comesUp('cus_maya', renewal)
  await story.world.settle()
  expect(written(story.world, story.toldAt)).toEqual([['card_expiring', 0]])
  return story
}

test('a card that will not live to the renewal is written about, and another one is put in by the link', async () => {
  const { world, toldAt } = await toldOfRenewal()
  const message = lastMessage(world)
  expect(message.body).toContain('Visa •••• 4242')
  expect(message.body).toContain('Coffee every month')

  const page = await follow(message)
  expect(page.text).toContain('Another card')
  expect((await submit(page, { card: 'visa' })).text).toContain('Your card is saved')
  await world.advance({ days: 12 })

  expect(written(world, toldAt)).toHaveLength(1)
  expect(await flowsSoFar(world)).toEqual(['card-expiring: The card on file is good for the renewal.'])
})

test('a card nobody replaces is written about once more four days later, and no more', async () => {
  const { world, toldAt } = await toldOfRenewal()

  await world.advance({ days: 20 })

  expect(written(world, toldAt)).toEqual([
    ['card_expiring', 0],
    ['card_expiring_last', 4],
  ])
  expect(await flowsSoFar(world)).toEqual(['card-expiring: The renewal has been charged.'])
})

test('a card that is declined on the page changes nothing, and the reminder comes', async () => {
  const { world, toldAt } = await toldOfRenewal()

  const page = await submit(await follow(lastMessage(world)), { card: 'mastercard' })
  expect(page.text).toContain('Your card was declined.')
  await world.advance({ days: 5 })

  expect(written(world, toldAt)).toHaveLength(2)
})

test('a page for another card that was left open overnight lets her log in', async () => {
  const { world } = await toldOfRenewal()
  const page = await follow(lastMessage(world))

  await world.advance({ hours: 20 })

  expect(await (await fetch(page.url)).text()).toContain('Log in')
})

type Ending = readonly [string, (world: World) => unknown, string]

const endings: readonly Ending[] = [
  [
    'the network told Stripe of a new card',
    ({ stripe }) => stripe.networkUpdatesCard('cus_maya', { expMonth: 11, expYear: 2030 }),
    'The card on file is good for the renewal.',
  ],
  [
    'another card was put on file',
    ({ stripe }) => stripe.giveCard('cus_maya', { brand: 'mastercard', last4: '4444' }),
    'The card on file is good for the renewal.',
  ],
  [
    'the subscription got a card of its own',
    ({ stripe }) => stripe.giveSubscriptionCard('cus_maya', { brand: 'mastercard', last4: '4444' }),
    'The card on file is good for the renewal.',
  ],
  [
    'the subscription was cancelled',
    ({ stripe }) => stripe.cancelSubscription('cus_maya'),
    'The subscription has ended.',
  ],
  [
    'the subscription will not renew',
    ({ stripe }) => stripe.cancelAtPeriodEnd('cus_maya'),
    'The subscription will not be charged again.',
  ],
]

test.each(endings)('when %s after the first message, no other follows', async (_, end, because) => {
  const { world, toldAt } = await toldOfRenewal()

  end(world)
  await world.settle()
  expect(await flowsSoFar(world)).toEqual([`card-expiring: ${because}`])
  await world.advance({ days: 12 })

  expect(written(world, toldAt)).toHaveLength(1)
})

test.each(endings)('when %s before we look, nobody is written to', async (_, end) => {
  const { world } = await mayaWithOldCard()
  world.stripe.hold()
  world.stripe.comesUp('cus_maya', renewal)
  end(world)
  await world.stripe.release('reverse')
  await world.advance({ days: 12 })

  expect(world.messagesTo(mayaPhone)).toHaveLength(0)
  expect(await flowsSoFar(world)).toEqual([])
})

test('a new number from the network that expires just as soon is reminded of by its own digits', async () => {
  const { world, toldAt } = await toldOfRenewal()

  world.stripe.networkUpdatesCard('cus_maya', { expMonth: 11, expYear: 2026, last4: '1881' })
  await world.advance({ days: 5 })

  expect(written(world, toldAt)).toHaveLength(2)
  expect(lastMessage(world).body).toContain('Visa •••• 1881')
})

test.each<[string, NewCard]>([
  ['lives for years', { brand: 'visa', last4: '4242' }],
  ['is good to the end of the month of the renewal', { ...expiring, expMonth: 12 }],
])('a card that %s is not written about', async (_, card) => {
  const world = await mayaIn(on, { card })
  world.stripe.comesUp('cus_maya', renewal)
  await world.advance({ days: 12 })

  expect(world.messagesTo(mayaPhone)).toHaveLength(0)
  expect(await flowsSoFar(world)).toEqual([])
})

test('the card of the subscription counts before the one of the customer', async () => {
  const world = await mayaIn(on)
  world.stripe.giveSubscriptionCard('cus_maya', { ...expiring, last4: '1881' })
  world.stripe.comesUp('cus_maya', renewal)
  await world.settle()

  expect(lastMessage(world).body).toContain('Visa •••• 1881')
})

/** Maya's subscription is charged to an expiring card of its own, and she has one message about it. */
async function toldOfOwnCard() {
  const world = await mayaIn(on)
  const toldAt = world.clock.now()
  world.stripe.giveSubscriptionCard('cus_maya', { ...expiring, last4: '1881' })
  world.stripe.comesUp('cus_maya', renewal)
  await world.settle()
  expect(written(world, toldAt)).toEqual([['card_expiring', 0]])
  return { world, toldAt }
}

/** The card her subscription is charged to, in its last four digits. */
const chargedTo = ({ stripe }: World) => stripe.cardOnFile('cus_maya').card?.last4

/** Maya taps the button and puts in another card. */
async function putsInAnother(world: World) {
  const page = await follow(lastMessage(world))
  expect(page.text).toContain('Save card')
  const saved = await submit(page, { card: 'visa', email: 'maya@example.com' })
  expect(saved.text).toContain('Your card is saved')
}

test('a card of the subscription’s own is replaced by the link, and no other message follows', async () => {
  const { world, toldAt } = await toldOfOwnCard()

  await putsInAnother(world)
  await world.settle()

  expect(chargedTo(world)).toBe('4242')
  expect(await flowsSoFar(world)).toEqual(['card-expiring: The card on file is good for the renewal.'])
  await world.advance({ days: 12 })
  expect(written(world, toldAt)).toHaveLength(1)
  expect(await explained(world, await subjectOf(world))).toContain(
    'heard checkout.session.completed: handled (card-used)',
  )
})

test.each([
  ['Stripe is down when we hear of it', { status: 500, headers: { 'stripe-should-retry': 'false' } }],
  ['we may not change subscriptions for a while', { status: 403 }],
  ['the answer to our change is lost', { accident: 'reset-after' as const }],
])('a card that was put in is not lost when %s', async (_, fault) => {
  const { world, toldAt } = await toldOfOwnCard()
  world.stripe.fail({ ...fault, method: 'POST', path: /^\/v1\/subscriptions\// })

  await putsInAnother(world)
  await world.advance({ days: 1 })

  expect(chargedTo(world)).toBe('4242')
  expect(await setAside(world)).toEqual([])
  await world.advance({ days: 11 })
  expect(written(world, toldAt)).toHaveLength(1)
})

test('a card that is put in when the flow is over and switched off is still used', async () => {
  const { world } = await toldOfOwnCard()
  const page = await follow(lastMessage(world))
  world.stripe.networkUpdatesCard('cus_maya', { expMonth: 11, expYear: 2030 })
  await world.run('flow', 'off', 'card-expiring')
  await world.settle()

  await submit(page, { card: 'visa', email: 'maya@example.com' })
  await world.settle()

  expect(chargedTo(world)).toBe('4242')
})

test('a page for another card that nobody fills in is no checkout that was left', async () => {
  const { world } = await toldOfOwnCard()
  await world.run('flow', 'on', 'abandoned-checkout')
  await world.run('template', 'push')
  await follow(lastMessage(world))

  await world.advance({ days: 3 })

  expect((await flowsSoFar(world)).map((flow) => flow.split(':')[0])).toEqual(['card-expiring'])
})

test('a subscription that is paid by invoice asks for no card', async () => {
  const { world } = await mayaWithOldCard()
  const { id } = world.stripe.addSubscription({
    customer: 'cus_maya',
    amount: 4_500,
    currency: 'eur',
    productName: 'Beans for the office',
    interval: 'month',
    daysUntilDue: 14,
  })
  world.stripe.comesUp(id, renewal)
  await world.advance({ days: 12 })

  expect(world.messagesTo(mayaPhone)).toHaveLength(0)
})

test('with news of every renewal as well, the card is the one thing written about', async () => {
  const { world, toldAt } = await mayaWithOldCard(['card-expiring', 'upcoming-renewal'])
  world.stripe.comesUp('cus_maya', renewal)
  await world.advance({ days: 12 })

  expect(written(world, toldAt)).toEqual([
    ['card_expiring', 0],
    ['card_expiring_last', 4],
  ])
  expect(await explained(world, await subjectOf(world))).toContain(
    'already writes to the customer about the same money',
  )
})

test('a link to another card is closed once the subscription has ended', async () => {
  const { world } = await toldOfRenewal()
  world.stripe.cancelSubscription('cus_maya')

  const page = await open(linkOf(lastMessage(world)))

  expect(page.status).toBe(200)
  expect(await page.text()).toContain('Ya no está')
})

/** The name of the one matter that is followed. */
async function subjectOf({ house }: World): Promise<string> {
  const rows = await house.tools.db.selectFrom('enrollment').select('subject').distinct().execute()
  if (!rows[0] || rows.length > 1) throw new Error(`${rows.length} matters are followed`)
  return rows[0].subject
}
