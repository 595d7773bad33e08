import { expect, test } from 'vitest'
import { linkNumber } from '../../simulator/shop.ts'
import { sends } from '../../simulator/whatsapp/call.ts'
import {
  count,
  explained,
  mayaFails,
  mayaPhone,
  mayaWasWrittenTo,
  nudgeStates,
  onlyMessage,
  sendsToMeta,
  shopWithMaya,
} from './stage.ts'

test('a message Meta refuses for a moment goes out a little later, once', async () => {
  const world = await shopWithMaya()
  world.whatsapp.fail({ ...sends, code: 130429 })

  const invoice = await mayaFails(world)

  expect(sendsToMeta(world)).toBe(2)
  expect(onlyMessage(world).at.toString()).toBe('2026-11-23T10:05:15Z')
  const story = await explained(world, invoice)
  expect(story).toContain('handed to WhatsApp, refused')
  expect(story).toContain('handed to WhatsApp, accepted')
})

test('a message Meta keeps refusing is given up after its tries, and the next one still goes out', async () => {
  const world = await shopWithMaya()
  world.whatsapp.fail({ ...sends, code: 131000 }, 3)

  await mayaFails(world)
  expect(sendsToMeta(world)).toBe(3)
  expect(await nudgeStates(world)).toEqual(['failed', 'scheduled', 'scheduled'])

  await world.advance({ days: 3 })
  expect(onlyMessage(world).template).toBe('paynudge_payment_failed_reminder')
})

test('a payment while Meta refuses for a moment stops the message', async () => {
  const world = await shopWithMaya()
  world.whatsapp.fail({ ...sends, code: 130429 }, 3)
  const invoice = world.stripe.declineRenewal('cus_maya')
  await world.advance({ minutes: 61 })

  world.stripe.payInvoice(invoice)
  await world.advance({ days: 8 })

  expect(world.messagesTo(mayaPhone)).toHaveLength(0)
})

test('a message that cannot be delivered has failed, with the reason', async () => {
  const world = await shopWithMaya()
  world.whatsapp.fail({ ...sends, code: 131026, details: 'Message Undeliverable.' })

  const invoice = await mayaFails(world)

  expect(await nudgeStates(world)).toEqual(['failed', 'scheduled', 'scheduled'])
  expect((await world.run('sent')).join()).toMatch(/failed {2}.*Message Undeliverable\./)
  expect(await explained(world, invoice)).toContain('message 1 (payment_failed): not delivered')
  expect(sendsToMeta(world)).toBe(1)
})

test('a message Meta refuses for good is not tried again', async () => {
  const world = await shopWithMaya()
  world.whatsapp.fail({ ...sends, code: 131026, by: 'answer', details: 'Message Undeliverable.' })

  const invoice = await mayaFails(world)

  expect(await nudgeStates(world)).toEqual(['failed', 'scheduled', 'scheduled'])
  expect(await explained(world, invoice)).toContain('refused (Message Undeliverable. [131026]')
  expect(sendsToMeta(world)).toBe(1)
})

test('somebody who is not on WhatsApp fails without harm', async () => {
  const world = await shopWithMaya()
  world.whatsapp.person(mayaPhone, { onWhatsApp: false })

  await mayaFails(world)

  expect((await world.run('sent')).join()).toContain('The recipient is not a WhatsApp user')
})

test.each(['reset-after', 'gateway-error'] as const)(
  'a message whose answer is lost (%s) is never sent twice, and its reports settle it',
  async (accident) => {
    const world = await shopWithMaya()
    world.whatsapp.fail({ ...sends, accident })
    world.whatsapp.hold()
    await mayaFails(world)
    expect(await nudgeStates(world)).toEqual(['unknown', 'scheduled', 'scheduled'])

    await world.whatsapp.release()
    await world.settle()

    expect(await nudgeStates(world)).toEqual(['sent', 'scheduled', 'scheduled'])
    expect((await world.run('sent')).join()).toMatch(/ read$/)
    expect(sendsToMeta(world)).toBe(1)
    expect(world.messagesTo(mayaPhone)).toHaveLength(1)
  },
)

test('a message nobody ever reports on stays unknown and is not sent again; the next one goes out', async () => {
  const world = await shopWithMaya()
  world.whatsapp.fail({ ...sends, accident: 'reset-before' })

  const invoice = await mayaFails(world)
  await world.advance({ days: 2 })
  expect(await nudgeStates(world)).toEqual(['unknown', 'scheduled', 'scheduled'])
  expect(await explained(world, invoice)).toContain('handed to WhatsApp, unknown')

  await world.advance({ days: 2 })
  expect(onlyMessage(world).template).toBe('paynudge_payment_failed_reminder')
})

test('a recovery is tied to a message whose answer was lost', async () => {
  const world = await shopWithMaya()
  world.whatsapp.fail({ ...sends, accident: 'reset-after' })
  const invoice = await mayaFails(world)

  world.stripe.payInvoice(invoice)
  await world.settle()

  expect(await world.run('results')).toContain('read: €29.00 in 1 payment')
})

test('a report that comes before the answer to the send counts', async () => {
  const world = await shopWithMaya()
  world.whatsapp.fail({ ...sends, accident: 'webhook-before-response' })

  await mayaFails(world)

  expect(await nudgeStates(world)).toEqual(['sent', 'scheduled', 'scheduled'])
  expect((await world.run('sent')).join()).toMatch(/ read$/)
  expect(world.messagesTo(mayaPhone)).toHaveLength(1)
})

test('a message to a phone that is switched off is sent and not delivered', async () => {
  const world = await shopWithMaya()
  world.whatsapp.person(mayaPhone, { delivers: false })

  const invoice = await mayaFails(world)

  expect((await world.run('sent')).join()).toMatch(/ sent$/)
  expect(await explained(world, invoice)).not.toContain('delivered')
})

test('news of messages that are none of ours is taken in and ignored', async () => {
  const { world } = await mayaWasWrittenTo()
  const sends = await count(world, 'send')

  const { db } = world.house.tools
  await db.deleteFrom('send').execute()
  await world.whatsapp.read(mayaPhone, onlyMessage(world).id)
  await world.advance({ hours: 1 })

  expect(sends).toBe(1)
  const states = await db.selectFrom('inbox').select('state').distinct().execute()
  expect(states.map(({ state }) => state).toSorted()).toEqual(['handled', 'ignored'])
})

// Seen elsewhere: "failed" in the list, and why only in a log nobody reads.
test.each(['answer', 'status'] as const)(
  'a WhatsApp failure whose reason nobody can see: list and story tell the code, what it means and what was done (%s)',
  async (by) => {
    const world = await shopWithMaya()
    world.whatsapp.fail({ ...sends, code: 131042, by, details: 'The card was declined.' })

    const invoice = await mayaFails(world)

    const told =
      /The card was declined\. \[131042\] Meta cannot charge your WhatsApp account\. What goes the same way waits until it is mended/
    expect((await world.run('sent')).join()).toMatch(told)
    expect(await explained(world, invoice)).toMatch(told)
    const alarms = (await world.run('alarm', 'list')).join('\n')
    expect(alarms).toContain('Check the payment method and the credit line in WhatsApp Manager.')
    expect(alarms).toContain('131042: The card was declined.')
  },
)

test('a number that is linked again with a new token sends at once what waited, and its alarm is over', async () => {
  const world = await shopWithMaya()
  world.whatsapp.fail({ ...sends, code: 190 })
  world.stripe.declineRenewal('cus_maya')
  await world.advance({ minutes: 70 })
  expect(world.messagesTo(mayaPhone)).toHaveLength(0)

  await linkNumber(world)
  await world.settle()

  expect(world.messagesTo(mayaPhone)).toHaveLength(1)
  expect((await world.run('alarm', 'list')).join('\n')).toContain('over since')
})

test('a text Meta paused goes out in the language to fall back to', async () => {
  const world = await shopWithMaya()
  await world.run('flow', 'set', 'failed-payment', '--fallback-language', 'en_US')
  await world.run('template', 'push')
  await world.advance({ minutes: 5 })
  world.whatsapp.fail({ ...sends, code: 132015 })

  await mayaFails(world)

  expect(onlyMessage(world).language).toBe('en_US')
})

test('a message Meta holds until it has judged the text says so', async () => {
  const world = await shopWithMaya()
  world.whatsapp.holdNext()

  const invoice = await mayaFails(world)

  expect(await explained(world, invoice)).toContain('accepted, which holds it until it has judged the text')
  expect(await nudgeStates(world)).toEqual(['sent', 'scheduled', 'scheduled'])
})
