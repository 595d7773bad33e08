import { expect, test } from 'vitest'
import { businessNumber, type World } from '../../simulator/world.ts'
import { postMeta } from '../routes/signed.ts'
import { count, type Message, mayaFails, mayaPhone, nudgeStates, onlyMessage, shopWithMaya } from './stage.ts'

/** A message about which Meta itself reports nothing, so that the test may. */
async function unreported() {
  const world = await shopWithMaya()
  for (const status of ['sent', 'delivered', 'read'] as const) world.whatsapp.loseStatuses(status)
  await mayaFails(world)
  return { world, message: onlyMessage(world) }
}

/** Reports a status of a message as Meta would, in a body of its own. */
async function report(world: World, message: Message, status: string) {
  const errors = [{ code: 131026, title: 'Message undeliverable' }]
  const row = {
    id: message.id,
    status,
    timestamp: String(Math.floor(world.clock.now().epochMilliseconds / 1000)),
    recipient_id: '34600000001',
    biz_opaque_callback_data: message.opaque,
    ...(status === 'failed' && { errors }),
  }
  const metadata = { display_phone_number: '34910000000', phone_number_id: businessNumber.phoneNumberId }
  const changes = [{ field: 'messages', value: { messaging_product: 'whatsapp', metadata, statuses: [row] } }]
  const body = { object: 'whatsapp_business_account', entry: [{ id: businessNumber.wabaId, changes }] }
  await postMeta(world, JSON.stringify(body))
  await world.settle()
}

test.each([
  [['sent', 'delivered', 'read'], 'sent', 'read'],
  [['read', 'delivered', 'sent'], 'sent', 'read'],
  [['delivered', 'delivered', 'sent'], 'sent', 'delivered'],
  [['sent', 'failed'], 'failed', 'failed'],
  [['failed', 'sent'], 'failed', 'failed'],
  [['failed', 'pondered'], 'failed', 'failed'],
  [['pondered', 'sent'], 'sent', 'sent'],
  [['delivered', 'failed'], 'sent', 'delivered'],
  [['failed', 'delivered'], 'sent', 'delivered'],
])('after the reports %j the message is %s and shown as %s', async (statuses, state, shown) => {
  const { world, message } = await unreported()

  for (const status of statuses) await report(world, message, status)

  expect((await nudgeStates(world))[0]).toBe(state)
  expect((await world.run('sent')).join()).toContain(` ${shown}`)
  expect((await world.run('thread', 'show', mayaPhone)).join('\n')).toContain(shown)
})

test('the time a message was first read is kept, whatever is reported again', async () => {
  const { world, message } = await unreported()
  await report(world, message, 'read')
  const { db } = world.house.tools
  const first = await db.selectFrom('send').select(['read_at', 'delivered_at']).executeTakeFirst()

  await world.advance({ hours: 1 })
  await report(world, message, 'delivered')
  await report(world, message, 'read')

  expect(await db.selectFrom('send').select(['read_at', 'delivered_at']).executeTakeFirst()).toEqual(first)
  expect(await count(world, 'shopper')).toBe(1)
})

test('of a webhook that told how a message fared nothing is kept once it was handled: there are phone numbers in it', async () => {
  const { world, message } = await unreported()
  await report(world, message, 'read')
  const bodies = world.house.tools.db.selectFrom('inbox').select('body').where('source', '=', 'whatsapp')
  expect(new Set((await bodies.execute()).map(({ body }) => body))).toEqual(new Set(['{}']))
})
