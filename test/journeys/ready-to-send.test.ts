import { expect, test } from 'vitest'
import { addRegular, openShop } from '../../simulator/shop.ts'
import { emptyWorld, explained, maya, mayaFails, mayaPhone, nudgeStates, shopWithMaya } from './stage.ts'

const unreviewed = { whatsapp: { reviews: 'by-hand' } } as const
const outsideLive = { merchant: { environment: 'test' } } as const

test('a message waits while Meta reviews its text, and goes out once it is approved', async () => {
  const world = await shopWithMaya({}, unreviewed)
  const invoice = await mayaFails(world)
  expect(world.messagesTo(mayaPhone)).toHaveLength(0)
  expect(await explained(world, invoice)).toContain('Meta is still reviewing the text of this message.')

  await world.whatsapp.review('paynudge_payment_failed', 'APPROVED')
  await world.advance({ hours: 1 })

  expect(world.messagesTo(mayaPhone)).toHaveLength(1)
})

test('a message whose text Meta rejected is skipped, and we can say why', async () => {
  const world = await shopWithMaya({}, unreviewed)
  await world.whatsapp.review('paynudge_payment_failed', 'REJECTED', 'PROMOTIONAL')

  const invoice = await mayaFails(world)

  expect(world.messagesTo(mayaPhone)).toHaveLength(0)
  expect(await nudgeStates(world)).toEqual(['skipped', 'scheduled', 'scheduled'])
  expect(await explained(world, invoice)).toContain(
    'message 1 (payment_failed): not sent. Meta has not approved the text of this message.',
  )
  expect((await world.run('template', 'list')).join('\n')).toContain('REJECTED (PROMOTIONAL)')
})

test('a rejected text keeps back only its own message', async () => {
  const world = await shopWithMaya({}, unreviewed)
  await world.whatsapp.review('paynudge_payment_failed', 'REJECTED')
  await world.whatsapp.review('paynudge_payment_failed_reminder', 'APPROVED')
  await world.whatsapp.review('paynudge_payment_failed_last', 'APPROVED')

  await mayaFails(world)
  await world.advance({ days: 8 })

  expect(world.messagesTo(mayaPhone).map(({ template }) => template)).toEqual([
    'paynudge_payment_failed_reminder',
    'paynudge_payment_failed_last',
  ])
})

test('a text still in review when the next message is due is given up', async () => {
  const world = await shopWithMaya({}, unreviewed)
  const invoice = await mayaFails(world)

  await world.clock.moveTo(world.clock.now().add({ hours: 3 * 24 }))
  await world.settle()

  expect(world.messagesTo(mayaPhone)).toHaveLength(0)
  expect(await nudgeStates(world)).toEqual(['skipped', 'scheduled', 'scheduled'])
  expect(await explained(world, invoice)).toContain('could not go out in time and would no longer help')
})

test('a text Meta pauses keeps its message waiting', async () => {
  const world = await shopWithMaya()
  await world.whatsapp.review('paynudge_payment_failed', 'PAUSED')
  await mayaFails(world)
  expect(world.messagesTo(mayaPhone)).toHaveLength(0)

  await world.whatsapp.review('paynudge_payment_failed', 'APPROVED')
  await world.advance({ hours: 1 })

  expect(world.messagesTo(mayaPhone)).toHaveLength(1)
})

test('a flow that is off starts nothing, and we can say why', async () => {
  const world = await shopWithMaya()
  await world.run('flow', 'off', 'failed-payment')

  const invoice = await mayaFails(world)

  expect(world.messagesTo(mayaPhone)).toHaveLength(0)
  expect(await nudgeStates(world)).toEqual([])
  expect(await explained(world, invoice)).toContain(
    'heard invoice.payment_failed: ignored (The flow was switched off when the event came in.)',
  )
})

test('a flow switched off after a message was planned sends it no more', async () => {
  const world = await shopWithMaya()
  const invoice = world.stripe.declineRenewal('cus_maya')
  await world.settle()

  await world.run('flow', 'off', 'failed-payment')
  await world.advance({ hours: 2 })

  expect(world.messagesTo(mayaPhone)).toHaveLength(0)
  expect(await explained(world, invoice)).toContain('not sent. This flow is switched off.')
})

test('a shop that never switched the flow on writes to nobody', async () => {
  const world = await emptyWorld()
  await world.run('account', 'set')
  addRegular(world, maya)

  world.stripe.declineRenewal('cus_maya')
  await world.advance({ days: 8 })

  expect(world.whatsapp.messages).toHaveLength(0)
})

test('without a linked number no message goes out, and we can say what to do', async () => {
  const world = await emptyWorld()
  await world.run('account', 'set')
  await world.run('flow', 'on', 'failed-payment')
  addRegular(world, maya)

  const invoice = await mayaFails(world)

  expect(world.whatsapp.messages).toHaveLength(0)
  expect(await explained(world, invoice)).toContain('not sent. No WhatsApp number is linked to this account.')
})

test('outside live mode nobody is written to who is not on the allow-list', async () => {
  const world = await shopWithMaya({}, outsideLive)

  const invoice = await mayaFails(world)

  expect(world.messagesTo(mayaPhone)).toHaveLength(0)
  expect(await explained(world, invoice)).toContain('Outside live mode only numbers on your allow-list')
})

test('outside live mode a number on the allow-list is written to, and off the list no more', async () => {
  const world = await shopWithMaya({}, outsideLive)
  await world.run('allow-list', 'add', '+34 600 000 001')

  await mayaFails(world)
  expect(world.messagesTo(mayaPhone)).toHaveLength(1)

  await world.run('allow-list', 'remove', mayaPhone)
  await world.advance({ days: 8 })
  expect(world.messagesTo(mayaPhone)).toHaveLength(1)
})

test('a recovery in test mode is noted like one in live mode', async () => {
  const world = await shopWithMaya({}, outsideLive)
  await world.run('allow-list', 'add', mayaPhone)
  const invoice = await mayaFails(world)

  world.stripe.payInvoice(invoice)
  await world.settle()

  expect(world.stripe.find('invoice', invoice).metadata).toMatchObject({ paynudge_attribution: 'read' })
})

test('an account nobody set up is ignored, and we can say so', async () => {
  const world = await emptyWorld()
  addRegular(world, maya)

  const invoice = world.stripe.declineRenewal('cus_maya')
  await world.settle()

  expect(await explained(world, invoice)).toContain(
    'ignored (Nobody has set this Stripe account up. Do it with `npm run paynudge -- account set`.)',
  )
})

test('opening the shop twice changes nothing', async () => {
  const world = await shopWithMaya()
  await openShop(world)

  await mayaFails(world)

  expect(world.messagesTo(mayaPhone)).toHaveLength(1)
})
