import { expect, test } from 'vitest'
import { handleInbox } from '../../server/pipeline/handle-inbox.ts'
import { sendDue } from '../../server/pipeline/send-due.ts'
import { writeBack } from '../../server/pipeline/write-back.ts'
import { addRegular } from '../../simulator/shop.ts'
import { isSend } from '../../simulator/whatsapp/call.ts'
import type { World } from '../../simulator/world.ts'
import {
  count,
  explained,
  linkOf,
  maya,
  mayaPhone,
  mayaWasWrittenTo,
  notesOn,
  nudgeStates,
  onlyMessage,
  open,
  sendsToMeta,
  setAside,
  shopWithMaya,
} from './stage.ts'

/** Maya's renewal failed an hour ago: the first message is due now, and nobody has taken it yet. */
async function mayaIsDue() {
  const world = await shopWithMaya()
  const invoice = world.stripe.declineRenewal('cus_maya')
  await world.settle()
  await world.clock.moveTo(world.clock.now().add({ hours: 1 }))
  return { world, invoice }
}

/** Does something once, the next time Stripe is looked at: before it answers, or when its answer is on the way. */
function duringLook(world: World, moment: 'arrived' | 'carried-out', work: () => Promise<unknown>) {
  const end = world.stripe.onCall(async (call, at) => {
    if (at !== moment || call.method !== 'GET' || !call.path.startsWith('/v1/invoices/')) return
    end()
    await work()
  })
}

/** Does something once, before Meta takes the next message. */
function duringSend(world: World, work: () => Promise<unknown>) {
  const end = world.whatsapp.onCall(async (call, at) => {
    if (at !== 'arrived' || !isSend(call)) return
    end()
    await work()
  })
}

/** Maya pays, and another worker hears of it and handles it. */
async function paidAndHandled(world: World, invoice: string) {
  world.stripe.payInvoice(invoice)
  await world.stripe.delivered()
  await handleInbox(world.house.tools)
}

async function crossed(world: World): Promise<readonly number[]> {
  const rows = await world.house.tools.db.selectFrom('send').select('crossed').execute()
  return rows.map((row) => row.crossed)
}

test('the same event fifty times at the same moment is kept once, handled once and answered 200 each time', async () => {
  const world = await shopWithMaya()
  world.stripe.hold()
  world.stripe.declineRenewal('cus_maya')
  await world.stripe.release()
  const failed = world.stripe.deliveries.find(({ type }) => type === 'invoice.payment_failed')
  const before = await count(world, 'inbox')
  const { turn } = world.house
  const working = Promise.all([turn(), turn()])
  const resent = Array.from({ length: 50 }, () => world.stripe.resend(failed?.eventId ?? ''))
  await Promise.all([working, ...resent])
  await Promise.all([turn(), turn(), world.stripe.delivered()])
  await world.settle()

  const answers = world.stripe.deliveries.filter(({ eventId }) => eventId === failed?.eventId)
  expect(answers).toHaveLength(51)
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
  expect(await count(world, 'inbox')).toBe(before)
  expect(await count(world, 'enrollment')).toBe(1)
  expect(await count(world, 'nudge')).toBe(3)
})

test('a payment that another worker handles while the failure is looked at starts nothing', async () => {
  const world = await shopWithMaya()
  const invoice = world.stripe.declineRenewal('cus_maya')
  await world.stripe.delivered()
  duringLook(world, 'carried-out', () => paidAndHandled(world, invoice))

  await handleInbox(world.house.tools)
  await world.advance({ days: 8 })

  expect(await count(world, 'nudge')).toBe(0)
  expect(world.messagesTo(mayaPhone)).toHaveLength(0)
  expect(await setAside(world)).toEqual([])
})

test('a payment and its failure that two workers write down at the same moment never leave a flow open', async () => {
  const world = await shopWithMaya()
  const customers = Array.from({ length: 12 }, (_, index) => `cus_${index}`)
  for (const id of customers) {
    addRegular(world, { ...maya, id })
    const invoice = world.stripe.declineRenewal(id)
    await world.stripe.delivered()
    let other: Promise<unknown> = Promise.resolve()
    // Nobody waits for the other worker: the two transactions run side by side.
    duringLook(world, 'carried-out', async () => {
      world.stripe.payInvoice(invoice)
      await world.stripe.delivered()
      other = handleInbox(world.house.tools)
    })
    await handleInbox(world.house.tools)
    await other
  }
  await world.settle()

  const { db } = world.house.tools
  const stillOpen = db.selectFrom('enrollment').select('subject').where('ending', 'is', null)
  expect(await stillOpen.execute()).toEqual([])
  expect(await setAside(world)).toEqual([])
})

test('a payment between taking a message and looking at the invoice stops it', async () => {
  const { world, invoice } = await mayaIsDue()
  world.stripe.hold()
  duringLook(world, 'arrived', async () => world.stripe.payInvoice(invoice))

  await sendDue(world.house.tools)

  expect(sendsToMeta(world)).toBe(0)
  expect(await nudgeStates(world)).toEqual(['cancelled', 'cancelled', 'cancelled'])
})

test('a payment that another worker handles between the look and the decision stops the message', async () => {
  const { world, invoice } = await mayaIsDue()
  duringLook(world, 'carried-out', () => paidAndHandled(world, invoice))

  await sendDue(world.house.tools)
  await world.advance({ days: 8 })

  expect(sendsToMeta(world)).toBe(0)
  expect(await nudgeStates(world)).toEqual(['cancelled', 'cancelled', 'cancelled'])
})

test('a payment just after the look that nobody has heard of yet lets the message out, and is counted as crossed', async () => {
  const { world, invoice } = await mayaIsDue()
  world.stripe.hold()
  duringLook(world, 'carried-out', async () => world.stripe.payInvoice(invoice))

  await sendDue(world.house.tools)
  await world.stripe.release()
  await world.advance({ days: 8 })

  expect(sendsToMeta(world)).toBe(1)
  expect(await crossed(world)).toEqual([1])
  expect(await explained(world, invoice)).toContain('accepted, while a payment was on its way')
})

test('a payment that is handled while the message is handed over is counted as crossed', async () => {
  const { world, invoice } = await mayaIsDue()
  duringSend(world, async () => {
    await world.clock.moveTo(world.clock.now().add({ seconds: 2 }))
    await paidAndHandled(world, invoice)
  })

  await sendDue(world.house.tools)
  await world.advance({ days: 8 })

  expect(sendsToMeta(world)).toBe(1)
  expect(await crossed(world)).toEqual([1])
  expect(await nudgeStates(world)).toEqual(['sent', 'cancelled', 'cancelled'])
})

test('a payment made outside Stripe while the message is handed over is counted as crossed, too', async () => {
  const { world, invoice } = await mayaIsDue()
  duringSend(world, async () => {
    world.stripe.payOutOfBand(invoice)
    await world.stripe.delivered()
    await handleInbox(world.house.tools)
  })

  await sendDue(world.house.tools)
  await world.advance({ days: 8 })

  expect(await crossed(world)).toEqual([1])
})

test('a message paid after it arrived has crossed nothing', async () => {
  const { world, invoice, message } = await mayaWasWrittenTo()
  await open(linkOf(message))
  world.stripe.payInvoice(invoice)
  await world.advance({ days: 8 })
  expect(await crossed(world)).toEqual([0])
})

test('two workers who write to one shopper at the same moment keep to the cap of one message a day', async () => {
  const world = await shopWithMaya()
  addRegular(world, { ...maya, id: 'cus_maya_two' })
  world.stripe.declineRenewal('cus_maya')
  world.stripe.declineRenewal('cus_maya_two')
  await world.settle()
  await world.clock.moveTo(world.clock.now().add({ hours: 1 }))
  const { tools } = world.house

  await Promise.all([sendDue(tools), sendDue(tools), sendDue(tools)])
  await world.settle()

  expect(world.messagesTo(mayaPhone)).toHaveLength(1)
  // It is 11:05 in Madrid, and her day ends at midnight.
  await world.advance({ hours: 12, minutes: 54 })
  expect(world.messagesTo(mayaPhone)).toHaveLength(1)
  await world.advance({ minutes: 2 })
  expect(world.messagesTo(mayaPhone)).toHaveLength(2)
})

test('a worker that wakes after its time with a webhook changes nothing another one has done', async () => {
  const world = await shopWithMaya()
  world.stripe.declineRenewal('cus_maya')
  await world.stripe.delivered()
  duringLook(world, 'carried-out', async () => {
    await world.clock.moveTo(world.clock.now().add({ minutes: 6 }))
    await handleInbox(world.house.tools)
  })

  await handleInbox(world.house.tools)
  await world.advance({ hours: 1 })

  expect(await count(world, 'enrollment')).toBe(1)
  expect(await nudgeStates(world)).toEqual(['sent', 'scheduled', 'scheduled'])
  expect(await setAside(world)).toEqual([])
})

test('a worker that wakes after its time with a message sends nothing another one has sent', async () => {
  const { world } = await mayaIsDue()
  duringLook(world, 'carried-out', async () => {
    await world.clock.moveTo(world.clock.now().add({ minutes: 6 }))
    await sendDue(world.house.tools)
    expect(sendsToMeta(world)).toBe(1)
  })

  await sendDue(world.house.tools)
  await world.advance({ hours: 1 })

  expect(sendsToMeta(world)).toBe(1)
  expect(onlyMessage(world).template).toBe('paynudge_payment_failed')
})

test('a worker that wakes after its time with a note never leaves an older one on the invoice', async () => {
  const { world, invoice, message } = await mayaWasWrittenTo()
  await open(linkOf(message))
  world.stripe.payInvoice(invoice)
  await world.stripe.delivered()
  await handleInbox(world.house.tools)
  const end = world.stripe.onCall(async (call, at) => {
    if (at !== 'arrived' || call.method !== 'POST') return
    end()
    // The first note hangs, and meanwhile the refund of the same money is noted by another worker.
    await world.clock.moveTo(world.clock.now().add({ minutes: 6 }))
    const [intent] = world.stripe.paymentIntentsOf(invoice)
    world.stripe.refund(intent ?? '')
    await world.stripe.delivered()
    await handleInbox(world.house.tools)
    await writeBack(world.house.tools)
  })

  await writeBack(world.house.tools)
  await world.advance({ minutes: 10 })

  expect(notesOn(world, invoice).invoice).toMatchObject({ paynudge_attribution: 'refunded' })
})

test('an approved text of a person does not go out about what was paid while it was being prepared', async () => {
  const { world, invoice } = await mayaWasWrittenTo()
  await world.whatsapp.reply(mayaPhone, 'hola')
  await world.advance({ minutes: 1 })
  await world.run('thread', 'answer', mayaPhone, '--template', 'payment_failed', '--language', 'es')
  duringLook(world, 'carried-out', () => paidAndHandled(world, invoice))
  await world.advance({ days: 2 })

  expect(world.messagesTo(mayaPhone)).toHaveLength(1)
})
