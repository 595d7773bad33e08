import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { account, addMaya, type Bodega, clientFor, startBodega } from './rehearsal.ts'

let bodega: Bodega

beforeEach(async () => {
  bodega = await startBodega()
  addMaya(bodega)
})

afterEach(() => bodega.close())

describe('refusals', () => {
  test('an object that does not exist is missing', async () => {
    const call = bodega.client.invoices.retrieve('in_x')
    await expect(call).rejects.toMatchObject({
      statusCode: 404,
      code: 'resource_missing',
      message: "No such invoice: 'in_x'",
    })
  })

  test('an unknown key is not let in', async () => {
    const stranger = clientFor(bodega.stripe.url, 'sk_test_stranger')
    await expect(stranger.customers.list()).rejects.toMatchObject({
      statusCode: 401,
      type: 'StripeAuthenticationError',
    })
  })

  test('an account that is not connected is out of reach', async () => {
    const { stripe, client } = bodega
    const common = { name: 'X', country: 'ES', currency: 'eur', livemode: false }
    stripe.addAccount({ ...common, id: 'acct_shop', secretKey: 'sk_test_shop', connectedTo: account })
    stripe.addAccount({ ...common, id: 'acct_far', secretKey: 'sk_test_far' })
    stripe.addCustomer({ account: 'acct_shop', id: 'cus_ana', name: 'Ana' })
    expect(await client.customers.retrieve('cus_ana', {}, { stripeAccount: 'acct_shop' })).toMatchObject({
      name: 'Ana',
    })
    const far = client.customers.list({}, { stripeAccount: 'acct_far' })
    await expect(far).rejects.toMatchObject({ statusCode: 403, type: 'StripePermissionError' })
  })

  test.each([
    ['a path that cannot be expanded', ['number'], /cannot be expanded/],
    ['more than four levels', ['payments.data.payment.payment_intent.latest_charge'], /more than 4 levels/],
  ])('%s is refused', async (_, expand, message) => {
    const id = bodega.stripe.declineRenewal('cus_maya')
    const call = bodega.client.invoices.retrieve(id, { expand })
    await expect(call).rejects.toMatchObject({ statusCode: 400, message: expect.stringMatching(message) })
  })

  test('a parameter that Stripe does not know is refused', async () => {
    const call = bodega.client.rawRequest('POST', '/v1/customers/cus_maya', { nick: 'M' })
    await expect(call).rejects.toMatchObject({ statusCode: 400, code: 'parameter_unknown' })
  })

  test('a card that is declined through the API answers 402 with its payment intent', async () => {
    const { stripe, client } = bodega
    const id = stripe.declineRenewal('cus_maya')
    await expect(client.invoices.pay(id)).rejects.toMatchObject({
      statusCode: 402,
      code: 'card_declined',
      decline_code: 'generic_decline',
      payment_intent: { status: 'requires_payment_method' },
    })
  })
})

describe('lists', () => {
  test('are walked page by page, newest first', async () => {
    const { stripe, client } = bodega
    for (const n of [1, 2, 3, 4, 5]) stripe.addCustomer({ account, id: `cus_${n}`, name: `${n}` })
    const first = await client.customers.list({ limit: 2 })
    expect(first).toMatchObject({
      has_more: true,
      url: '/v1/customers',
      data: [{ id: 'cus_5' }, { id: 'cus_4' }],
    })
    const everyone = await client.customers.list({ limit: 2 }).autoPagingToArray({ limit: 100 })
    expect(everyone.map(({ id }) => id)).toEqual(['cus_5', 'cus_4', 'cus_3', 'cus_2', 'cus_1', 'cus_maya'])
    const newer = await client.customers.list({ limit: 2, ending_before: 'cus_2' })
    expect(newer.data.map(({ id }) => id)).toEqual(['cus_4', 'cus_3'])
    await expect(client.customers.list({ limit: 101 })).rejects.toMatchObject({ statusCode: 400 })
  })

  test('of events can be narrowed by type and time, for a server that was away', async () => {
    const { stripe, client, clock } = bodega
    stripe.addCustomer({ account, name: 'Early' })
    await clock.moveTo(clock.now().add({ hours: 1 }))
    stripe.addCustomer({ account, name: 'Late' })
    stripe.updateCustomer('cus_maya', { name: 'Maya R.' })
    const since = clock.now().epochMilliseconds / 1000
    const { data } = await client.events.list({ types: ['customer.created'], created: { gte: since } })
    expect(data).toMatchObject([{ data: { object: { name: 'Late' } } }])
  })
})

describe('metadata', () => {
  test('merges, and an empty value takes its key away', async () => {
    const { client, stripe, endpoint } = bodega
    await client.customers.update('cus_maya', { metadata: { a: '1', b: '2' } })
    const updated = await client.customers.update('cus_maya', { metadata: { a: '', c: '3' } })
    expect(updated.metadata).toEqual({ b: '2', c: '3' })
    await stripe.delivered()
    expect(endpoint.received.at(-1)?.event).toMatchObject({
      type: 'customer.updated',
      data: { previous_attributes: { metadata: { a: '1', c: null } } },
    })
    expect((await client.customers.update('cus_maya', { metadata: '' })).metadata).toEqual({})
  })

  test('of a payment intent changes without an event', async () => {
    const { client, stripe, endpoint } = bodega
    const id = stripe.declineRenewal('cus_maya')
    stripe.payInvoice(id)
    const [intent = ''] = stripe.paymentIntentsOf(id)
    await stripe.delivered()
    endpoint.forget()
    await client.paymentIntents.update(intent, { metadata: { paynudge: 'yes' } })
    await client.invoices.update(id, { metadata: { paynudge: 'yes' } })
    await stripe.delivered()
    expect(endpoint.types()).toEqual(['invoice.updated'])
  })

  test.each([
    ['a key of 41 characters', { ['k'.repeat(41)]: '1' }],
    ['a key with square brackets', { 'a[b]': '1' }],
    ['a value of 501 characters', { a: 'v'.repeat(501) }],
    ['51 keys', Object.fromEntries(Array.from({ length: 51 }, (_, i) => [`k${i}`, '1']))],
  ])('with %s is refused', async (_, metadata) => {
    const call = bodega.client.customers.update('cus_maya', { metadata })
    await expect(call).rejects.toMatchObject({ statusCode: 400 })
  })
})

describe('idempotency', () => {
  test('gives the first answer again under the same key', async () => {
    const { client, stripe } = bodega
    const id = stripe.declineRenewal('cus_maya')
    stripe.payInvoice(id)
    const [intent = ''] = stripe.paymentIntentsOf(id)
    const ask = () =>
      client.refunds.create({ payment_intent: intent, amount: 100 }, { idempotencyKey: 'once' })
    const [first, second] = [await ask(), await ask()]
    expect(second.id).toBe(first.id)
    expect(second.lastResponse.headers['idempotent-replayed']).toBe('true')
    expect((await client.refunds.list()).data).toHaveLength(1)
  })

  test('refuses the key for something else', async () => {
    const { client } = bodega
    await client.customers.create({ name: 'A' }, { idempotencyKey: 'once' })
    const other = client.customers.create({ name: 'B' }, { idempotencyKey: 'once' })
    await expect(other).rejects.toMatchObject({ statusCode: 400, type: 'StripeIdempotencyError' })
  })
})

describe('expansion', () => {
  test('reaches through a list', async () => {
    const { client, stripe } = bodega
    stripe.declineRenewal('cus_maya')
    const expand = ['data.customer.invoice_settings.default_payment_method', 'data.items.data.price']
    const two = ['data.customer', 'data.latest_invoice.payments']
    const { data } = await client.subscriptions.list({ expand: two })
    expect(data[0]).toMatchObject({
      customer: { name: 'Maya Ruiz' },
      latest_invoice: { payments: { data: [{ object: 'invoice_payment' }] } },
    })
    await expect(client.subscriptions.list({ expand })).rejects.toMatchObject({ statusCode: 400 })
  })

  test('shows a deleted customer as deleted', async () => {
    const { client, stripe } = bodega
    const id = stripe.declineRenewal('cus_maya')
    stripe.deleteCustomer('cus_maya')
    const invoice = await client.invoices.retrieve(id, { expand: ['customer'] })
    expect(invoice.customer).toEqual({ id: 'cus_maya', object: 'customer', deleted: true })
  })
})

test('the live and the test mode of one account share nothing', async () => {
  const { stripe } = bodega
  stripe.addAccount({
    id: account,
    name: 'Bodega',
    country: 'ES',
    currency: 'eur',
    livemode: true,
    secretKey: 'sk_live_b',
  })
  stripe.addCustomer({ account: `${account}/live`, id: 'cus_live', name: 'Lea' })
  const live = await clientFor(stripe.url, 'sk_live_b').customers.list()
  expect(live.data).toMatchObject([{ id: 'cus_live', livemode: true }])
})

test('the same seed gives the same ids', async () => {
  const again = await startBodega()
  addMaya(again)
  expect(again.stripe.declineRenewal('cus_maya')).toBe(bodega.stripe.declineRenewal('cus_maya'))
  await again.close()
})

test('a merchant may still charge an invoice that was given up', async () => {
  const { stripe, client } = bodega
  const id = stripe.declineRenewal('cus_maya')
  stripe.markUncollectible(id)
  stripe.setDecline('cus_maya')
  expect(await client.invoices.pay(id)).toMatchObject({ status: 'paid', attempt_count: 1 })
})
