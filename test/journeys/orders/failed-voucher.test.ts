import { describe, expect, test } from 'vitest'
import type { World } from '../../../simulator/world.ts'
import { count, explained, linkOf, mayaPhone, onlyMessage, open } from '../stage.ts'
import { mayaIn, ownPage, pageBehind, textsTo } from './stage.ts'

const order = {
  amount: 5_000,
  quantity: 2,
  productName: 'A grinder',
  methods: ['card', 'multibanco'],
  clientReferenceId: 'basket-17',
  metadata: { campaign: 'winter' },
} as const

const shop = (...others: string[]) => mayaIn(['failed-voucher', ...others])

/** Maya orders two grinders and leaves with a voucher. Returns the session's id. */
function leaveWithVoucher(world: World): string {
  const session = world.stripe.startCheckout({ customer: 'cus_maya', ...order })
  world.stripe.completeCheckout(session, { method: 'multibanco' })
  return session
}

/** Nobody paid the voucher in its seven days, and Maya has one message. */
async function mayaWasTold() {
  const world = await shop()
  const session = leaveWithVoucher(world)
  await world.advance({ days: 8 })
  return { world, session, message: onlyMessage(world) }
}

/** The session a page of the checkout belongs to. */
function sessionOf(page: string | null): string {
  return /\/c\/pay\/(cs_\w+)/.exec(page ?? '')?.[1] ?? ''
}

test('when a voucher was not paid in time, the shopper is led to the same order once more', async () => {
  const { world, session, message } = await mayaWasTold()

  expect(textsTo(world)).toEqual(['voucher_failed'])
  expect(message.body).toContain('100,00')
  const again = world.stripe.find('checkout.session', sessionOf(await pageBehind(message)))
  expect(again).toMatchObject({
    status: 'open',
    customer: 'cus_maya',
    amount_total: 10_000,
    client_reference_id: 'basket-17',
    metadata: { campaign: 'winter', paynudge_again: session },
  })
  expect(await explained(world, session)).toContain('message 1 (voucher_failed): sent.')
})

test('who taps twice is led to one new order, not to two', async () => {
  const { world, message } = await mayaWasTold()

  const first = await pageBehind(message)
  await world.advance({ minutes: 5 })

  expect(await pageBehind(message)).toBe(first)
})

test('a customer who orders once more has brought a recovery, and finds the order paid when they tap again', async () => {
  const { world, session, message } = await mayaWasTold()

  world.stripe.completeCheckout(sessionOf(await pageBehind(message)))
  await world.settle()

  expect(await world.run('results')).toEqual([
    '1 click',
    'clicked: €100.00 in 1 payment',
    'recovered: €100.00',
  ])
  expect(await explained(world, session)).toContain('the flow ended: The order is paid.')
  expect(world.stripe.find('checkout.session', session).metadata).toMatchObject({
    paynudge_flow: 'failed-voucher',
    paynudge_attribution: 'clicked',
  })
  await world.advance({ minutes: 5 })
  expect(await (await open(linkOf(message))).text()).toContain('Ya está pagado')
})

test('an order that is paid is paid for the link as well, before any news of it came', async () => {
  const { world, message } = await mayaWasTold()
  const again = sessionOf(await pageBehind(message))
  world.stripe.hold()

  world.stripe.completeCheckout(again)
  await world.advance({ minutes: 5 })

  expect(await (await open(linkOf(message))).text()).toContain('Ya está pagado')
})

test('a guest who orders once more has brought a recovery as well', async () => {
  const world = await shop()
  const wording = 'Yes, tell me about my order by WhatsApp'
  await world.run('consent', 'grant', mayaPhone, '--wording', wording)
  const { metadata, ...rest } = order
  const session = world.stripe.startCheckout({
    account: world.merchant.accountId,
    ...rest,
    metadata: { ...metadata, whatsapp_phone: mayaPhone },
  })
  world.stripe.completeCheckout(session, { method: 'multibanco', email: 'guest@example.com' })
  await world.advance({ days: 8 })

  world.stripe.completeCheckout(sessionOf(await pageBehind(onlyMessage(world))))
  await world.settle()

  expect(await world.run('results')).toContain('recovered: €100.00')
})

test('who has ordered something else since is not asked to order again', async () => {
  const world = await shop()
  const session = leaveWithVoucher(world)
  await world.advance({ days: 1 })

  world.stripe.completeCheckout(world.stripe.startCheckout({ customer: 'cus_maya', amount: 5_000 }))
  await world.advance({ days: 8 })

  expect(textsTo(world)).toEqual([])
  expect(await explained(world, session)).toContain(
    'heard checkout.session.async_payment_failed: ignored (The customer has ordered anew since.)',
  )
})

describe('one failure told by two events', () => {
  test('is written about once, though the payment itself has a page of its own', async () => {
    const world = await shop('failed-one-off')
    const session = world.stripe.startCheckout({
      customer: 'cus_maya',
      ...order,
      intentData: { metadata: ownPage },
    })
    world.stripe.completeCheckout(session, { method: 'multibanco' })

    await world.advance({ days: 12 })

    expect(textsTo(world)).toEqual(['voucher_failed'])
    expect(await count(world, 'enrollment')).toBe(1)
    const intent = String(world.stripe.find('checkout.session', session).payment_intent)
    expect(await explained(world, intent)).toContain(
      'ignored (The payment belongs to a checkout, which has flows of its own.)',
    )
  })

  test('is written about after the reminders of the same voucher, which then end', async () => {
    const world = await shop('pending-voucher')
    const session = leaveWithVoucher(world)

    await world.advance({ days: 12 })

    expect(textsTo(world)).toEqual(['voucher_pending', 'voucher_last_day', 'voucher_failed'])
    expect(await explained(world, session)).toContain('the flow ended: The voucher was not paid in time.')
  })
})

test('news of the new order that comes before news of the failure starts nothing', async () => {
  const world = await shop()
  const session = leaveWithVoucher(world)
  await world.settle()
  world.stripe.hold()
  world.stripe.expireVoucher(session)
  await world.clock.moveTo(world.clock.now().add({ minutes: 1 }))
  world.stripe.completeCheckout(world.stripe.startCheckout({ customer: 'cus_maya', ...order }))
  world.stripe.release('reverse')

  await world.advance({ days: 2 })

  expect(textsTo(world)).toEqual([])
  expect(await count(world, 'enrollment')).toBe(0)
})
