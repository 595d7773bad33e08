import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { markAbandoned } from '../../server/pipeline/duties/mark-abandoned.ts'
import { sendDue } from '../../server/pipeline/send-due.ts'
import { sends } from '../../simulator/whatsapp/call.ts'
import {
  count,
  mayaPhone,
  nudgeStates,
  onlyMessage,
  sendsToMeta,
  setAside,
  shopWithMaya,
  writesTo,
} from './stage.ts'

test('several workers at once enroll once, send once and note once', async () => {
  const world = await shopWithMaya()
  const { turn } = world.house
  const together = () => Promise.all([turn(), turn(), turn(), turn()])
  const invoice = world.stripe.declineRenewal('cus_maya')
  await world.stripe.delivered()
  await together()
  await world.clock.moveTo(world.clock.now().add({ hours: 1 }))
  await together()
  await world.settle()
  expect(sendsToMeta(world)).toBe(1)

  world.stripe.payInvoice(invoice)
  await world.stripe.delivered()
  await together()
  await world.settle()

  expect(await count(world, 'enrollment')).toBe(1)
  expect(await count(world, 'recovery_payment')).toBe(1)
  expect(writesTo(world)).toHaveLength(2)
  expect(await setAside(world)).toEqual([])
})

test('a report that another worker takes in before the sender has its answer counts', async () => {
  const world = await shopWithMaya()
  const { turn } = world.house
  world.whatsapp.fail({ ...sends, accident: 'webhook-before-response' })
  world.stripe.declineRenewal('cus_maya')
  await world.settle()
  await world.clock.moveTo(world.clock.now().add({ hours: 1 }))

  let isSent = false
  const sending = turn().finally(() => {
    isSent = true
  })
  while (!isSent) {
    await turn()
    // A turn that finds nothing never waits for the network, and would keep it waiting.
    await setImmediate()
  }
  await sending
  await world.advance({ minutes: 1 })

  expect(sendsToMeta(world)).toBe(1)
  expect(await nudgeStates(world)).toEqual(['sent', 'scheduled', 'scheduled'])
  expect((await world.run('sent')).join()).toMatch(/ read$/)
})

test('a server that slept for four days sends only the message that still helps', async () => {
  const world = await shopWithMaya()
  world.stripe.declineRenewal('cus_maya')
  await world.settle()

  await world.clock.moveTo(world.clock.now().add({ hours: 4 * 24 }))
  await world.settle()

  expect(onlyMessage(world).template).toBe('paynudge_payment_failed_reminder')
})

test('a server that slept while the invoice was paid sends nothing', async () => {
  const world = await shopWithMaya()
  const invoice = world.stripe.declineRenewal('cus_maya')
  await world.settle()

  world.stripe.hold()
  world.stripe.payInvoice(invoice)
  await world.clock.moveTo(world.clock.now().add({ hours: 2 }))
  await world.settle()

  expect(world.messagesTo(mayaPhone)).toHaveLength(0)
})

test('a worker that dies in the middle of a send leaves it unknown, and nobody sends it again', async () => {
  const world = await shopWithMaya()
  const { db } = world.house.tools
  world.stripe.declineRenewal('cus_maya')
  await world.advance({ minutes: 61 })
  // What a worker that was killed between Meta's answer and its own note of it leaves behind.
  await db.updateTable('send').set({ outcome: 'open', wamid: null, status: null }).execute()
  await db
    .updateTable('nudge')
    .set({ state: 'sending', lease_id: 'dead', next_at: world.clock.now().epochMilliseconds })
    .where('step', '=', 1)
    .execute()

  await world.advance({ hours: 2 })

  expect(sendsToMeta(world)).toBe(1)
  expect(await db.selectFrom('nudge').select('state').where('step', '=', 1).executeTakeFirst()).toEqual({
    state: 'unknown',
  })
})

test.each([
  ['takes', undefined, ['sent', 'scheduled', 'scheduled']],
  ['refuses', 131026, ['failed', 'scheduled', 'scheduled']],
] as const)(
  'when Meta %s a message after its sender was given up for dead, the answer counts',
  async (_, code, states) => {
    const world = await shopWithMaya()
    const { tools } = world.house
    if (code) world.whatsapp.fail({ ...sends, code, by: 'answer' })
    world.whatsapp.loseStatuses('sent')
    world.whatsapp.loseStatuses('delivered')
    world.whatsapp.loseStatuses('read')
    world.stripe.declineRenewal('cus_maya')
    await world.settle()
    await world.clock.moveTo(world.clock.now().add({ hours: 1 }))
    const slow: typeof tools.whatsapp.send = async (...given) => {
      const sent = await tools.whatsapp.send(...given)
      await world.clock.moveTo(world.clock.now().add({ minutes: 10 }))
      await markAbandoned(tools)
      expect(await nudgeStates(world)).toEqual(['unknown', 'scheduled', 'scheduled'])
      return sent
    }

    await sendDue({ ...tools, whatsapp: { ...tools.whatsapp, send: slow } })
    await world.advance({ hours: 2 })

    expect(await nudgeStates(world)).toEqual(states)
    expect(sendsToMeta(world)).toBe(1)
  },
)
