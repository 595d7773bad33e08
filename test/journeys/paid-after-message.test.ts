import { expect, test } from 'vitest'
import {
  count,
  explained,
  linkOf,
  mayaFails,
  mayaPhone,
  mayaWasWrittenTo,
  notesOn,
  onlyMessage,
  open,
  shopWithMaya,
  writesTo,
} from './stage.ts'

test('a shopper who opens the link and pays is a recovery by click, noted on the invoice and its payment', async () => {
  const { world, invoice, message } = await mayaWasWrittenTo()

  const page = await open(linkOf(message))
  expect(page.status).toBe(303)
  expect(page.headers.get('location')).toBe(world.stripe.find('invoice', invoice).hosted_invoice_url)
  world.stripe.payInvoice(invoice)
  await world.settle()

  expect(await world.run('results')).toEqual(['1 click', 'clicked: €29.00 in 1 payment', 'recovered: €29.00'])
  const [nudge] = await world.house.tools.db.selectFrom('nudge').select('id').orderBy('step').execute()
  const note = {
    paynudge_flow: 'failed-payment',
    paynudge_nudge: nudge?.id,
    paynudge_attribution: 'clicked',
    paynudge_recovered: '2900 eur',
  }
  expect(notesOn(world, invoice)).toEqual({ invoice: note, intents: [note] })
  const story = await explained(world, invoice)
  expect(story).toContain('the pay link of message 1 was opened')
  expect(story).toContain('€29.00 came in (clicked)')
  expect(story).toContain('the flow ended: The invoice is paid.')
})

test('the link leads to a payment page that can be paid on', async () => {
  const { world, invoice, message } = await mayaWasWrittenTo()

  const page = await fetch(linkOf(message))

  expect(page.url).toBe(world.stripe.find('invoice', invoice).hosted_invoice_url)
  expect(await page.text()).toContain('Harbor Coffee')
})

test('a link opened again leads to the page again, and within a minute it is the same click', async () => {
  const { world, message } = await mayaWasWrittenTo()

  const pages = [await open(linkOf(message)), await open(linkOf(message))]
  expect(pages.map(({ status }) => status)).toEqual([303, 303])
  expect(await world.run('results')).toEqual(['1 click'])

  await world.advance({ hours: 1 })
  await open(linkOf(message))
  expect(await world.run('results')).toEqual(['2 clicks'])
})

test('what the merchant noted on the invoice and its payment stays beside our notes', async () => {
  const { world, invoice, message } = await mayaWasWrittenTo()
  const { environment, accountId } = world.merchant
  const stripe = world.house.tools.stripe({ environment, accountId })
  const payments = await stripe.invoicePayments.list({ invoice })
  const intent = String(payments.data[0]?.payment.payment_intent)
  await stripe.invoices.update(invoice, { metadata: { order: 'A-17' } })
  await stripe.paymentIntents.update(intent, { metadata: { shelf: 'B-2' } })

  await open(linkOf(message))
  world.stripe.payInvoice(invoice)
  await world.settle()

  const notes = notesOn(world, invoice)
  expect(notes.invoice).toMatchObject({ order: 'A-17', paynudge_attribution: 'clicked' })
  expect(notes.intents).toMatchObject([{ shelf: 'B-2', paynudge_attribution: 'clicked' }])
})

test('the updates we cause in Stripe ourselves cause nothing more', async () => {
  const { world, invoice } = await mayaWasWrittenTo()
  world.stripe.payInvoice(invoice)
  await world.settle()
  const written = writesTo(world).length
  expect(written).toBe(2)

  await world.advance({ days: 31 })

  expect(world.stripe.deliveries.map(({ type }) => type)).toContain('invoice.updated')
  expect(writesTo(world)).toHaveLength(written)
  expect(await count(world, 'enrollment')).toBe(1)
  expect(world.messagesTo(mayaPhone)).toHaveLength(1)
})

test('each note is written under a key of its own, so that a repeated write changes nothing', async () => {
  const { world, invoice } = await mayaWasWrittenTo()
  world.stripe.payInvoice(invoice)
  await world.settle()

  const keys = writesTo(world).map(({ idempotencyKey }) => idempotencyKey)

  expect(new Set(keys).size).toBe(2)
  for (const key of keys) expect(key).toMatch(/^paynudge-/)
})

test('a shopper who read the message and paid elsewhere is a recovery by reading', async () => {
  const { world, invoice } = await mayaWasWrittenTo()

  world.stripe.payInvoice(invoice)
  await world.settle()

  expect(await world.run('results')).toEqual(['0 clicks', 'read: €29.00 in 1 payment', 'recovered: €29.00'])
  expect(notesOn(world, invoice).invoice).toMatchObject({ paynudge_attribution: 'read' })
})

test('a payment that nothing ties to our message is not claimed', async () => {
  const world = await shopWithMaya()
  world.whatsapp.person(mayaPhone, { reads: false })
  const invoice = await mayaFails(world)

  world.stripe.payInvoice(invoice)
  await world.settle()

  expect(await world.run('results')).toEqual(['0 clicks', 'unaided: €29.00 in 1 payment'])
  expect(notesOn(world, invoice).invoice).toMatchObject({
    paynudge_attribution: 'unaided',
    paynudge_recovered: '0 eur',
  })
})

test('a message read or a link opened only after the payment earned nothing', async () => {
  const world = await shopWithMaya()
  world.whatsapp.person(mayaPhone, { reads: false })
  const invoice = await mayaFails(world)
  const message = onlyMessage(world)
  world.stripe.payInvoice(invoice)
  await world.advance({ hours: 1 })

  await world.whatsapp.read(mayaPhone, message.id)
  await open(linkOf(message))
  await world.settle()

  expect(await world.run('results')).toEqual(['1 click', 'unaided: €29.00 in 1 payment'])
})

test('a payment before the first message is not claimed, and no message follows', async () => {
  const world = await shopWithMaya()
  const invoice = world.stripe.declineRenewal('cus_maya')
  await world.advance({ minutes: 30 })

  world.stripe.payInvoice(invoice)
  await world.advance({ days: 8 })

  expect(world.messagesTo(mayaPhone)).toHaveLength(0)
  expect(await world.run('results')).toEqual(['0 clicks', 'unaided: €29.00 in 1 payment'])
})

test('money the merchant got outside Stripe is not claimed, though the link was opened', async () => {
  const { world, invoice, message } = await mayaWasWrittenTo()
  await open(linkOf(message))

  world.stripe.payOutOfBand(invoice)
  await world.advance({ days: 8 })

  expect((await world.run('results')).join('\n')).not.toContain('recovered')
  expect(world.messagesTo(mayaPhone)).toHaveLength(1)
  expect(await explained(world, invoice)).toContain('the flow ended: The invoice is paid.')
})
