import { expect, test } from 'vitest'
import { addRegular } from '../../simulator/shop.ts'
import type { World } from '../../simulator/world.ts'
import { explained, linkOf, maya, mayaPhone, mayaWasWrittenTo, notesOn, open, shopWithMaya } from './stage.ts'

/** Maya opened the link and paid all of it. */
async function mayaPaid() {
  const { world, invoice, message } = await mayaWasWrittenTo()
  await open(linkOf(message))
  world.stripe.payInvoice(invoice)
  await world.settle()
  return { world, invoice, intent: intentOf(world, invoice) }
}

function intentOf(world: World, invoice: string): string {
  const [intent] = world.stripe.paymentIntentsOf(invoice)
  if (!intent) throw new Error(`Nothing was paid for ${invoice}`)
  return intent
}

test('part payments add up, and the flow ends when all is paid', async () => {
  const { world, invoice, message } = await mayaWasWrittenTo()
  await open(linkOf(message))

  world.stripe.payInvoice(invoice, { amount: 1_000 })
  await world.settle()
  expect(await world.run('results')).toContain('recovered: €10.00')
  expect(await explained(world, invoice)).not.toContain('the flow ended')

  world.stripe.payInvoice(invoice)
  await world.settle()
  expect(await world.run('results')).toEqual([
    '1 click',
    'clicked: €29.00 in 2 payments',
    'recovered: €29.00',
  ])
  expect(await explained(world, invoice)).toContain('the flow ended: The invoice is paid.')
  const notes = notesOn(world, invoice)
  expect(notes.invoice).toMatchObject({ paynudge_recovered: '2900 eur' })
  expect(notes.intents.map((note) => note.paynudge_recovered).toSorted()).toEqual(['1000 eur', '1900 eur'])
})

test('a reminder after a part payment asks for what is left', async () => {
  const { world, invoice, message } = await mayaWasWrittenTo()
  expect(message.body).toContain('29,00')

  world.stripe.payInvoice(invoice, { amount: 1_000 })
  await world.advance({ days: 3 })

  const [, reminder] = world.messagesTo(mayaPhone)
  expect(reminder?.body).toContain('19,00')
  expect(reminder?.body).not.toContain('29,00')
})

test('of an invoice paid in part by hand and the rest by a retry, only the first part is ours', async () => {
  const { world, invoice, message } = await mayaWasWrittenTo()
  await open(linkOf(message))
  world.stripe.payInvoice(invoice, { amount: 1_000 })
  await world.settle()

  world.stripe.retry(invoice, { succeeds: true })
  await world.settle()

  expect(await world.run('results')).toEqual([
    '1 click',
    'clicked: €10.00 in 1 payment',
    'retry: €19.00 in 1 payment',
    'recovered: €10.00',
  ])
  expect(notesOn(world, invoice).invoice).toMatchObject({ paynudge_recovered: '1000 eur' })
})

test('an invoice over nothing is no recovery and no reason to write', async () => {
  const world = await shopWithMaya()

  world.stripe.addZeroInvoice({ customer: 'cus_maya' })
  await world.advance({ days: 8 })

  expect(await world.run('results')).toEqual(['0 clicks'])
  expect(world.messagesTo(mayaPhone)).toHaveLength(0)
})

test('a renewal that is paid at once is no recovery', async () => {
  const world = await shopWithMaya()

  const invoice = world.stripe.renew('cus_maya')
  await world.advance({ days: 8 })

  expect(world.stripe.find('invoice', invoice)).toMatchObject({ status: 'paid', metadata: {} })
  expect(await world.run('results')).toEqual(['0 clicks'])
})

test('a full refund takes the recovery back', async () => {
  const { world, invoice, intent } = await mayaPaid()

  world.stripe.refund(intent)
  await world.settle()

  expect(await world.run('results')).toEqual(['1 click', 'clicked: €0.00 in 1 payment', 'recovered: €0.00'])
  const note = { paynudge_attribution: 'refunded', paynudge_recovered: '0 eur' }
  expect(notesOn(world, invoice)).toMatchObject({ invoice: note, intents: [note] })
  expect(await explained(world, invoice)).toContain('€29.00 came in (clicked), of which €29.00 went back')
})

test('a refund weeks later takes the recovery back too', async () => {
  const { world, invoice, intent } = await mayaPaid()
  await world.advance({ days: 60 })

  world.stripe.refund(intent)
  await world.settle()

  expect(notesOn(world, invoice).invoice).toMatchObject({ paynudge_attribution: 'refunded' })
})

test('a refund of a part lowers the recovery', async () => {
  const { world, invoice, intent } = await mayaPaid()

  world.stripe.refund(intent, 900)
  world.stripe.refund(intent, 100)
  await world.settle()

  expect(await world.run('results')).toContain('recovered: €19.00')
  const note = { paynudge_attribution: 'clicked', paynudge_recovered: '1900 eur' }
  expect(notesOn(world, invoice)).toMatchObject({ invoice: note, intents: [note] })
})

test('a refund that fails gives the recovery back', async () => {
  const { world, invoice, intent } = await mayaPaid()
  const refund = world.stripe.refund(intent)
  await world.settle()

  world.stripe.failRefund(refund)
  await world.settle()

  expect(await world.run('results')).toContain('recovered: €29.00')
  expect(notesOn(world, invoice).invoice).toMatchObject({
    paynudge_attribution: 'clicked',
    paynudge_recovered: '2900 eur',
  })
})

test('news of a refund before news of the payment comes to the same', async () => {
  const { world, invoice, message } = await mayaWasWrittenTo()
  await open(linkOf(message))
  world.stripe.hold()
  world.stripe.payInvoice(invoice)
  world.stripe.refund(intentOf(world, invoice))
  world.stripe.release('reverse')

  await world.advance({ days: 8 })

  expect(await world.run('results')).toContain('recovered: €0.00')
  expect(notesOn(world, invoice).invoice).toMatchObject({ paynudge_attribution: 'refunded' })
  expect(world.messagesTo(mayaPhone)).toHaveLength(1)
})

/** Maya, who paid after a message, has her bank take the money back. */
async function mayaDisputed() {
  const paid = await mayaPaid()
  const dispute = paid.world.stripe.disputePayment(paid.intent)
  await paid.world.settle()
  return { ...paid, dispute }
}

test('a dispute that is not decided yet takes nothing back', async () => {
  const { world, invoice } = await mayaDisputed()

  expect(await world.run('results')).toContain('recovered: €29.00')
  expect(notesOn(world, invoice).invoice).toMatchObject({ paynudge_attribution: 'clicked' })
})

test('a dispute that is lost takes the recovery back', async () => {
  const { world, invoice, dispute } = await mayaDisputed()

  world.stripe.closeDispute(dispute, 'lost')
  await world.settle()

  expect(await world.run('results')).toEqual(['1 click', 'clicked: €0.00 in 1 payment', 'recovered: €0.00'])
  const note = { paynudge_attribution: 'disputed', paynudge_recovered: '0 eur' }
  expect(notesOn(world, invoice)).toMatchObject({ invoice: note, intents: [note] })
  expect(await explained(world, invoice)).toContain(
    '€29.00 came in (clicked), of which €29.00 was lost in a dispute',
  )
})

test('a dispute that is won leaves the recovery', async () => {
  const { world, invoice, dispute } = await mayaDisputed()

  world.stripe.closeDispute(dispute, 'won')
  await world.settle()

  expect(await world.run('results')).toContain('recovered: €29.00')
  expect(notesOn(world, invoice).invoice).toMatchObject({
    paynudge_attribution: 'clicked',
    paynudge_recovered: '2900 eur',
  })
})

test('a question of the bank that comes to nothing leaves the recovery', async () => {
  const { world, intent } = await mayaPaid()
  const question = world.stripe.disputePayment(intent, { isInquiry: true })

  world.stripe.closeDispute(question, 'lost')
  await world.settle()

  expect(await world.run('results')).toContain('recovered: €29.00')
})

test('a dispute about what a refund left, lost months later, takes the rest back', async () => {
  const { world, invoice, intent } = await mayaPaid()
  world.stripe.refund(intent, 900)
  await world.advance({ days: 90 })
  const dispute = world.stripe.disputePayment(intent)
  await world.settle()

  world.stripe.closeDispute(dispute, 'lost')
  await world.settle()

  expect(await world.run('results')).toContain('recovered: €0.00')
  expect(await explained(world, invoice)).toContain(
    'of which €9.00 went back and €20.00 was lost in a dispute',
  )
})

test('news of a lost dispute before news of the payment, and twice, comes to the same', async () => {
  const { world, invoice, message } = await mayaWasWrittenTo()
  await open(linkOf(message))
  world.stripe.hold()
  world.stripe.payInvoice(invoice)
  const dispute = world.stripe.disputePayment(intentOf(world, invoice))
  world.stripe.closeDispute(dispute, 'lost')
  world.stripe.release('reverse')
  await world.advance({ days: 8 })
  for (const eventId of new Set(world.stripe.deliveries.map((delivery) => delivery.eventId)))
    world.stripe.resend(eventId)
  await world.settle()

  expect(await world.run('results')).toContain('recovered: €0.00')
  expect(notesOn(world, invoice).invoice).toMatchObject({ paynudge_attribution: 'disputed' })
  expect(world.messagesTo(mayaPhone)).toHaveLength(1)
})

test('the refund of one part payment leaves the other', async () => {
  const { world, invoice, message } = await mayaWasWrittenTo()
  await open(linkOf(message))
  world.stripe.payInvoice(invoice, { amount: 1_000 })
  const first = intentOf(world, invoice)
  world.stripe.payInvoice(invoice)
  await world.settle()

  world.stripe.refund(first)
  await world.settle()

  expect(await world.run('results')).toContain('recovered: €19.00')
  const notes = notesOn(world, invoice)
  expect(notes.invoice).toMatchObject({ paynudge_attribution: 'clicked', paynudge_recovered: '1900 eur' })
  expect(notes.intents.map((note) => note.paynudge_attribution).toSorted()).toEqual(['clicked', 'refunded'])
})

test('the refund of a payment that failed nobody is none of ours', async () => {
  const world = await shopWithMaya()
  const invoice = world.stripe.renew('cus_maya')
  await world.settle()

  world.stripe.refund(intentOf(world, invoice))
  await world.settle()

  expect(await world.run('results')).toEqual(['0 clicks'])
  expect(notesOn(world, invoice).invoice).toEqual({})
})

test('money of different currencies is never added up', async () => {
  const world = await shopWithMaya()
  addRegular(world, { ...maya, id: 'cus_kenji', phone: '+81 90 1234 5678', country: 'JP', currency: 'jpy' })
  const invoices = ['cus_maya', 'cus_kenji'].map((id) => world.stripe.declineRenewal(id))
  await world.advance({ hours: 2 })

  for (const invoice of invoices) world.stripe.payInvoice(invoice)
  await world.settle()

  expect(await world.run('results')).toEqual([
    '0 clicks',
    'read: €29.00 in 1 payment',
    'read: ¥2,900 in 1 payment',
    'recovered: €29.00',
    'recovered: ¥2,900',
  ])
})
