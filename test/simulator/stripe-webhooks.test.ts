import Stripe from 'stripe'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { account, addMaya, type Bodega, startBodega, startEndpoint } from './rehearsal.ts'

let bodega: Bodega

beforeEach(async () => {
  bodega = await startBodega()
  addMaya(bodega)
})

afterEach(() => bodega.close())

test('a world that is seeded silently sends nothing', async () => {
  await bodega.stripe.delivered()
  expect(bodega.endpoint.received).toEqual([])
})

test('each secret signs while one is rolled', async () => {
  const { stripe, clock } = bodega
  const endpoint = await startEndpoint()
  const secrets = ['whsec_old', 'whsec_new']
  stripe.addWebhookEndpoint({ account, url: endpoint.url, secrets, enabledEvents: ['customer.updated'] })
  stripe.updateCustomer('cus_maya', { phone: '+34600000009' })
  await stripe.delivered()
  const [first] = endpoint.received
  for (const secret of secrets) {
    const { webhooks } = new Stripe('sk_x')
    const now = clock.now().epochMilliseconds
    const event = webhooks.constructEvent(
      first?.body ?? '',
      first?.signature ?? '',
      secret,
      300,
      undefined,
      now,
    )
    expect(event.data.previous_attributes).toEqual({ phone: '+34600000001' })
  }
  endpoint.close()
})

describe('deliveries', () => {
  test('that are refused come again later on the clock', async () => {
    const { stripe, endpoint, clock } = bodega
    endpoint.statuses.push(500, 503)
    const id = stripe.send(account, { type: 'customer.updated' })
    await stripe.delivered()
    await clock.moveTo(clock.now().add({ minutes: 6 }))
    expect(stripe.deliveries.map(({ eventId, status }) => [eventId, status])).toEqual([
      [id, 500],
      [id, 503],
      [id, 200],
    ])
  })

  test('are given up in the end', async () => {
    const { stripe, endpoint, clock } = bodega
    endpoint.statuses.push(...Array.from({ length: 20 }, () => 500))
    stripe.send(account, { type: 'customer.updated' })
    await stripe.delivered()
    await clock.moveTo(clock.now().add({ hours: 72 }))
    expect(stripe.deliveries).toHaveLength(7)
  })

  test('can be held and released in reverse', async () => {
    const { stripe, endpoint } = bodega
    stripe.hold()
    const sent = ['a', 'b', 'c'].map((type) => stripe.send(account, { type }))
    await stripe.delivered()
    expect(endpoint.received).toEqual([])
    stripe.release('reverse')
    await stripe.delivered()
    expect(endpoint.received.map(({ event }) => event.id)).toEqual(sent.toReversed())
  })

  test('can come twice under the same event id', async () => {
    const { stripe, endpoint } = bodega
    const id = stripe.send(account, {
      type: 'invoice.paid',
      api_version: '2020-08-27',
      data: { object: { id: 'in_1' } },
    })
    stripe.resend(id)
    await stripe.delivered()
    expect(endpoint.received.map(({ event }) => [event.id, event.api_version])).toEqual([
      [id, '2020-08-27'],
      [id, '2020-08-27'],
    ])
  })

  test('of a dead endpoint count as unanswered', async () => {
    const { stripe, endpoint } = bodega
    endpoint.close()
    stripe.send(account, { type: 'customer.updated' })
    await stripe.delivered()
    expect(stripe.deliveries).toMatchObject([{ status: 0 }])
  })
})

test('a connect endpoint hears of connected accounts, by their name', async () => {
  const { stripe } = bodega
  const endpoint = await startEndpoint()
  const common = { name: 'X', country: 'ES', currency: 'eur', livemode: false }
  stripe.addAccount({ ...common, id: 'acct_platform', secretKey: 'sk_test_platform' })
  stripe.addAccount({ ...common, id: 'acct_shop', secretKey: 'sk_test_shop', connectedTo: 'acct_platform' })
  stripe.addWebhookEndpoint({
    account: 'acct_platform',
    url: endpoint.url,
    secrets: ['whsec_p'],
    connect: true,
  })
  stripe.addCustomer({ account: 'acct_shop', name: 'Ana' })
  stripe.addCustomer({ account: 'acct_platform', name: 'Ben' })
  await stripe.delivered()
  expect(endpoint.received.map(({ event }) => event.account)).toEqual(['acct_shop'])
  endpoint.close()
})
