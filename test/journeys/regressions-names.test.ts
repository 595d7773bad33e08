import { expect, test } from 'vitest'
import { handleAnswers, handleInbox } from '../../server/pipeline/handle-inbox.ts'
import { sendDue } from '../../server/pipeline/send-due.ts'
import { addRegular, type Regular } from '../../simulator/shop.ts'
import { businessNumber, type World } from '../../simulator/world.ts'
import { postMeta } from '../routes/signed.ts'
import {
  count,
  explained,
  maya,
  mayaFails,
  mayaPhone,
  nudgeStates,
  shopWithMaya,
  templatesSent,
} from './stage.ts'

const bobPhone = '+34600000002'

/** What went out, to whichever number. */
/** A shop in which nobody ever asked Maya about messages. */
async function shopWithSilentMaya(differences: Partial<Regular> = {}) {
  const world = await shopWithMaya(differences)
  world.stripe.updateCustomer('cus_maya', { metadata: {} })
  await world.settle()
  return world
}

test("a number typed into the wrong customer and then corrected lends her nobody else's START", async () => {
  const world = await shopWithSilentMaya()
  await world.whatsapp.reply(bobPhone, 'START')
  world.stripe.updateCustomer('cus_maya', { phone: bobPhone })
  const first = world.stripe.declineRenewal('cus_maya')
  await world.settle()
  expect(await count(world, 'shopper')).toBe(1)

  world.stripe.updateCustomer('cus_maya', { phone: mayaPhone })
  await world.advance({ days: 8 })
  world.stripe.payInvoice(first)
  const second = world.stripe.declineRenewal('cus_maya')
  await world.advance({ days: 8 })

  expect(templatesSent(world)).toEqual([])
  for (const invoice of [first, second])
    expect(await explained(world, invoice)).toContain('The customer has not agreed to WhatsApp messages.')
})

test('a START of somebody who hides the phone is not lent to a customer who once had their number by mistake', async () => {
  const world = await shopWithSilentMaya()
  world.whatsapp.person(bobPhone, { hidesPhone: true })
  addRegular(world, { ...maya, id: 'cus_bob', phone: bobPhone })
  const bobs = world.stripe.declineRenewal('cus_bob')
  await world.advance({ hours: 2 })
  await world.whatsapp.reply(bobPhone, 'START')
  await world.settle()
  world.stripe.payInvoice(bobs)
  world.stripe.updateCustomer('cus_maya', { phone: bobPhone })
  world.stripe.declineRenewal('cus_maya')
  await world.settle()
  expect(await count(world, 'shopper')).toBe(1)

  world.stripe.updateCustomer('cus_maya', { phone: mayaPhone })
  await world.advance({ days: 8 })

  expect(world.messagesTo(mayaPhone)).toHaveLength(0)
})

test.each([
  ['Spain', '+34600000001', '+34600000001', 'ES'],
  ['Brazil', '+551187654321', '+5511987654321', 'BR'],
  ['Brazil', '+5511987654321', '+551187654321', 'BR'],
])(
  'a START that a customer in %s says as %s lets messages go out to %s, with no note of the merchant',
  async (_, writesAs, phone, country) => {
    const world = await shopWithSilentMaya({ phone, country })
    await world.whatsapp.reply(writesAs, 'START')
    await world.settle()

    await mayaFails(world)

    expect(templatesSent(world)).toHaveLength(1)
  },
)

test('somebody who hides the phone and takes a STOP back after a first message is written to again', async () => {
  const world = await shopWithMaya()
  world.whatsapp.person(mayaPhone, { hidesPhone: true })
  await mayaFails(world)
  expect(world.messagesTo(mayaPhone)).toHaveLength(1)

  await world.whatsapp.reply(mayaPhone, 'STOP')
  await world.advance({ minutes: 1 })
  await world.whatsapp.reply(mayaPhone, 'START')
  await world.advance({ days: 4 })

  expect(world.messagesTo(mayaPhone)).toHaveLength(2)
})

test('a note that is taken from a duplicate customer silences that one only, not the one whose note says yes', async () => {
  const world = await shopWithMaya()
  addRegular(world, { ...maya, id: 'cus_maya_twice', phone: mayaPhone })
  const twins = world.stripe.declineRenewal('cus_maya_twice')
  await world.advance({ minutes: 10 })
  const invoice = world.stripe.declineRenewal('cus_maya')
  await world.advance({ minutes: 10 })
  expect(await count(world, 'shopper')).toBe(1)

  world.stripe.updateCustomer('cus_maya_twice', { metadata: {} })
  await world.advance({ hours: 2 })

  expect(await explained(world, twins)).toContain('message 1 (payment_failed): not sent.')
  expect(world.messagesTo(mayaPhone)).toHaveLength(1)
  expect(await explained(world, invoice)).not.toContain('message 1 (payment_failed): not sent.')
})

/** A word of Maya's with whatever stands where Meta's time should be. */
function says(world: World, body: string, timestamp: unknown) {
  const word = { from: '34600000001', id: 'wamid.odd', type: 'text', timestamp, text: { body } }
  const metadata = { display_phone_number: '34910000000', phone_number_id: businessNumber.phoneNumberId }
  const value = { messaging_product: 'whatsapp', metadata, messages: [word] }
  const entry = [{ id: businessNumber.wabaId, changes: [{ field: 'messages', value }] }]
  return postMeta(world, JSON.stringify({ object: 'whatsapp_business_account', entry }))
}

test.each([['a few minutes ago'], [null], [undefined], [-1], [1.5], ['1e300']])(
  'a STOP with %j for its time counts',
  async (timestamp) => {
    const world = await shopWithMaya()

    expect((await says(world, 'STOP', timestamp)).status).toBe(200)
    const invoice = await mayaFails(world)

    expect(world.messagesTo(mayaPhone)).toHaveLength(0)
    expect(await explained(world, invoice)).toContain('The customer asked not to be written to.')
  },
)

/** Whether webhooks of this kind still wait. */
async function stillWait(world: World, source: 'stripe' | 'whatsapp'): Promise<boolean> {
  const { db } = world.house.tools
  const waiting = db.selectFrom('inbox').select('id').where('state', '=', 'waiting')
  return (await waiting.where('source', '=', source).execute()).length > 0
}

test('a STOP is taken in at once while webhooks wait for a Stripe that does not answer', async () => {
  const world = await shopWithMaya()
  const { tools } = world.house
  world.stripe.slow(60_000)
  world.stripe.declineRenewal('cus_maya')
  await world.stripe.delivered()
  const calls = world.stripe.calls.length
  const slowly = handleInbox(tools)
  await expect.poll(() => world.stripe.calls.length).toBeGreaterThan(calls)

  await world.whatsapp.reply(mayaPhone, 'STOP')
  const answered = await handleAnswers(tools)

  expect(answered).toMatchObject([{ kind: 'reported', items: 1 }])
  expect(await stillWait(world, 'whatsapp')).toBe(false)
  expect(await stillWait(world, 'stripe')).toBe(true)

  world.stripe.slow(0)
  await world.clock.moveTo(world.clock.now().add({ seconds: 60 }))
  await slowly
  await world.advance({ days: 8 })
  expect(await nudgeStates(world)).toEqual(['skipped', 'skipped', 'skipped'])
})

test('a message that is due is not even taken in hand while an answer waits', async () => {
  const world = await shopWithMaya()
  world.stripe.declineRenewal('cus_maya')
  await world.settle()
  await world.clock.moveTo(world.clock.now().add({ minutes: 60 }))
  const nudges = () => world.house.tools.db.selectFrom('nudge').selectAll().orderBy('step').execute()
  const before = await nudges()
  await world.whatsapp.reply(mayaPhone, 'See you soon')

  expect(await sendDue(world.house.tools)).toEqual([])

  expect(await nudges()).toEqual(before)
  await handleAnswers(world.house.tools)
  expect(await sendDue(world.house.tools)).toMatchObject([{ kind: 'sent' }])
})
