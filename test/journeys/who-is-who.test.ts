import { expect, test } from 'vitest'
import { addRegular } from '../../simulator/shop.ts'
import { count, explained, maya, mayaFails, mayaPhone, shopWithMaya } from './stage.ts'

const otherPhone = '+34600000099'

test('two customers with one phone number are one shopper', async () => {
  const world = await shopWithMaya()
  addRegular(world, { ...maya, id: 'cus_maya_office', phone: mayaPhone })
  await mayaFails(world)

  world.stripe.declineRenewal('cus_maya_office')
  await world.advance({ hours: 2 })

  expect(await count(world, 'shopper')).toBe(1)
  expect(await count(world, 'enrollment')).toBe(2)
})

test('a shopper who changes the phone number gets the next message on the new one', async () => {
  const world = await shopWithMaya()
  await mayaFails(world)

  world.stripe.updateCustomer('cus_maya', { phone: otherPhone })
  await world.advance({ days: 3 })

  expect(world.messagesTo(mayaPhone)).toHaveLength(1)
  expect(world.messagesTo(otherPhone)).toHaveLength(1)
})

test('a shopper who changes to the number of a customer met before still gets the next message', async () => {
  const world = await shopWithMaya()
  addRegular(world, { ...maya, id: 'cus_partner', phone: otherPhone })
  const partners = world.stripe.declineRenewal('cus_partner')
  await world.advance({ hours: 2 })
  world.stripe.payInvoice(partners)
  await mayaFails(world)

  world.stripe.updateCustomer('cus_maya', { phone: otherPhone })
  await world.advance({ days: 3 })

  expect(world.messagesTo(otherPhone).map(({ template }) => template)).toEqual([
    'paynudge_payment_failed',
    'paynudge_payment_failed_reminder',
  ])
})

test.each(['before', 'after'])(
  'a shopper who changes to a number whose owner said STOP %s is written to no more, and we can say why',
  async (when) => {
    const world = await shopWithMaya()
    if (when === 'before') await world.whatsapp.reply(otherPhone, 'STOP')
    await world.advance({ minutes: 1 })
    const invoice = await mayaFails(world)
    if (when === 'after') await world.whatsapp.reply(otherPhone, 'STOP', '400500600')

    world.stripe.updateCustomer('cus_maya', { phone: otherPhone })
    await world.advance({ days: 3 })

    expect(world.messagesTo(otherPhone)).toHaveLength(0)
    expect(await explained(world, invoice)).toContain('not sent. The customer asked not to be written to.')
  },
)

test('a STOP from the number a shopper had before holds for the new one', async () => {
  const world = await shopWithMaya()
  await mayaFails(world)
  await world.whatsapp.reply(mayaPhone, 'STOP')

  world.stripe.updateCustomer('cus_maya', { phone: otherPhone })
  await world.advance({ days: 8 })

  expect(world.messagesTo(otherPhone)).toHaveLength(0)
})
