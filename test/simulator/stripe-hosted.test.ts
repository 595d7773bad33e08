import { afterEach, beforeEach, expect, test } from 'vitest'
import { account, addMaya, type Bodega, startBodega } from './rehearsal.ts'

let bodega: Bodega
let invoice: string
let page: string

beforeEach(async () => {
  bodega = await startBodega()
  addMaya(bodega)
  invoice = bodega.stripe.declineRenewal('cus_maya')
  page = bodega.stripe.find('invoice', invoice).hosted_invoice_url ?? ''
})

afterEach(() => bodega.close())

const look = async () => (await fetch(page)).text()
const submit = (fields: Record<string, string>) =>
  fetch(page, { method: 'POST', body: new URLSearchParams(fields) })

test('the page of an open invoice shows what is owed and to whom', async () => {
  const text = await look()
  expect(text).toContain('€24.00')
  expect(text).toContain('Bodega')
  expect(text).not.toContain('role="alert"')
  expect(bodega.stripe.find('invoice', invoice).status).toBe('open')
})

test('a card that works pays, and a second submit changes nothing', async () => {
  await submit({ card: 'visa', part: 'whole' })
  await submit({ card: 'visa', part: 'whole' })
  expect(await look()).toContain('Payment received')
  expect(bodega.stripe.find('invoice', invoice)).toMatchObject({
    status: 'paid',
    attempt_count: 1,
    amount_paid: 2400,
  })
})

test('a declined card leaves the invoice open and says so', async () => {
  await submit({ card: 'mastercard', part: 'whole' })
  expect(await look()).toContain('Your card was declined.')
  expect(bodega.stripe.find('invoice', invoice)).toMatchObject({ status: 'open', attempt_count: 1 })
})

test.each(['whole', 'half'])('a decline is not told any more after a payment of the %s', async (part) => {
  await submit({ card: 'mastercard', part: 'whole' })
  await submit({ card: 'visa', part })
  expect(await look()).not.toContain('declined.')
})

test('half of it can be paid', async () => {
  await submit({ card: 'visa', part: 'half' })
  expect(bodega.stripe.find('invoice', invoice)).toMatchObject({ status: 'open', amount_remaining: 1200 })
  expect(await look()).toContain('€12.00')
})

test.each(['voidInvoice', 'markUncollectible'] as const)(
  'after %s it can no longer be paid',
  async (action) => {
    bodega.stripe[action](invoice)
    await submit({ card: 'visa', part: 'whole' })
    expect(await look()).toContain('no longer payable')
    expect(bodega.stripe.paymentIntentsOf(invoice)).toEqual([])
  },
)

test('names are shown as they are, never as markup', async () => {
  const { stripe } = bodega
  stripe.addCustomer({ account, id: 'cus_mallory', name: '<script>alert(1)</script>' })
  const bill = {
    customer: 'cus_mallory',
    amount: 500,
    currency: 'jpy',
    description: '<b>Tea</b>',
    daysUntilDue: 7,
  }
  page = stripe.addInvoice(bill).hosted_invoice_url ?? ''
  const text = await look()
  expect(text).not.toContain('<script>')
  expect(text).not.toContain('<b>')
  expect(text).toContain('¥500')
})

test('an unknown link leads nowhere', async () => {
  const { status } = await fetch(`${bodega.stripe.url}/i/${account}/test_guess`)
  expect(status).toBe(404)
})

test('the control surface does what the world does', async () => {
  const { url } = bodega.stripe
  const ask = async (path: string, body: object) =>
    (await fetch(`${url}/_simulator/${path}`, { method: 'POST', body: JSON.stringify(body) })).json()
  expect(await ask('pay', { invoice })).toMatchObject({ id: invoice, status: 'paid' })
  expect(await ask('pay', { invoice })).toEqual({ error: `${invoice} is paid and cannot be paid` })
  const { invoices } = (await (await fetch(`${url}/_simulator/invoices`)).json()) as { invoices: object[] }
  expect(invoices).toContainEqual(
    expect.objectContaining({ id: invoice, status: 'paid', hosted_invoice_url: page }),
  )
})
