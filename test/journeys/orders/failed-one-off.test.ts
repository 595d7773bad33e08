import { expect, test } from 'vitest'
import type { World } from '../../../simulator/world.ts'
import { count, explained, linkOf, mayaPhone, nudgeStates, onlyMessage, open } from '../stage.ts'
import { mayaIn, ownPage, pageBehind, textsTo } from './stage.ts'

const grinder = { amount: 4_500, description: 'A grinder' } as const

const shop = () => mayaIn(['failed-one-off'])

/** The card on file is charged for a grinder while Maya is away, and declined. Returns the payment intent's id. */
function declineGrinder(world: World, how: { declineCode?: string; metadata?: Record<string, string> } = {}) {
  return world.stripe.chargeOffSession('cus_maya', {
    ...grinder,
    declineCode: 'generic_decline',
    metadata: ownPage,
    ...how,
  })
}

/** An hour after the charge was declined, Maya has one message. */
async function mayaWasToldOfGrinder() {
  const world = await shop()
  const intent = declineGrinder(world)
  await world.advance({ hours: 1 })
  return { world, intent, message: onlyMessage(world) }
}

test('half an hour after a charge was declined the shopper is led to the page the merchant named for it', async () => {
  const { world, intent, message } = await mayaWasToldOfGrinder()

  expect(textsTo(world)).toEqual(['one_off_failed'])
  expect(message.body).toContain('45,00')
  expect(await pageBehind(message)).toBe(ownPage.paynudge_pay_url)
  expect(await explained(world, intent)).toContain('message 1 (one_off_failed): sent.')

  await world.advance({ days: 8 })
  expect(textsTo(world)).toEqual(['one_off_failed', 'one_off_failed_reminder'])
})

test('a payment of an invoice is left to the flows of invoices, and we can say so', async () => {
  const world = await shop()
  const invoice = world.stripe.declineRenewal('cus_maya')
  const [payment] = (await world.house.tools.stripe(key(world)).invoicePayments.list({ invoice })).data
  const intent = String(payment?.payment.payment_intent)

  await world.advance({ days: 2 })

  expect(textsTo(world)).toEqual([])
  expect(await count(world, 'enrollment')).toBe(0)
  expect(await explained(world, intent)).toContain(
    'ignored (The payment belongs to an invoice, which has flows of its own.)',
  )
})

test('a card declined in an open checkout is no matter of ours: the shopper stands before it', async () => {
  const world = await shop()
  const session = world.stripe.startCheckout({
    customer: 'cus_maya',
    amount: 4_500,
    intentData: { metadata: ownPage },
  })
  world.stripe.declineAtCheckout(session)
  const intent = String(world.stripe.find('checkout.session', session).payment_intent)

  await world.advance({ days: 2 })

  expect(textsTo(world)).toEqual([])
  expect(await explained(world, intent)).toContain(
    'ignored (The payment belongs to a checkout, which has flows of its own.)',
  )
})

test.each<[string, Record<string, string>]>([
  ['there is no page to pay it on', {}],
  ['its page stands on a host the merchant never named', { paynudge_pay_url: 'https://evil.example/pay' }],
  ['its page is not safe', { paynudge_pay_url: 'http://pay.harbor.example/orders/17' }],
  ['its page is no address', { paynudge_pay_url: 'orders/17' }],
])('nothing is sent where %s, and we can say why', async (_, metadata) => {
  const world = await shop()
  const intent = declineGrinder(world, { metadata })

  await world.advance({ days: 2 })

  expect(textsTo(world)).toEqual([])
  expect(await explained(world, intent)).toContain(
    'ignored (There is no page on which this payment could be finished.)',
  )
})

test('a customer who told their bank to stop is not asked to pay', async () => {
  const world = await shop()
  const intent = declineGrinder(world, { declineCode: 'revocation_of_authorization' })

  await world.advance({ days: 2 })

  expect(textsTo(world)).toEqual([])
  expect(await explained(world, intent)).toContain('The customer told their bank to stop these payments.')
})

test('a charge the bank wants confirmed is left to the flow for that', async () => {
  const world = await shop()
  const intent = declineGrinder(world, { declineCode: 'authentication_required' })

  await world.advance({ days: 2 })

  expect(textsTo(world)).toEqual([])
  expect(await explained(world, intent)).toContain(
    'The bank asks for a confirmation, which has a flow of its own.',
  )
})

test('a payment on the page of the message is a recovery, and ends the flow', async () => {
  const { world, intent, message } = await mayaWasToldOfGrinder()
  await open(linkOf(message))

  world.stripe.payIntent(intent)
  await world.settle()

  expect(await nudgeStates(world)).toEqual(['sent', 'cancelled'])
  expect(await world.run('results')).toEqual(['1 click', 'clicked: €45.00 in 1 payment', 'recovered: €45.00'])
  expect(world.stripe.find('payment_intent', intent).metadata).toMatchObject({
    paynudge_flow: 'failed-one-off',
    paynudge_attribution: 'clicked',
    paynudge_recovered: '4500 eur',
  })
  await world.advance({ days: 15 })
  expect(textsTo(world)).toHaveLength(1)
  expect(await (await open(linkOf(message))).text()).toContain('Ya está pagado')
})

test('a payment the merchant gave up is asked for no more', async () => {
  const { world, intent } = await mayaWasToldOfGrinder()

  world.stripe.cancelIntent(intent)
  await world.settle()
  expect(await nudgeStates(world)).toEqual(['sent', 'cancelled'])

  await world.advance({ days: 2 })
  expect(textsTo(world)).toHaveLength(1)
  expect(await explained(world, intent)).toContain('the flow ended: The payment was cancelled.')
})

test('a customer who has paid the same sum in another payment is asked no more, and that is no recovery', async () => {
  const { world, intent } = await mayaWasToldOfGrinder()

  world.stripe.chargeOffSession('cus_maya', grinder)
  await world.advance({ days: 2 })

  expect(textsTo(world)).toHaveLength(1)
  expect(await explained(world, intent)).toContain(
    'the flow ended: The customer has paid the same amount in another payment.',
  )
  expect(await world.run('results')).toEqual(['0 clicks'])
})

test('a customer who has paid another sum since still owes this one', async () => {
  const { world } = await mayaWasToldOfGrinder()

  world.stripe.chargeOffSession('cus_maya', { ...grinder, amount: 4_600 })
  await world.advance({ days: 2 })

  expect(textsTo(world)).toEqual(['one_off_failed', 'one_off_failed_reminder'])
})

const endings: readonly [string, (world: World, intent: string) => unknown, string][] = [
  ['paid', (world, intent) => world.stripe.payIntent(intent), 'It was paid before Paynudge looked.'],
  ['given up', (world, intent) => world.stripe.cancelIntent(intent), 'It was voided before Paynudge looked.'],
]

test.each(endings)('a charge %s before we heard that it was declined starts nothing', async (_, end, why) => {
  const world = await shop()
  world.stripe.hold()
  const intent = declineGrinder(world)
  end(world, intent)
  world.stripe.release('reverse')

  await world.advance({ days: 2 })

  expect(textsTo(world)).toEqual([])
  expect(await count(world, 'enrollment')).toBe(0)
  expect(await explained(world, intent)).toContain(`heard payment_intent.payment_failed: ignored (${why})`)
})

test.each(endings)('a charge %s within the half hour brings no message', async (_, end) => {
  const world = await shop()
  const intent = declineGrinder(world)
  await world.settle()

  end(world, intent)
  await world.advance({ days: 2 })

  expect(world.messagesTo(mayaPhone)).toEqual([])
  expect(await nudgeStates(world)).toEqual(['cancelled', 'cancelled'])
})

function key({ merchant }: World) {
  return { environment: merchant.environment, accountId: merchant.accountId }
}
