import { expect, test } from 'vitest'
import type { World } from '../../../simulator/world.ts'
import { explained, mayaPhone, notesOn } from '../stage.ts'
import { flowsSoFar, follow, lastMessage, mayaIn, submit, written } from './stage.ts'

const on = ['payment-action-required']
/** As most merchants will have it: both flows hear of the same failure, each by an event of its own. */
const both = ['failed-payment', 'payment-action-required']

async function bankAsks(flows: readonly string[] = on) {
  const world = await mayaIn(flows)
  const askedAt = world.clock.now()
  const invoice = world.stripe.renewalNeedsAuthentication('cus_maya')
  await world.settle()
  return { world, askedAt, invoice }
}

test('a payment the bank wants confirmed is written about at once, and confirmed on the page behind the button', async () => {
  const { world, askedAt, invoice } = await bankAsks()
  expect(written(world, askedAt)).toEqual([['payment_action_required', 0]])

  const page = await follow(lastMessage(world))
  expect(page.text).toContain('Confirm with your bank')
  await submit(page, { answer: 'confirms' })
  await world.advance({ days: 3 })

  expect(written(world, askedAt)).toHaveLength(1)
  expect(world.stripe.find('invoice', invoice).status).toBe('paid')
  expect(await flowsSoFar(world)).toEqual(['payment-action-required: The invoice is paid.'])
  expect(await world.run('results')).toEqual(['1 click', 'clicked: €29.00 in 1 payment', 'recovered: €29.00'])
})

test('a confirmation that does not come is asked for once more a day later, and that is all', async () => {
  const { world, askedAt } = await bankAsks()

  await world.advance({ days: 31 })

  expect(written(world, askedAt)).toEqual([
    ['payment_action_required', 0],
    ['payment_action_required_reminder', 1],
  ])
  expect(await flowsSoFar(world)).toEqual([
    'payment-action-required: Its time to watch for the money is over.',
  ])
})

const endings: readonly (readonly [string, (world: World, invoice: string) => unknown, string])[] = [
  ['is paid with another card', ({ stripe }, invoice) => stripe.payInvoice(invoice), 'The invoice is paid.'],
  ['is voided', ({ stripe }, invoice) => stripe.voidInvoice(invoice), 'The invoice was voided.'],
  [
    'is written off',
    ({ stripe }, invoice) => stripe.markUncollectible(invoice),
    'The invoice was marked as uncollectible.',
  ],
  [
    'is refused at the bank',
    ({ stripe }, invoice) => stripe.answerBank(invoice, 'refuses'),
    'The bank does not ask for a confirmation any more.',
  ],
  [
    'belongs to a subscription that is cancelled',
    ({ stripe }) => stripe.cancelSubscription('cus_maya'),
    'The subscription has ended.',
  ],
]

test.each(endings)('when the payment %s, no reminder follows', async (_, end, because) => {
  const { world, askedAt, invoice } = await bankAsks()

  end(world, invoice)
  await world.advance({ days: 3 })

  expect(written(world, askedAt)).toHaveLength(1)
  expect(await flowsSoFar(world)).toEqual([`payment-action-required: ${because}`])
})

test('when the bank refuses, the flow ends as soon as we hear of it', async () => {
  const { world, invoice } = await bankAsks()

  world.stripe.answerBank(invoice, 'refuses')
  await world.settle()

  expect(await flowsSoFar(world)).toEqual([
    'payment-action-required: The bank does not ask for a confirmation any more.',
  ])
})

test.each(endings)('when the payment %s before we look, nobody is written to', async (_, end) => {
  const world = await mayaIn(on)
  world.stripe.hold()
  const invoice = world.stripe.renewalNeedsAuthentication('cus_maya')
  end(world, invoice)
  await world.stripe.release()
  await world.advance({ days: 3 })

  expect(world.messagesTo(mayaPhone)).toHaveLength(0)
  expect(await flowsSoFar(world)).toEqual([])
})

test('news of the confirmation that come before news of the question start nothing', async () => {
  const world = await mayaIn(both)
  world.stripe.hold()
  const invoice = world.stripe.renewalNeedsAuthentication('cus_maya')
  world.stripe.answerBank(invoice)
  await world.stripe.release('reverse')
  await world.advance({ days: 8 })

  expect(world.messagesTo(mayaPhone)).toHaveLength(0)
  expect(await flowsSoFar(world)).toEqual([])
})

test.each(['in-order', 'reverse'] as const)(
  'one failure told by two events is written about once (they come %s)',
  async (order) => {
    const world = await mayaIn(both)
    const askedAt = world.clock.now()
    world.stripe.hold()
    const invoice = world.stripe.renewalNeedsAuthentication('cus_maya')
    await world.stripe.release(order)
    await world.settle()

    expect(written(world, askedAt)).toEqual([['payment_action_required', 0]])
    expect(await explained(world, invoice)).toContain(
      'not sent. Another of your flows already writes to the customer about the same money. [sameMoney: payment-action-required]',
    )
  },
)

test('when both flows are on, one writes after the other, and never both on one day', async () => {
  const { world, askedAt } = await bankAsks(both)

  await world.advance({ days: 31 })

  expect(written(world, askedAt)).toEqual([
    ['payment_action_required', 0],
    ['payment_action_required_reminder', 1],
    ['payment_failed_reminder', 3],
    ['payment_failed_last', 7],
  ])
})

test('when both flows are on, the money counts once, for the one that brought it', async () => {
  const { world, invoice } = await bankAsks(both)

  await submit(await follow(lastMessage(world)), { answer: 'confirms' })
  await world.advance({ days: 1 })

  expect(await flowsSoFar(world)).toEqual([
    'failed-payment: The invoice is paid.',
    'payment-action-required: The invoice is paid.',
  ])
  expect(await world.run('results')).toEqual(['1 click', 'clicked: €29.00 in 1 payment', 'recovered: €29.00'])
  expect(notesOn(world, invoice).invoice).toMatchObject({
    paynudge_flow: 'payment-action-required',
    paynudge_attribution: 'clicked',
    paynudge_recovered: '2900 eur',
  })
})
