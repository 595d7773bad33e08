import { expect, test } from 'vitest'
import type { World } from '../../../simulator/world.ts'
import { explained, mayaPhone, notesOn, nudgeStates } from '../stage.ts'
import { flowsSoFar, follow, lastMessage, mayaIn, submit, waitingTexts, written } from './stage.ts'

const on = ['invoice-due']

/** Maya is sent an invoice to be paid within ten days. */
async function billed() {
  const world = await mayaIn(on)
  const sentAt = world.clock.now()
  const invoice = world.stripe.billByInvoice('cus_maya', { amount: 12_000, dueInDays: 10 })
  await world.settle()
  return { world, sentAt, invoice }
}

test('an invoice is written about three days before it is due and on the day, and paid by the link', async () => {
  const { world, sentAt, invoice } = await billed()
  expect(await waitingTexts(world)).toEqual(['invoice_due_soon', 'invoice_due_today'])

  await world.advance({ days: 10, minutes: 1 })
  expect(written(world, sentAt)).toEqual([
    ['invoice_due_soon', 7],
    ['invoice_due_today', 10 - 4 / 24],
  ])
  expect(lastMessage(world).body).toContain('3 de diciembre')
  expect(lastMessage(world).body).toContain('120,00')

  const page = await follow(lastMessage(world))
  expect(page.url).toBe(world.stripe.find('invoice', invoice).hosted_invoice_url)
  await submit(page, { card: 'visa' })
  await world.settle()

  expect(await flowsSoFar(world)).toEqual(['invoice-due: The invoice is paid.'])
  expect(await world.run('results')).toEqual([
    '1 click',
    'clicked: €120.00 in 1 payment',
    'recovered: €120.00',
  ])
})

test('an invoice that is paid in time is not claimed, though its link was opened: nobody was late', async () => {
  const { world, invoice } = await billed()
  await world.advance({ days: 8 })

  await submit(await follow(lastMessage(world)), { card: 'visa' })
  await world.settle()

  expect(await flowsSoFar(world)).toEqual(['invoice-due: The invoice is paid.'])
  expect(await world.run('results')).toEqual(['1 click'])
  expect(notesOn(world, invoice).invoice).toEqual({})
})

test('an invoice told by two events, that it was made and that it was sent, is followed once', async () => {
  const { world } = await billed()

  await world.advance({ days: 40 })

  expect(world.messagesTo(mayaPhone)).toHaveLength(2)
  expect(await flowsSoFar(world)).toEqual(['invoice-due: open'])
})

test('an invoice that is charged to a card has no day to be reminded of', async () => {
  const world = await mayaIn(on)
  world.stripe.addInvoice({ customer: 'cus_maya', amount: 12_000, description: 'A grinder' })
  await world.advance({ days: 40 })

  expect(world.messagesTo(mayaPhone)).toHaveLength(0)
  expect(await flowsSoFar(world)).toEqual([])
})

test('the invoices of a subscription that is billed are written about like any other', async () => {
  const world = await mayaIn(on)
  const sentAt = world.clock.now()
  world.stripe.addSubscription({
    customer: 'cus_maya',
    amount: 4_500,
    currency: 'eur',
    productName: 'Beans for the office',
    interval: 'month',
    daysUntilDue: 14,
  })
  await world.advance({ days: 15 })

  expect(written(world, sentAt)).toEqual([
    ['invoice_due_soon', 11],
    ['invoice_due_today', 14 - 4 / 24],
  ])
})

test('another day moves what waits, and the messages name the new one', async () => {
  const { world, sentAt, invoice } = await billed()
  await world.advance({ days: 5 })

  world.stripe.moveDueDate(invoice, sentAt.add({ hours: 20 * 24 }))
  await world.advance({ days: 16 })

  expect(written(world, sentAt)).toEqual([
    ['invoice_due_soon', 17],
    ['invoice_due_today', 20 - 4 / 24],
  ])
  for (const { body } of world.messagesTo(mayaPhone)) expect(body).toContain('13 de diciembre')
})

test('another day after the first message moves the second one only', async () => {
  const { world, sentAt, invoice } = await billed()
  await world.advance({ days: 8 })

  world.stripe.moveDueDate(invoice, sentAt.add({ hours: 20 * 24 }))
  await world.advance({ days: 40 })

  expect(written(world, sentAt)).toEqual([
    ['invoice_due_soon', 7],
    ['invoice_due_today', 20 - 4 / 24],
  ])
})

test('a day that is brought forward is written about at once where three days are not left', async () => {
  const { world, sentAt, invoice } = await billed()
  await world.advance({ days: 1 })

  world.stripe.moveDueDate(invoice, sentAt.add({ hours: 3 * 24 }))
  await world.advance({ days: 10 })

  expect(written(world, sentAt)).toEqual([
    ['invoice_due_soon', 1],
    ['invoice_due_today', 3 - 4 / 24],
  ])
})

test('an invoice that is due the same day is written about once', async () => {
  const world = await mayaIn(on)
  const sentAt = world.clock.now()
  world.stripe.billByInvoice('cus_maya', { amount: 12_000, dueInDays: 0 })
  await world.advance({ days: 10 })

  expect(written(world, sentAt)).toEqual([['invoice_due_today', 0]])
})

const endings: readonly (readonly [string, (world: World, invoice: string) => unknown, string])[] = [
  ['paid', ({ stripe }, invoice) => stripe.payInvoice(invoice), 'The invoice is paid.'],
  [
    'paid by a transfer the merchant noted',
    ({ stripe }, invoice) => stripe.payOutOfBand(invoice),
    'The invoice is paid.',
  ],
  ['voided', ({ stripe }, invoice) => stripe.voidInvoice(invoice), 'The invoice was voided.'],
  [
    'written off',
    ({ stripe }, invoice) => stripe.markUncollectible(invoice),
    'The invoice was marked as uncollectible.',
  ],
  ['waived by a credit note', ({ stripe }, invoice) => stripe.creditInvoice(invoice), 'The invoice is paid.'],
  ['deleted', ({ stripe }, invoice) => stripe.deleteInvoice(invoice), 'Stripe knows this object no more'],
  [
    'left behind by a customer who was deleted',
    ({ stripe }) => stripe.deleteCustomer('cus_maya'),
    'The customer was deleted in Stripe.',
  ],
]

test.each(endings)(
  'when the invoice is %s after the first message, no other follows',
  async (_, end, because) => {
    const { world, sentAt, invoice } = await billed()
    await world.advance({ days: 8 })

    end(world, invoice)
    await world.settle()
    expect(await flowsSoFar(world)).toEqual([`invoice-due: ${because}`])
    await world.advance({ days: 30 })

    expect(written(world, sentAt)).toEqual([['invoice_due_soon', 7]])
  },
)

test.each(endings)('when the invoice is %s before its day is near, nobody is written to', async (_, end) => {
  const { world, invoice } = await billed()

  end(world, invoice)
  await world.advance({ days: 30 })

  expect(world.messagesTo(mayaPhone)).toHaveLength(0)
  expect(await nudgeStates(world)).toEqual(['cancelled', 'cancelled'])
})

test('an invoice that was paid before we heard of it starts nothing', async () => {
  const world = await mayaIn(on)
  world.stripe.hold()
  const invoice = world.stripe.billByInvoice('cus_maya', { amount: 12_000, dueInDays: 10 })
  world.stripe.payInvoice(invoice)
  await world.stripe.release('reverse')
  await world.advance({ days: 30 })

  expect(world.messagesTo(mayaPhone)).toHaveLength(0)
  expect(await flowsSoFar(world)).toEqual([])
  expect(await explained(world, invoice)).toContain('It was paid before Paynudge looked.')
})

test('a part that is paid or waived leaves the rest to be asked for', async () => {
  const { world, sentAt, invoice } = await billed()
  world.stripe.payInvoice(invoice, { amount: 5_000 })
  world.stripe.creditInvoice(invoice, 2_000)

  await world.advance({ days: 11 })

  expect(written(world, sentAt)).toHaveLength(2)
  for (const { body } of world.messagesTo(mayaPhone)) expect(body).toContain('50,00')
})
