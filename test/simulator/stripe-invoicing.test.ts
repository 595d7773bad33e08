import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { addMaya, type Bodega, objectOf, startBodega, toldDuring, typesOf } from './rehearsal.ts'

let bodega: Bodega

beforeEach(async () => {
  bodega = await startBodega()
  addMaya(bodega)
})

afterEach(() => bodega.close())

const day = 86_400
const now = () => bodega.clock.now().epochMilliseconds / 1000
const later = (days: number) => bodega.clock.now().add({ hours: 24 * days })
const bill = (dueInDays = 14) => bodega.stripe.billByInvoice('cus_maya', { amount: 9900, dueInDays })

describe('an invoice that is sent', () => {
  test('is told when it is finalized and when it is mailed, and waits for its due date', async () => {
    const told = await toldDuring(bodega, () => bill())
    expect(typesOf(told)).toEqual([
      'invoice.created',
      'invoice.finalized',
      'payment_intent.created',
      'invoice.sent',
    ])
    expect(objectOf(told, 'invoice.sent')).toMatchObject({
      collection_method: 'send_invoice',
      status: 'open',
      due_date: now() + 14 * day,
      next_payment_attempt: null,
      attempt_count: 0,
      amount_remaining: 9900,
    })
  })

  test('is not charged to the card on file, however late it is', async () => {
    const id = bill()
    await bodega.clock.moveTo(later(60))
    expect(await bodega.client.invoices.retrieve(id)).toMatchObject({ status: 'open', attempt_count: 0 })
  })

  test('can be paid on its page, in parts', async () => {
    const { stripe } = bodega
    const id = bill()
    const page = stripe.find('invoice', id).hosted_invoice_url ?? ''
    const pay = (part: string) =>
      fetch(page, { method: 'POST', body: new URLSearchParams({ card: 'visa', part }) })
    const first = await toldDuring(bodega, () => pay('half'))
    expect(typesOf(first)).toContain('invoice_payment.paid')
    expect(typesOf(first)).not.toContain('invoice.paid')
    expect(stripe.find('invoice', id)).toMatchObject({ status: 'open', amount_remaining: 4950 })
    await pay('whole')
    expect(stripe.find('invoice', id)).toMatchObject({ status: 'paid', amount_paid: 9900 })
  })

  test('can be mailed again', async () => {
    const id = bill()
    const told = await toldDuring(bodega, () => bodega.client.invoices.sendInvoice(id))
    expect(typesOf(told)).toEqual(['invoice.sent'])
  })

  test('tells its old due date when it gets another one', async () => {
    const id = bill()
    const to = later(30)
    const [event] = await toldDuring(bodega, () => bodega.stripe.moveDueDate(id, to))
    expect(event).toMatchObject({
      type: 'invoice.updated',
      data: {
        object: { id, due_date: to.epochMilliseconds / 1000 },
        previous_attributes: { due_date: now() + 14 * day },
      },
    })
  })
})

describe('through the API the due date', () => {
  test('of a draft may change', async () => {
    const { stripe, client } = bodega
    const draft = {
      customer: 'cus_maya',
      amount: 9900,
      description: 'Tasting',
      draft: true,
      daysUntilDue: 14,
    }
    const { id } = stripe.addInvoice(draft)
    const told = await toldDuring(bodega, () => client.invoices.update(id, { due_date: now() + 20 * day }))
    expect(told).toMatchObject([
      { type: 'invoice.updated', data: { previous_attributes: { due_date: now() + 14 * day } } },
    ])
    expect(await client.invoices.sendInvoice(id)).toMatchObject({
      due_date: now() + 20 * day,
      status: 'open',
    })
  })

  test('of an open invoice may not; a revision replaces it', async () => {
    const { stripe, client } = bodega
    const id = bill()
    const update = client.invoices.update(id, { due_date: now() + 20 * day })
    await expect(update).rejects.toMatchObject({ statusCode: 400, code: 'invoice_not_editable' })
    const revised = stripe.reviseInvoice(id, { due: later(20) })
    expect(await client.invoices.retrieve(revised)).toMatchObject({
      status: 'open',
      due_date: now() + 20 * day,
      amount_remaining: 9900,
      from_invoice: { action: 'revision', invoice: id },
    })
    const old = await client.invoices.retrieve(id, { expand: ['latest_revision'] })
    expect(old).toMatchObject({ status: 'void', latest_revision: { id: revised } })
  })
})

describe('a credit note', () => {
  test('lowers what is owed, and what its payment asks for', async () => {
    const { stripe, client } = bodega
    const id = bill()
    await client.creditNotes.create({ invoice: id, amount: 4900 })
    const invoice = await client.invoices.retrieve(id, { expand: ['payments.data.payment.payment_intent'] })
    expect(invoice).toMatchObject({
      status: 'open',
      amount_due: 5000,
      amount_remaining: 5000,
      payments: { data: [{ payment: { payment_intent: { amount: 5000 } } }] },
    })
    stripe.payInvoice(id)
    expect(stripe.find('invoice', id)).toMatchObject({ status: 'paid', amount_paid: 5000 })
  })

  test('over everything leaves nothing to pay, though no money came', async () => {
    const id = bill()
    const told = await toldDuring(bodega, () => bodega.stripe.creditInvoice(id))
    expect(typesOf(told)).toEqual(['credit_note.created', 'payment_intent.canceled', 'invoice.updated'])
    expect(objectOf(told, 'invoice.updated')).toMatchObject({
      status: 'paid',
      amount_remaining: 0,
      amount_paid: 0,
    })
    expect((await bodega.client.creditNotes.list({ invoice: id })).data).toMatchObject([{ amount: 9900 }])
  })
})

describe('a subscription whose invoices are sent', () => {
  const plan = {
    customer: 'cus_maya',
    amount: 5000,
    currency: 'eur',
    productName: 'Cellar',
    interval: 'month' as const,
    daysUntilDue: 10,
  }

  test('runs before anything is paid', async () => {
    const { id, latest_invoice } = bodega.stripe.addSubscription(plan)
    expect(await bodega.client.subscriptions.retrieve(id)).toMatchObject({
      status: 'active',
      collection_method: 'send_invoice',
      days_until_due: 10,
    })
    const invoice = await bodega.client.invoices.retrieve(String(latest_invoice))
    expect(invoice).toMatchObject({ status: 'open', due_date: now() + 10 * day, attempted: false })
  })

  test('is past due when the due date passes, and active again once it is paid', async () => {
    const { stripe, clock } = bodega
    const { id, latest_invoice } = stripe.addSubscription(plan)
    stripe.moveDueDate(String(latest_invoice), later(12))
    await clock.moveTo(later(11))
    expect(stripe.find('subscription', id).status).toBe('active')
    await clock.moveTo(later(1))
    expect(stripe.find('subscription', id).status).toBe('past_due')
    stripe.payInvoice(String(latest_invoice))
    expect(stripe.find('subscription', id).status).toBe('active')
  })
})
