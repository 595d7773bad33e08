import { expect, test } from 'vitest'
import type { Schema } from '../../server/store/schema.ts'
import { addRegular, openShop } from '../../simulator/shop.ts'
import type { World } from '../../simulator/world.ts'
import {
  count,
  emptyWorld,
  linkOf,
  maya,
  mayaFails,
  mayaPhone,
  mayaWasWrittenTo,
  notesOn,
  onlyMessage,
  open,
  setAside,
  shopWithMaya,
  writesTo,
} from './stage.ts'

const outcomeTables = [
  'enrollment',
  'nudge',
  'decision',
  'send',
  'click',
  'recovery',
  'recovery_payment',
  'consent',
  'message',
  'shopper',
  'identity',
] as const satisfies readonly (keyof Schema)[]

/** Everything that came of the events so far. */
async function outcomes(world: World) {
  const { db } = world.house.tools
  return Promise.all(outcomeTables.map((table) => db.selectFrom(table).selectAll().execute()))
}

/** A whole story with every kind of event: failure, click, second failure, part payment, payment, refund, STOP. */
async function wholeStory(world: World) {
  const invoice = await mayaFails(world)
  await open(linkOf(onlyMessage(world)))
  world.stripe.retry(invoice, { succeeds: false })
  await world.advance({ hours: 1 })
  world.stripe.payInvoice(invoice, { amount: 1_000 })
  await world.advance({ hours: 1 })
  world.stripe.payInvoice(invoice)
  const [intent] = world.stripe.paymentIntentsOf(invoice)
  world.stripe.refund(intent!)
  await world.whatsapp.reply(mayaPhone, 'STOP')
  await world.settle()
  return invoice
}

test('every event of a story delivered a second time changes nothing', async () => {
  const world = await shopWithMaya()
  await wholeStory(world)
  const before = { outcomes: await outcomes(world), kept: await count(world, 'inbox') }
  const writes = writesTo(world).length

  for (const eventId of new Set(world.stripe.deliveries.map((delivery) => delivery.eventId)))
    world.stripe.resend(eventId)
  await world.settle()

  expect({ outcomes: await outcomes(world), kept: await count(world, 'inbox') }).toEqual(before)
  expect(writesTo(world)).toHaveLength(writes)
})

test('two events of Stripe about one fact count as one', async () => {
  const world = await shopWithMaya()
  await wholeStory(world)
  const before = await results(world)
  const writes = writesTo(world).length

  for (const eventId of new Set(world.stripe.deliveries.map((delivery) => delivery.eventId))) {
    const { id: _, ...event } = world.stripe.find('event', eventId)
    world.stripe.send(world.merchant.accountId, { ...event, id: `${eventId}_again` })
  }
  await world.advance({ days: 8 })

  expect(await results(world)).toEqual(before)
  expect(writesTo(world)).toHaveLength(writes)
})

/** What a merchant sees of a story. */
async function results(world: World) {
  const counted = await Promise.all(
    (['enrollment', 'nudge', 'send', 'recovery_payment'] as const).map((table) => count(world, table)),
  )
  return { counted, results: await world.run('results'), phone: world.messagesTo(mayaPhone).length }
}

test("every webhook of Meta's delivered twice changes nothing", async () => {
  const once = await shopWithMaya()
  await wholeStory(once)
  const twice = await emptyWorld()
  twice.whatsapp.duplicateWebhooks(10_000)
  await openShop(twice)
  addRegular(twice, maya)
  await wholeStory(twice)

  expect(await results(twice)).toEqual(await results(once))
  expect(await count(twice, 'message')).toBe(1)
})

test('a whole story told in reverse ends the same way', async () => {
  const world = await shopWithMaya()
  world.stripe.hold()
  const invoice = world.stripe.declineRenewal('cus_maya')
  await world.advance({ hours: 1 })
  world.stripe.retry(invoice, { succeeds: false })
  await world.advance({ hours: 1 })
  world.stripe.payInvoice(invoice)
  world.stripe.release('reverse')

  await world.advance({ days: 8 })

  expect(world.messagesTo(mayaPhone)).toHaveLength(0)
  expect(await world.run('results')).toEqual(['0 clicks'])
  expect(await setAside(world)).toEqual([])
})

test('news of the second failure before news of the first enrolls once', async () => {
  const world = await shopWithMaya()
  world.stripe.hold()
  const invoice = world.stripe.declineRenewal('cus_maya')
  world.stripe.retry(invoice, { succeeds: false })
  world.stripe.release('reverse')

  await world.advance({ hours: 2 })

  expect(await count(world, 'enrollment')).toBe(1)
  expect(world.messagesTo(mayaPhone)).toHaveLength(1)
})

test('news of a failure that comes days late still brings only the messages that are of use', async () => {
  const world = await shopWithMaya()
  world.stripe.hold()
  world.stripe.declineRenewal('cus_maya')
  await world.advance({ days: 4 })
  world.stripe.release()
  await world.settle()

  expect(world.messagesTo(mayaPhone).map(({ template }) => template)).toEqual([
    'paynudge_payment_failed_reminder',
  ])
})

test("Meta's reports in reverse order leave the message as far as it came", async () => {
  const world = await shopWithMaya()
  world.whatsapp.hold()
  await mayaFails(world)
  await world.whatsapp.release('reverse')
  await world.settle()

  expect((await world.run('sent')).join()).toMatch(/ read$/)
})

/** An invoice that failed without a word, for an event in a shape our stand-in does not make. */
function failedInSilence(world: World) {
  world.stripe.setDecline('cus_maya', 'generic_decline')
  return world.stripe.addInvoice({
    customer: 'cus_maya',
    amount: 2_900,
    description: 'Coffee',
    silent: true,
  })
}

test('a failure told in the shape from before 2025-03-31 starts the flow', async () => {
  const world = await shopWithMaya()
  const invoice = failedInSilence(world)
  const { parent: _, payments: __, ...rest } = invoice

  world.stripe.send(world.merchant.accountId, {
    type: 'invoice.payment_failed',
    api_version: '2024-06-20',
    data: {
      object: {
        ...rest,
        paid: false,
        paid_out_of_band: false,
        subscription: 'sub_old',
        payment_intent: 'pi_old',
        charge: 'ch_old',
        subscription_details: { metadata: {} },
      },
    },
  })
  await world.advance({ hours: 2 })
  expect(world.messagesTo(mayaPhone)).toHaveLength(1)

  world.stripe.payInvoice(invoice.id)
  await world.settle()
  expect(notesOn(world, invoice.id).invoice).toMatchObject({ paynudge_attribution: 'read' })
})

test('a payment told in the shape from before 2025-03-31 ends the flow', async () => {
  const { world, invoice } = await mayaWasWrittenTo()
  world.stripe.hold()
  world.stripe.payInvoice(invoice)
  const { parent: _, ...rest } = world.stripe.find('invoice', invoice)
  world.stripe.release('reverse')

  world.stripe.send(world.merchant.accountId, {
    type: 'invoice.paid',
    api_version: '2020-08-27',
    request: 'req_from_a_very_old_version',
    data: {
      object: { ...rest, paid: true, payment_intent: 'pi_old', charge: 'ch_old', subscription: 'sub_old' },
    },
  })
  await world.advance({ days: 8 })

  expect(world.messagesTo(mayaPhone)).toHaveLength(1)
  expect(await world.run('results')).toContain('recovered: €29.00')
})
