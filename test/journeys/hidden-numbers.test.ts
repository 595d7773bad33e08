import { expect, test } from 'vitest'
import { addRegular, linkNumber } from '../../simulator/shop.ts'
import { isSend } from '../../simulator/whatsapp/call.ts'
import type { World } from '../../simulator/world.ts'
import { addBerlin, berlin, harbor } from './numbers/stage.ts'
import { explained, maya, mayaFails, mayaPhone, shopWithMaya, templatesSent } from './stage.ts'

/** The business at Meta to which the world's own number belongs. */
const portfolioId = `9${harbor.wabaId}`
const bobPhone = '+34600000002'

/** Maya got a message about a failed payment, says this to it, pays, and then Stripe has her phone no more. */
async function mayaWithoutPhone(says: string | undefined, world?: World): Promise<World> {
  const shop = world ?? (await shopWithMaya())
  const invoice = await mayaFails(shop)
  if (says) await shop.whatsapp.reply(mayaPhone, says)
  await shop.settle()
  shop.stripe.payInvoice(invoice)
  shop.stripe.updateCustomer('cus_maya', { phone: null })
  await shop.advance({ days: 8 })
  expect(templatesSent(shop)).toHaveLength(1)
  return shop
}

test('somebody who took up a message is written to by Meta’s id once Stripe knows no number of theirs', async () => {
  const world = await mayaWithoutPhone('pagar')

  const invoice = await mayaFails(world)

  expect(world.messagesTo(mayaPhone)).toHaveLength(2)
  const { body } = world.whatsapp.calls
    .filter((call) => isSend(call) && call.body.type === 'template')
    .at(-1)!
  expect(body).toMatchObject({ recipient: world.whatsapp.person(mayaPhone).userId })
  expect(body).not.toHaveProperty('to')
  expect(await explained(world, invoice)).not.toContain(world.whatsapp.person(mayaPhone).userId)
})

test('what is reported of a message to an id counts', async () => {
  const world = await mayaWithoutPhone('pagar')
  world.whatsapp.person(mayaPhone, { hidesPhone: true })
  await mayaFails(world)

  const send = await world.house.tools.db.selectFrom('send').select('status').orderBy('id', 'desc').execute()
  expect(send.map(({ status }) => status)).toEqual(['read', 'read'])

  await world.whatsapp.reply(mayaPhone, 'STOP')
  await world.advance({ days: 8 })
  expect(world.messagesTo(mayaPhone)).toHaveLength(2)
})

test.each([
  ['never answered', undefined],
  ['only asked for a person', 'humano'],
  ['said something nobody understood', '???'],
])('somebody who %s may be a stranger, and is not written to without a number', async (_, says) => {
  const world = await mayaWithoutPhone(says)

  const invoice = await mayaFails(world)

  expect(templatesSent(world)).toHaveLength(1)
  expect(await explained(world, invoice)).toContain('so it may be somebody else')
})

test('somebody who took up a message and stopped since then is not written to by their id', async () => {
  const world = await mayaWithoutPhone('pagar')
  await world.whatsapp.reply(mayaPhone, 'STOP')
  await world.settle()

  const invoice = await mayaFails(world)

  expect(templatesSent(world)).toHaveLength(1)
  expect(await explained(world, invoice)).toContain('The customer asked not to be written to.')
})

test('a customer whose permission the merchant took back is not written to by their id', async () => {
  const world = await mayaWithoutPhone('pagar')
  world.stripe.updateCustomer('cus_maya', { metadata: {} })

  const invoice = await mayaFails(world)

  expect(templatesSent(world)).toHaveLength(1)
  expect(await explained(world, invoice)).toContain('asked not to be written to')
})

test('whoever took up messages of their own is not written to about a customer who had their number by mistake', async () => {
  const world = await shopWithMaya()
  addRegular(world, { ...maya, id: 'cus_bob', phone: bobPhone })
  const bobs = world.stripe.declineRenewal('cus_bob')
  await world.advance({ hours: 2 })
  await world.whatsapp.reply(bobPhone, 'pagar')
  await world.settle()
  world.stripe.payInvoice(bobs)
  world.stripe.updateCustomer('cus_maya', { phone: bobPhone })
  world.stripe.payInvoice(await mayaFails(world))
  world.stripe.updateCustomer('cus_maya', { phone: null })
  await world.advance({ days: 8 })
  const sent = templatesSent(world).length

  const invoice = await mayaFails(world)

  expect(templatesSent(world)).toHaveLength(sent)
  expect(await explained(world, invoice)).toContain('so it may be somebody else')
})

test('an id is used by no other business of the merchant’s at Meta', async () => {
  const world = await mayaWithoutPhone('pagar')
  addBerlin(world)
  await linkNumber(world, berlin, '--default')
  await world.run('template', 'push')
  await world.advance({ minutes: 5 })

  const invoice = await mayaFails(world)

  expect(templatesSent(world)).toHaveLength(1)
  expect(await explained(world, invoice)).toContain('knows them only for another number of yours')
})

test('an id is used by every number of the business that was told it', async () => {
  const world = await mayaWithoutPhone('pagar')
  addBerlin(world, 'default', portfolioId)
  await linkNumber(world, berlin, '--default')
  await world.run('template', 'push')
  await world.advance({ minutes: 5 })

  await mayaFails(world)

  expect(world.messagesTo(mayaPhone).map(({ phoneNumberId }) => phoneNumberId)).toEqual([
    harbor.phoneNumberId,
    berlin.phoneNumberId,
  ])
})

test('outside live mode nobody is written to by an id', async () => {
  const shop = await shopWithMaya({}, { merchant: { environment: 'test' } })
  await shop.run('allow-list', 'add', mayaPhone)
  const world = await mayaWithoutPhone('pagar', shop)

  const invoice = await mayaFails(world)

  expect(templatesSent(world)).toHaveLength(1)
  expect(await explained(world, invoice)).toContain('the number of this customer is not known')
})
