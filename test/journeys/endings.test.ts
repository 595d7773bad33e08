import { expect, test } from 'vitest'
import type { World } from '../../simulator/world.ts'
import {
  count,
  explained,
  mayaFails,
  mayaPhone,
  mayaWasWrittenTo,
  nudgeStates,
  onlyMessage,
  shopWithMaya,
} from './stage.ts'

test('an invoice paid before we looked starts nothing, and we can say why', async () => {
  const world = await shopWithMaya()
  world.stripe.hold()
  const invoice = world.stripe.declineRenewal('cus_maya')
  world.stripe.payInvoice(invoice)
  world.stripe.release()

  await world.advance({ days: 8 })

  expect(world.messagesTo(mayaPhone)).toHaveLength(0)
  expect(await count(world, 'enrollment')).toBe(0)
  expect(await explained(world, invoice)).toContain(
    'heard invoice.payment_failed: ignored (It was paid before Paynudge looked.)',
  )
})

test('news of the payment that comes before news of the failure starts nothing either', async () => {
  const world = await shopWithMaya()
  world.stripe.hold()
  const invoice = world.stripe.declineRenewal('cus_maya')
  world.stripe.payInvoice(invoice)
  world.stripe.release('reverse')

  await world.advance({ days: 8 })

  expect(world.messagesTo(mayaPhone)).toHaveLength(0)
  expect(await count(world, 'enrollment')).toBe(0)
  expect(await world.run('results')).toEqual(['0 clicks'])
})

test('an invoice voided before we looked starts nothing', async () => {
  const world = await shopWithMaya()
  world.stripe.hold()
  const invoice = world.stripe.declineRenewal('cus_maya')
  world.stripe.voidInvoice(invoice)
  world.stripe.release()

  await world.advance({ days: 8 })

  expect(world.messagesTo(mayaPhone)).toHaveLength(0)
  expect(await explained(world, invoice)).toContain('ignored (It was voided before Paynudge looked.)')
})

test('a payment between two messages stops the second and the third', async () => {
  const { world, invoice } = await mayaWasWrittenTo()

  world.stripe.payInvoice(invoice)
  await world.settle()
  expect(await nudgeStates(world)).toEqual(['sent', 'cancelled', 'cancelled'])

  await world.advance({ days: 31 })
  expect(onlyMessage(world).template).toBe('paynudge_payment_failed')
})

test('a payment nobody told us of still stops the message that is due', async () => {
  const { world, invoice } = await mayaWasWrittenTo()
  world.stripe.hold()
  world.stripe.payInvoice(invoice)

  await world.advance({ days: 8 })

  expect(world.messagesTo(mayaPhone)).toHaveLength(1)
  expect(await world.run('results')).toContain('recovered: €29.00')
})

test('a payment nobody told us of after the last message is found when the time to watch is over', async () => {
  const { world, invoice } = await mayaWasWrittenTo()
  await world.advance({ days: 8 })
  world.stripe.hold()
  world.stripe.payInvoice(invoice)

  await world.advance({ days: 23 })

  expect(world.messagesTo(mayaPhone)).toHaveLength(3)
  expect(await world.run('results')).toContain('recovered: €29.00')
})

const endings: readonly [string, (world: World, invoice: string) => unknown, string][] = [
  ['voided', (world, invoice) => world.stripe.voidInvoice(invoice), 'The invoice was voided.'],
  [
    'written off',
    (world, invoice) => world.stripe.markUncollectible(invoice),
    'The invoice was marked as uncollectible.',
  ],
  ['deleted', (world, invoice) => world.stripe.deleteInvoice(invoice), 'Stripe knows this object no more'],
]

test.each(endings)('when the invoice is %s, no message follows', async (_, end, because) => {
  const { world, invoice } = await mayaWasWrittenTo()

  end(world, invoice)
  await world.settle()
  expect(await nudgeStates(world)).toEqual(['sent', 'cancelled', 'cancelled'])

  await world.advance({ days: 8 })
  expect(world.messagesTo(mayaPhone)).toHaveLength(1)
  expect(await explained(world, invoice)).toContain(because)
})

test.each(endings)('when the invoice is %s before the first message, none goes out', async (_, end) => {
  const world = await shopWithMaya()
  const invoice = world.stripe.declineRenewal('cus_maya')
  await world.settle()

  end(world, invoice)
  await world.advance({ days: 8 })

  expect(world.messagesTo(mayaPhone)).toHaveLength(0)
  expect(await nudgeStates(world)).toEqual(['cancelled', 'cancelled', 'cancelled'])
})

test('when the customer is deleted, no message follows', async () => {
  const { world, invoice } = await mayaWasWrittenTo()

  world.stripe.deleteCustomer('cus_maya')
  await world.settle()
  expect(await nudgeStates(world)).toEqual(['sent', 'cancelled', 'cancelled'])

  await world.advance({ days: 8 })
  expect(world.messagesTo(mayaPhone)).toHaveLength(1)
  expect(await explained(world, invoice)).toMatch(
    /the flow ended: (The customer was deleted|The subscription has ended)/,
  )
})

test('when the subscription is cancelled, no message follows', async () => {
  const { world, invoice } = await mayaWasWrittenTo()

  world.stripe.cancelSubscription('cus_maya')
  await world.settle()
  expect(await nudgeStates(world)).toEqual(['sent', 'cancelled', 'cancelled'])

  await world.advance({ days: 8 })
  expect(world.messagesTo(mayaPhone)).toHaveLength(1)
  expect(await explained(world, invoice)).toContain('the flow ended: The subscription has ended.')
})

test('an invoice of its own is not stopped by the end of a subscription', async () => {
  const world = await shopWithMaya()
  world.stripe.setDecline('cus_maya', 'generic_decline')
  world.stripe.addInvoice({ customer: 'cus_maya', amount: 4_500, description: 'A grinder' })
  await world.advance({ hours: 2 })

  world.stripe.cancelSubscription('cus_maya')
  await world.advance({ days: 8 })

  expect(world.messagesTo(mayaPhone)).toHaveLength(3)
})

test('two invoices of one shopper are followed apart', async () => {
  const world = await shopWithMaya()
  const first = await mayaFails(world)
  const second = world.stripe.addInvoice({ customer: 'cus_maya', amount: 4_500, description: 'A grinder' })
  await world.advance({ hours: 2 })

  world.stripe.payInvoice(first)
  await world.settle()

  expect(await count(world, 'enrollment')).toBe(2)
  expect(await count(world, 'shopper')).toBe(1)
  expect(await explained(world, first)).toContain('the flow ended: The invoice is paid.')
  expect(await explained(world, second.id)).not.toContain('the flow ended')
})
