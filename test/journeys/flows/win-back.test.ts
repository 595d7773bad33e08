import { expect, test } from 'vitest'
import type { World } from '../../../simulator/world.ts'
import { explained, linkOf, mayaPhone, nudgeStates, open } from '../stage.ts'
import {
  agreesToOffers,
  flowsSoFar,
  follow,
  lastMessage,
  mayaIn,
  shopWith,
  submit,
  written,
} from './stage.ts'

const on = ['win-back']

/** Maya, who agreed to offers as well, cancels. Returns her old subscription. */
async function mayaLeaves() {
  const world = await mayaIn(on)
  await agreesToOffers(world)
  const leftAt = world.clock.now()
  const { id } = world.stripe.cancelSubscription('cus_maya')
  await world.settle()
  return { world, leftAt, subscription: id }
}

/** The same, eight days later: there is one message. */
async function wasWrittenTo() {
  const story = await mayaLeaves()
  await story.world.advance({ days: 8 })
  expect(written(story.world, story.leftAt)).toEqual([['win_back', 7]])
  return story
}

test('who cancelled is written to after a week, and subscribes anew by the link', async () => {
  const { world, leftAt } = await wasWrittenTo()
  expect(lastMessage(world).body).toContain('Coffee every month')

  const page = await follow(lastMessage(world))
  expect(page.text).toContain('29.00')
  await submit(page, { pay: 'visa' })
  await world.settle()
  expect(await flowsSoFar(world)).toEqual(['win-back: The customer has subscribed anew.'])
  await world.advance({ days: 60 })

  expect(written(world, leftAt)).toHaveLength(1)
})

test('a refund is taken back although the customer, and with them all that showed the payment, was deleted', async () => {
  const { world } = await wasWrittenTo()
  await submit(await follow(lastMessage(world)), { pay: 'visa' })
  await world.settle()
  const { db } = world.house.tools
  const total = () => db.selectFrom('recovery').select('amount').executeTakeFirstOrThrow()
  const { payment } = await db.selectFrom('recovery_payment').select('payment').executeTakeFirstOrThrow()
  expect(await total()).toEqual({ amount: 2_900 })

  world.stripe.deleteCustomer('cus_maya')
  world.stripe.refund(payment)
  await world.settle()

  expect(await total()).toEqual({ amount: 0 })
})

test('who does not come back is written to once more after a month, and then left in peace', async () => {
  const { world, leftAt } = await mayaLeaves()

  await world.advance({ days: 90 })

  expect(written(world, leftAt)).toEqual([
    ['win_back', 7],
    ['win_back_last', 30],
  ])
  expect(await flowsSoFar(world)).toEqual(['win-back: Its time to watch for the money is over.'])
})

test('whose subscription ended because all payments failed reads of that', async () => {
  const world = await mayaIn(['failed-payment', 'win-back'])
  await agreesToOffers(world)
  world.stripe.changeSettings(world.merchant.accountId, { afterRetries: 'canceled' })
  const failedAt = world.clock.now()
  world.stripe.declineRenewal('cus_maya', { declineCode: 'do_not_honor' })
  await world.advance({ days: 30 })

  expect(await flowsSoFar(world)).toEqual(['failed-payment: The subscription has ended.', 'win-back: open'])
  expect(written(world, failedAt).at(-1)).toEqual(['win_back_payment', 22])
})

test('who agreed to messages about payments only is not written to', async () => {
  const world = await mayaIn(on)
  const { id } = world.stripe.cancelSubscription('cus_maya')
  await world.advance({ days: 40 })

  expect(world.messagesTo(mayaPhone)).toHaveLength(0)
  expect(await nudgeStates(world)).toEqual(['skipped', 'skipped'])
  expect(await explained(world, id)).toContain('The customer has not agreed to offers on WhatsApp')
})

test('who takes the permission for offers back hears no more of them', async () => {
  const { world, leftAt } = await wasWrittenTo()

  await world.run('consent', 'withdraw', mayaPhone, '--purpose', 'marketing')
  await world.advance({ days: 40 })

  expect(written(world, leftAt)).toHaveLength(1)
})

test('whose bank took a payment back for good is never asked to come back', async () => {
  const world = await mayaIn(on)
  await agreesToOffers(world)
  world.stripe.cancelSubscription('cus_maya', { reason: 'payment_disputed' })
  await world.advance({ days: 40 })

  expect(world.messagesTo(mayaPhone)).toHaveLength(0)
  expect(await flowsSoFar(world)).toEqual([])
})

/** What Maya paid a month ago, by its payment intent. */
function lastPayment({ stripe }: World, subscription: string): string {
  const { latest_invoice } = stripe.find('subscription', subscription)
  const [intent] = stripe.paymentIntentsOf(String(latest_invoice))
  if (!intent) throw new Error(`${subscription} was never paid`)
  return intent
}

test('who disputed a payment before we look is never asked to come back', async () => {
  const world = await mayaIn(on)
  await agreesToOffers(world)
  const { id } = world.stripe.cancelSubscription('cus_maya')
  world.stripe.disputePayment(lastPayment(world, id))
  await world.advance({ days: 40 })

  expect(world.messagesTo(mayaPhone)).toHaveLength(0)
})

test('who disputes a payment after cancelling is not asked to come back any more', async () => {
  const { world, leftAt, subscription } = await wasWrittenTo()

  world.stripe.disputePayment(lastPayment(world, subscription))
  await world.advance({ days: 40 })

  expect(written(world, leftAt)).toHaveLength(1)
  expect(await flowsSoFar(world)).toEqual(['win-back: The customer disputed a payment.'])
})

test('who disputes a payment after cancelling is let go as soon as we hear of it', async () => {
  const { world, subscription } = await mayaLeaves()

  world.stripe.disputePayment(lastPayment(world, subscription))
  await world.settle()

  expect(await flowsSoFar(world)).toEqual(['win-back: The customer disputed a payment.'])
})

const endings: readonly (readonly [string, (world: World) => unknown, string])[] = [
  ['subscribes anew', ({ stripe }) => stripe.subscribeAgain('cus_maya'), 'The customer has subscribed anew.'],
  [
    'tries something else',
    ({ stripe }) =>
      stripe.addSubscription({
        customer: 'cus_maya',
        amount: 900,
        currency: 'eur',
        productName: 'Tea every month',
        interval: 'month',
        trialDays: 30,
      }),
    'The customer has subscribed anew.',
  ],
]

test.each(endings)('who %s before the first message gets none', async (_, end, because) => {
  const { world } = await mayaLeaves()
  await world.advance({ days: 3 })

  end(world)
  await world.settle()
  expect(await flowsSoFar(world)).toEqual([`win-back: ${because}`])
  await world.advance({ days: 40 })

  expect(world.messagesTo(mayaPhone)).toHaveLength(0)
})

test.each(endings)('who %s before we hear of the end is left in peace', async (_, end) => {
  const world = await mayaIn(on)
  await agreesToOffers(world)
  world.stripe.hold()
  world.stripe.cancelSubscription('cus_maya')
  end(world)
  await world.stripe.release('reverse')
  await world.advance({ days: 40 })

  expect(world.messagesTo(mayaPhone)).toHaveLength(0)
  expect(await flowsSoFar(world)).toEqual([])
})

test('who has another subscription all along is not asked to come back', async () => {
  const world = await mayaIn(on)
  await agreesToOffers(world)
  const tea = world.stripe.addSubscription({
    customer: 'cus_maya',
    amount: 900,
    currency: 'eur',
    productName: 'Tea every month',
    interval: 'month',
  })
  world.stripe.cancelSubscription(tea.id)
  await world.advance({ days: 40 })

  expect(world.messagesTo(mayaPhone)).toHaveLength(0)
})

test('a subscription that never began is nothing to come back to', async () => {
  const world = await shopWith(on)
  world.stripe.addCustomer({
    account: world.merchant.accountId,
    id: 'cus_maya',
    name: 'Maya Ruiz',
    country: 'ES',
    phone: mayaPhone,
    card: { brand: 'visa', last4: '0341', decline: 'do_not_honor' },
  })
  await agreesToOffers(world)
  const { id } = world.stripe.addSubscription({
    customer: 'cus_maya',
    amount: 2_900,
    currency: 'eur',
    productName: 'Coffee every month',
    interval: 'month',
  })
  await world.advance({ days: 40 })

  expect(world.stripe.find('subscription', id).status).toBe('incomplete_expired')
  expect(world.messagesTo(mayaPhone)).toHaveLength(0)
  expect(await flowsSoFar(world)).toEqual([])
})

test('a subscription that runs to the end of its period is cried after only then', async () => {
  const world = await mayaIn(on)
  await agreesToOffers(world)
  const saidAt = world.clock.now()
  const { id } = world.stripe.cancelAtPeriodEnd('cus_maya')
  const ends = world.stripe.find('subscription', id).cancel_at ?? 0
  const endsAt = Temporal.Instant.fromEpochMilliseconds(ends * 1_000)
  await world.advance({ days: 40 })

  expect(saidAt.until(endsAt).total('hours')).toBeGreaterThan(0)
  expect(written(world, endsAt)).toEqual([
    ['win_back', 7],
    ['win_back_last', 30],
  ])
})

test('the link of somebody who has subscribed anew leads to no second subscription', async () => {
  const { world } = await wasWrittenTo()
  world.stripe.subscribeAgain('cus_maya')

  const page = await open(linkOf(lastMessage(world)))

  expect(page.status).toBe(200)
  expect(await page.text()).toContain('Ya no está pendiente')
})

test('whose card is declined at the checkout has not come back yet, and may try the link again', async () => {
  const { world, leftAt } = await wasWrittenTo()
  await submit(await follow(lastMessage(world)), { pay: 'mastercard' })
  await world.advance({ days: 25 })
  expect(written(world, leftAt)).toHaveLength(2)

  await submit(await follow(lastMessage(world)), { pay: 'visa' })
  await world.settle()

  expect(await flowsSoFar(world)).toEqual(['win-back: The customer has subscribed anew.'])
})

test('a tap on the link a week later leads to a checkout that is good', async () => {
  const { world } = await wasWrittenTo()
  await follow(lastMessage(world))
  await world.advance({ days: 7 })

  await submit(await follow(lastMessage(world)), { pay: 'visa' })
  await world.settle()

  expect(await flowsSoFar(world)).toEqual(['win-back: The customer has subscribed anew.'])
})
