import { expect, test } from 'vitest'
import type { World } from '../../../simulator/world.ts'
import { explained, mayaPhone, notesOn, nudgeStates } from '../stage.ts'
import { flowsSoFar, follow, lastMessage, mayaIn, submit, written } from './stage.ts'

const on = ['invoice-overdue']
/** As a merchant who bills will have it. */
const both = ['invoice-due', 'invoice-overdue']

/** Maya was sent an invoice that is due at `dueAt`, ten days after. */
async function billed(flows: readonly string[] = on) {
  const world = await mayaIn(flows)
  const invoice = world.stripe.billByInvoice('cus_maya', { amount: 12_000, dueInDays: 10 })
  const dueAt = world.clock.now().add({ hours: 10 * 24 })
  await world.settle()
  return { world, dueAt, invoice }
}

/** The same, three days after the day passed unpaid: there is one message. */
async function overdue() {
  const story = await billed()
  await story.world.advance({ days: 13 })
  expect(written(story.world, story.dueAt)).toEqual([['invoice_overdue', 2]])
  return story
}

test('an invoice that stays unpaid is written about two days, a week and two weeks after its day', async () => {
  const { world, dueAt } = await billed()

  await world.advance({ days: 110 })

  expect(written(world, dueAt)).toEqual([
    ['invoice_overdue', 2],
    ['invoice_overdue_reminder', 7],
    ['invoice_overdue_last', 14],
  ])
  expect(await flowsSoFar(world)).toEqual(['invoice-overdue: Its time to watch for the money is over.'])
})

test('an invoice that is paid late by the link is a recovery', async () => {
  const { world, dueAt, invoice } = await overdue()

  const page = await follow(lastMessage(world))
  expect(page.url).toBe(world.stripe.find('invoice', invoice).hosted_invoice_url)
  await submit(page, { card: 'visa' })
  await world.advance({ days: 30 })

  expect(written(world, dueAt)).toHaveLength(1)
  expect(await flowsSoFar(world)).toEqual(['invoice-overdue: The invoice is paid.'])
  expect(await world.run('results')).toEqual([
    '1 click',
    'clicked: €120.00 in 1 payment',
    'recovered: €120.00',
  ])
})

test('a card that fails on the page of an invoice that was sent brings no message: she stands there and sees it', async () => {
  const { world, dueAt, invoice } = await billed([...on, 'failed-payment', 'payment-action-required'])

  const { hosted_invoice_url: url } = world.stripe.find('invoice', invoice)
  await submit({ url: url ?? '', text: '' }, { card: 'mastercard' })
  await world.advance({ days: 9 })
  expect(world.messagesTo(mayaPhone)).toHaveLength(0)
  expect(await explained(world, invoice)).toContain(
    'heard invoice.payment_failed: ignored (The invoice is sent to be paid: who tries to is on its page',
  )

  await world.advance({ days: 4 })
  expect(written(world, dueAt)).toEqual([['invoice_overdue', 2]])
  expect(await flowsSoFar(world)).toEqual(['invoice-overdue: open'])
})

test('an invoice that is paid in time is no recovery, and nobody is written to', async () => {
  const { world, invoice } = await billed()
  await world.advance({ days: 9 })

  world.stripe.payInvoice(invoice)
  await world.advance({ days: 30 })

  expect(world.messagesTo(mayaPhone)).toHaveLength(0)
  expect(await world.run('results')).toEqual(['0 clicks'])
  expect(notesOn(world, invoice).invoice).toEqual({})
})

test('of an invoice that was paid in part in time and in part late, only the late part is a recovery', async () => {
  const { world, invoice } = await billed()
  world.stripe.payInvoice(invoice, { amount: 5_000 })
  await world.advance({ days: 13 })
  expect(lastMessage(world).body).toContain('70,00')

  await submit(await follow(lastMessage(world)), { card: 'visa' })
  await world.settle()

  expect(await world.run('results')).toEqual(['1 click', 'clicked: €70.00 in 1 payment', 'recovered: €70.00'])
})

test('another day moves what waits', async () => {
  const { world, dueAt, invoice } = await billed()
  await world.advance({ days: 9 })

  world.stripe.moveDueDate(invoice, dueAt.add({ hours: 30 * 24 }))
  await world.advance({ days: 34 })

  expect(written(world, dueAt)).toEqual([['invoice_overdue', 32]])
})

test('another day that is given after the first message moves the others, and money that comes by then is no recovery', async () => {
  const { world, dueAt, invoice } = await overdue()

  world.stripe.moveDueDate(invoice, dueAt.add({ hours: 30 * 24 }))
  await world.advance({ days: 20 })
  expect(written(world, dueAt)).toHaveLength(1)
  world.stripe.payInvoice(invoice)
  await world.advance({ days: 30 })

  expect(written(world, dueAt)).toHaveLength(1)
  expect(await world.run('results')).toEqual(['0 clicks'])
})

const endings: readonly (readonly [string, (world: World, invoice: string) => unknown, string])[] = [
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
]

test.each(endings)(
  'when the invoice is %s after the first message, no other follows',
  async (_, end, because) => {
    const { world, dueAt, invoice } = await overdue()

    end(world, invoice)
    await world.settle()
    expect(await flowsSoFar(world)).toEqual([`invoice-overdue: ${because}`])
    await world.advance({ days: 9 })

    expect(written(world, dueAt)).toHaveLength(1)
    expect((await world.run('results')).join()).not.toContain('recovered')
  },
)

test.each(endings)('when the invoice is %s before its day, nobody is written to about it', async (_, end) => {
  const { world, invoice } = await billed()

  end(world, invoice)
  await world.advance({ days: 11 })

  expect(world.messagesTo(mayaPhone)).toHaveLength(0)
  expect(await nudgeStates(world)).toEqual(['cancelled', 'cancelled', 'cancelled'])
})

test('an invoice that is replaced by another one is written about no more, and the new one is', async () => {
  const { world, invoice } = await overdue()

  const next = world.stripe.reviseInvoice(invoice, { amount: 9_000 })
  await world.settle()

  expect(await flowsSoFar(world)).toEqual([
    'invoice-overdue: The invoice was voided.',
    'invoice-overdue: open',
  ])
  await world.advance({ days: 9 })
  for (const { body } of world.messagesTo(mayaPhone).slice(1)) {
    expect(body).toContain('90,00')
    expect(body).toContain(world.stripe.find('invoice', next).number)
  }
  expect(world.messagesTo(mayaPhone)).toHaveLength(3)
})

test('with reminders before and after the day, money that comes late counts once', async () => {
  const { world, dueAt, invoice } = await billed(both)
  await world.advance({ days: 13 })
  expect(written(world, dueAt)).toEqual([
    ['invoice_due_soon', -3],
    ['invoice_due_today', -4 / 24],
    ['invoice_overdue', 2],
  ])

  await submit(await follow(lastMessage(world)), { card: 'visa' })
  await world.advance({ days: 1 })

  expect(await world.run('results')).toEqual([
    '1 click',
    'clicked: €120.00 in 1 payment',
    'recovered: €120.00',
  ])
  expect(notesOn(world, invoice).invoice).toMatchObject({
    paynudge_flow: 'invoice-overdue',
    paynudge_attribution: 'clicked',
  })
})
