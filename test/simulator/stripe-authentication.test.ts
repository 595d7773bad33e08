import { afterEach, beforeEach, expect, test } from 'vitest'
import { addMaya, type Bodega, startBodega, toldDuring, typesOf } from './rehearsal.ts'

let bodega: Bodega
let invoice: string
let page: string

beforeEach(async () => {
  bodega = await startBodega()
  addMaya(bodega)
  invoice = bodega.stripe.renewalNeedsAuthentication('cus_maya')
  page = bodega.stripe.find('invoice', invoice).hosted_invoice_url ?? ''
})

afterEach(() => bodega.close())

const look = async () => (await fetch(page)).text()
const submit = (fields: Record<string, string>) =>
  fetch(page, { method: 'POST', body: new URLSearchParams(fields) })
const intentOf = async () => {
  const expand = ['payments.data.payment.payment_intent']
  const { payments } = await bodega.client.invoices.retrieve(invoice, { expand })
  return payments?.data[0]?.payment.payment_intent
}

test('a renewal whose bank wants the shopper fails and asks for action in the same second', async () => {
  await bodega.stripe.delivered()
  const told = bodega.endpoint.received.map(({ event }) => event)
  expect(typesOf(told)).toEqual([
    'customer.subscription.updated',
    'invoice.created',
    'invoice.finalized',
    'payment_intent.created',
    'charge.failed',
    'payment_intent.payment_failed',
    'payment_intent.requires_action',
    'invoice.payment_failed',
    'invoice.updated',
    'customer.subscription.updated',
    'invoice.payment_action_required',
  ])
  expect(new Set(told.map(({ created }) => created)).size).toBe(1)
  expect(await intentOf()).toMatchObject({
    status: 'requires_action',
    next_action: { type: 'use_stripe_sdk' },
    last_payment_error: { code: 'authentication_required', decline_code: 'authentication_required' },
  })
})

test('Stripe counts on but does not try the card again by itself', async () => {
  const { stripe, clock, client } = bodega
  await clock.moveTo(clock.now().add({ hours: 24 * 4 }))
  expect(stripe.find('invoice', invoice)).toMatchObject({ status: 'open', attempt_count: 2 })
  const { data } = await client.charges.list({ customer: 'cus_maya' })
  expect(data.filter(({ status }) => status === 'failed')).toHaveLength(1)
})

test('the page asks the shopper to confirm with their bank, and that pays', async () => {
  expect(await look()).toContain('Confirm with your bank')
  const told = await toldDuring(bodega, () => submit({ answer: 'confirms' }))
  expect(typesOf(told)).toContain('invoice.paid')
  expect(await look()).toContain('Payment received')
  expect(bodega.stripe.find('invoice', invoice)).toMatchObject({ status: 'paid', attempt_count: 1 })
  const [charge] = (await bodega.client.charges.list({ customer: 'cus_maya', limit: 1 })).data
  expect(charge?.payment_method_details?.card?.three_d_secure).toMatchObject({ result: 'authenticated' })
})

test('a shopper who does not confirm may pay with another card', async () => {
  await submit({ answer: 'refuses' })
  const text = await look()
  expect(text).not.toContain('Confirm with your bank')
  expect(text).toContain('unable to authenticate')
  expect(await intentOf()).toMatchObject({
    status: 'requires_payment_method',
    last_payment_error: { code: 'payment_intent_authentication_failure' },
  })
  await submit({ card: 'visa', part: 'whole' })
  expect(bodega.stripe.find('invoice', invoice).status).toBe('paid')
})

test('a card given on the page that needs a confirmation has not failed', async () => {
  const told = await toldDuring(bodega, () => submit({ card: 'secure', part: 'whole' }))
  expect(typesOf(told)).toEqual(['payment_intent.requires_action'])
  expect(await look()).toContain('•••• 3155')
  await submit({ answer: 'confirms' })
  expect(bodega.stripe.find('invoice', invoice).status).toBe('paid')
})

test('an answer that nobody waits for changes nothing', async () => {
  bodega.stripe.payInvoice(invoice)
  expect(await toldDuring(bodega, () => submit({ answer: 'confirms' }))).toEqual([])
  expect(() => bodega.stripe.answerBank(invoice)).toThrow('waits for a confirmation')
})
