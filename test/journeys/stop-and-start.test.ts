import { expect, test } from 'vitest'
import { addRegular } from '../../simulator/shop.ts'
import type { World } from '../../simulator/world.ts'
import {
  count,
  explained,
  mayaFails,
  mayaPhone,
  mayaWasWrittenTo,
  onlyMessage,
  shopWithMaya,
} from './stage.ts'

/** The latest entry of the ledger for each purpose. */
async function ledgerOf(world: World): Promise<Readonly<Record<string, string>>> {
  const { db } = world.house.tools
  const rows = await db.selectFrom('consent').select(['purpose', 'state']).orderBy('id').execute()
  return Object.fromEntries(rows.map(({ purpose, state }) => [purpose, state]))
}

test('a shopper who writes STOP between two messages gets no more', async () => {
  const { world, invoice } = await mayaWasWrittenTo()

  await world.whatsapp.reply(mayaPhone, 'STOP')
  await world.advance({ days: 8 })

  expect(world.messagesTo(mayaPhone)).toHaveLength(1)
  expect(await explained(world, invoice)).toContain('not sent. The customer asked not to be written to.')
  expect(await ledgerOf(world)).toEqual({ service: 'withdrawn', marketing: 'withdrawn' })
})

test('a shopper who writes STOP after they paid is answered in the language they were written to in', async () => {
  const world = await shopWithMaya({ locales: ['en'] })
  world.stripe.payInvoice(await mayaFails(world))
  await world.settle()

  await world.whatsapp.reply(mayaPhone, 'STOP')
  await world.settle()

  expect(world.answersTo(mayaPhone)[0]?.body).toMatch(/will not write/)
})

test.each(['🛑 stop. 🛑', 'no más mensajes', 'बंद करो', 'STOP\0'])(
  'a shopper who writes "%s" is left in peace',
  async (words) => {
    const { world } = await mayaWasWrittenTo()

    await world.whatsapp.reply(mayaPhone, words)
    await world.advance({ days: 8 })

    expect(world.messagesTo(mayaPhone)).toHaveLength(1)
  },
)

test('a shopper who only mentions stopping in a sentence is still reminded', async () => {
  const { world } = await mayaWasWrittenTo()

  await world.whatsapp.reply(mayaPhone, 'Can I stop by your shop tomorrow and pay there?')
  await world.advance({ days: 8 })

  expect(world.messagesTo(mayaPhone)).toHaveLength(3)
})

test('a shopper who taps the button to stop gets no more messages', async () => {
  const { world, message } = await mayaWasWrittenTo()

  await world.whatsapp.tap(mayaPhone, message.id, 'No más mensajes')
  await world.advance({ days: 8 })

  expect(world.messagesTo(mayaPhone)).toHaveLength(1)
  expect(await ledgerOf(world)).toMatchObject({ service: 'withdrawn' })
})

test('a shopper who taps the button for help is not taken for one who wants to stop', async () => {
  const { world, message } = await mayaWasWrittenTo()

  await world.whatsapp.tap(mayaPhone, message.id, 'Necesito ayuda')
  await world.advance({ days: 8 })

  expect(world.messagesTo(mayaPhone)).toHaveLength(3)
})

test('a shopper who hides their phone number is known by the first message and can stop', async () => {
  const world = await shopWithMaya()
  world.whatsapp.person(mayaPhone, { hidesPhone: true })
  await mayaFails(world)
  expect(world.messagesTo(mayaPhone)).toHaveLength(1)

  await world.whatsapp.reply(mayaPhone, 'stop')
  await world.advance({ days: 8 })

  expect(world.messagesTo(mayaPhone)).toHaveLength(1)
  expect(await count(world, 'shopper')).toBe(1)
})

test('a STOP tapped by a shopper who hides their phone number counts too', async () => {
  const world = await shopWithMaya()
  world.whatsapp.person(mayaPhone, { hidesPhone: true })
  await mayaFails(world)

  await world.whatsapp.tap(mayaPhone, onlyMessage(world).id, 'No más mensajes')
  await world.advance({ days: 8 })

  expect(world.messagesTo(mayaPhone)).toHaveLength(1)
})

// The message that was sent carries our id back, which tells whose tap it is although Meta reported nothing yet.
test('a tap on STOP counts even when Meta has not yet reported who got the message', async () => {
  const world = await shopWithMaya()
  world.whatsapp.person(mayaPhone, { hidesPhone: true })
  for (const status of ['sent', 'delivered', 'read'] as const) world.whatsapp.loseStatuses(status)
  await mayaFails(world)

  await world.whatsapp.tap(mayaPhone, onlyMessage(world).id, 'No más mensajes')
  await world.advance({ days: 8 })

  expect(world.messagesTo(mayaPhone)).toHaveLength(1)
})

// Meta's answer to the send names who it goes to, so nothing has to be reported first.
test('a typed STOP counts even when Meta has not yet reported who got the message', async () => {
  const world = await shopWithMaya()
  world.whatsapp.person(mayaPhone, { hidesPhone: true })
  for (const status of ['sent', 'delivered', 'read'] as const) world.whatsapp.loseStatuses(status)
  await mayaFails(world)

  await world.whatsapp.reply(mayaPhone, 'STOP')
  await world.advance({ days: 8 })

  expect(world.messagesTo(mayaPhone)).toHaveLength(1)
})

test('somebody who said STOP before their first failed payment is never written to', async () => {
  const world = await shopWithMaya()
  await world.whatsapp.reply(mayaPhone, 'STOP')
  await world.advance({ minutes: 1 })

  const invoice = await mayaFails(world)

  expect(world.messagesTo(mayaPhone)).toHaveLength(0)
  expect(await explained(world, invoice)).toContain('The customer asked not to be written to.')
})

test('a STOP holds for another customer of the same phone', async () => {
  const { world } = await mayaWasWrittenTo()
  await world.whatsapp.reply(mayaPhone, 'STOP')
  addRegular(world, { id: 'cus_ruiz', name: 'M. Ruiz', phone: mayaPhone, country: 'ES', optIn: 'true' })

  world.stripe.declineRenewal('cus_ruiz')
  await world.advance({ days: 8 })

  expect(world.messagesTo(mayaPhone)).toHaveLength(1)
})

test("nothing the merchant notes afterwards lifts a shopper's STOP", async () => {
  const { world } = await mayaWasWrittenTo()
  await world.whatsapp.reply(mayaPhone, 'STOP')
  await world.advance({ hours: 1 })
  world.stripe.updateCustomer('cus_maya', { metadata: { whatsapp_opt_in: 'false' } })
  world.stripe.declineRenewal('cus_maya')
  await world.advance({ hours: 2 })
  world.stripe.updateCustomer('cus_maya', { metadata: { whatsapp_opt_in: 'true' } })
  const [line] = await world.run('consent', 'grant', mayaPhone, '--wording', 'Yes, write to me')

  await world.advance({ days: 8 })

  expect(line).toContain('service is withdrawn')
  expect(world.messagesTo(mayaPhone)).toHaveLength(1)
})

test('a shopper who writes START again gets the messages that are still to come', async () => {
  const { world } = await mayaWasWrittenTo()
  await world.whatsapp.reply(mayaPhone, 'STOP')
  await world.advance({ days: 4 })
  expect(world.messagesTo(mayaPhone)).toHaveLength(1)

  await world.whatsapp.reply(mayaPhone, 'START')
  await world.advance({ days: 5 })

  expect(world.messagesTo(mayaPhone).map(({ template }) => template)).toEqual([
    'paynudge_payment_failed',
    'paynudge_payment_failed_last',
  ])
  expect(await ledgerOf(world)).toMatchObject({ service: 'granted' })
})

test('a failure heard of while a STOP holds does not use up the messages that START brings back', async () => {
  const { world, invoice } = await mayaWasWrittenTo()
  await world.whatsapp.reply(mayaPhone, 'STOP')
  world.stripe.retry(invoice, { succeeds: false })
  await world.advance({ hours: 1 })

  await world.whatsapp.reply(mayaPhone, 'START')
  await world.advance({ days: 8 })

  expect(world.messagesTo(mayaPhone)).toHaveLength(3)
})

test("Meta's own switch stops offers only: news of a failed payment goes on", async () => {
  const { world } = await mayaWasWrittenTo()

  await world.whatsapp.setMarketingPreference(mayaPhone, 'stop')
  await world.advance({ days: 8 })

  expect(await ledgerOf(world)).toEqual({ service: 'granted', marketing: 'withdrawn' })
  expect(world.messagesTo(mayaPhone)).toHaveLength(3)
})

test('a STOP that Meta delivers twice and late is one STOP', async () => {
  const { world } = await mayaWasWrittenTo()
  world.whatsapp.hold()
  await world.whatsapp.reply(mayaPhone, 'STOP')
  await world.advance({ hours: 1 })
  world.whatsapp.duplicateWebhooks(5)
  await world.whatsapp.release()
  await world.advance({ days: 8 })

  expect(world.messagesTo(mayaPhone)).toHaveLength(1)
  expect(await count(world, 'message')).toBe(1)
})

test('a START that was written before a STOP and arrives after it lifts nothing', async () => {
  const { world } = await mayaWasWrittenTo()
  world.whatsapp.hold()
  await world.whatsapp.reply(mayaPhone, 'START')
  await world.advance({ minutes: 1 })
  await world.whatsapp.reply(mayaPhone, 'STOP')
  await world.whatsapp.release('reverse')
  await world.advance({ days: 8 })

  expect(world.messagesTo(mayaPhone)).toHaveLength(1)
})

test('a merchant who keeps no words keeps none of a shopper but those of a consent', async () => {
  const { world } = await mayaWasWrittenTo()
  await world.run('settings', 'set', '--keep-words', '0d')

  await world.whatsapp.reply(mayaPhone, 'My sister lives in Vigo')
  await world.settle()

  const messages = await world.house.tools.db.selectFrom('message').selectAll().execute()
  const webhooks = await world.house.tools.db.selectFrom('inbox').select('body').execute()
  expect(messages).toHaveLength(1)
  expect(JSON.stringify([messages, webhooks])).not.toContain('Vigo')
})
