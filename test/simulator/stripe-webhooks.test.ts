import Stripe from 'stripe'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { account, addMaya, type Bodega, startBodega, startEndpoint } from './rehearsal.ts'

let bodega: Bodega

beforeEach(async () => {
  bodega = await startBodega()
  addMaya(bodega)
})

afterEach(() => bodega.close())

const refusals = Array.from({ length: 20 }, () => 500)

/** An account in live mode and its endpoint. */
async function openLiveShop({ stripe }: Bodega) {
  const endpoint = await startEndpoint()
  const parts = { name: 'Live', country: 'ES', currency: 'eur', livemode: true }
  stripe.addAccount({ ...parts, id: 'acct_live', secretKey: 'sk_live_shop' })
  stripe.addWebhookEndpoint({ account: 'acct_live', url: endpoint.url, secrets: ['whsec_live'] })
  return endpoint
}

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

test('an endpoint gets the events a merchant chose for it, and the others are listed all the same', async () => {
  const { stripe, endpoint } = bodega
  stripe.chooseEvents(account, ['invoice.upcoming'])

  stripe.send(account, { type: 'invoice.upcoming' })
  const unheard = stripe.send(account, { type: 'customer.updated' })
  await stripe.delivered()

  expect(endpoint.received.map(({ body }) => JSON.parse(body).type)).toEqual(['invoice.upcoming'])
  expect(stripe.eventsOf(account, 'customer.updated').map(({ id }) => id)).toEqual([unheard])
})

describe('deliveries', () => {
  test('that are refused come again later on the clock', async () => {
    const { stripe, endpoint, clock } = bodega
    endpoint.statuses.push(500, 301)
    const eventId = stripe.send(account, { type: 'customer.updated' })
    await stripe.delivered()
    await clock.moveTo(clock.now().add({ hours: 3 }))
    expect(stripe.deliveries).toMatchObject([
      { eventId, attempt: 1, status: 500 },
      { eventId, attempt: 2, status: 301 },
      { eventId, attempt: 3, status: 200 },
    ])
  })

  test('outside live mode come three more times over a few hours, and no more', async () => {
    const { stripe, endpoint, clock } = bodega
    endpoint.statuses.push(...refusals)
    stripe.send(account, { type: 'customer.updated' })
    await stripe.delivered()
    await clock.moveTo(clock.now().add({ hours: 6 }))
    expect(stripe.deliveries).toHaveLength(4)
    await clock.moveTo(clock.now().add({ hours: 72 }))
    expect(stripe.deliveries).toHaveLength(4)
  })

  test('in live mode come for almost three days, less and less often', async () => {
    const { stripe, clock } = bodega
    const endpoint = await openLiveShop(bodega)
    endpoint.statuses.push(...refusals)
    stripe.send('acct_live', { type: 'customer.updated' })
    await stripe.delivered()
    await clock.moveTo(clock.now().add({ hours: 24 * 10 }))
    const times = endpoint.received.map(({ signature }) => Number(/t=(\d+)/.exec(signature)?.[1]))
    const pauses = times.slice(1).map((time, i) => time - times[i]!)
    expect(pauses).toEqual(pauses.toSorted((a, b) => a - b))
    const hours = (times.at(-1)! - times[0]!) / 3_600
    expect(hours).toBeGreaterThan(60)
    expect(hours).toBeLessThanOrEqual(72)
    endpoint.close()
  })

  test('can come again in minutes where real life takes days', async () => {
    await bodega.close()
    bodega = await startBodega({ retryScale: 0.001 })
    const endpoint = await openLiveShop(bodega)
    endpoint.statuses.push(...refusals)
    bodega.stripe.send('acct_live', { type: 'customer.updated' })
    await bodega.stripe.delivered()
    await bodega.clock.moveTo(bodega.clock.now().add({ minutes: 5 }))
    expect(bodega.stripe.deliveries).toHaveLength(11)
    endpoint.close()
  })

  test('to an endpoint that never answers hold up the clock only for so long', async () => {
    await bodega.close()
    bodega = await startBodega({ answerTimeoutMs: 500 })
    const { stripe, endpoint, clock } = bodega
    endpoint.statuses.push(...Array.from({ length: 100 }, () => 0))
    for (let i = 0; i < 20; i += 1) stripe.send(account, { type: 'customer.updated' })
    const began = performance.now()
    await stripe.delivered()
    await clock.moveTo(clock.now().add({ minutes: 10 }))
    expect(performance.now() - began).toBeLessThan(20 * 500)
    expect(stripe.deliveries.filter(({ status }) => status === 0)).toHaveLength(40)
    endpoint.statuses.length = 0
    await clock.moveTo(clock.now().add({ hours: 4 }))
    const taken = stripe.deliveries.filter(({ status }) => status === 200)
    expect(new Set(taken.map(({ eventId }) => eventId)).size).toBe(20)
  })

  test('that were not answered when the stand-in closes are given up at once', async () => {
    const { stripe, endpoint } = await startBodega()
    endpoint.statuses.push(0)
    stripe.send(account, { type: 'customer.updated' })
    await expect.poll(() => endpoint.received.length).toBe(1)
    await stripe.close()
    await stripe.delivered()
    expect(stripe.deliveries).toMatchObject([{ status: 0 }])
    endpoint.close()
  })

  test('can be held and released in reverse', async () => {
    const { stripe, endpoint } = bodega
    stripe.hold()
    const sent = ['a', 'b', 'c'].map((type) => stripe.send(account, { type }))
    await stripe.delivered()
    expect(endpoint.received).toEqual([])
    await stripe.release('reverse')
    expect(endpoint.received.map(({ event }) => event.id)).toEqual(sent.toReversed())
  })

  test('that are released shuffled leave in the order of their seed', async () => {
    const { stripe, endpoint } = bodega
    const leave = async (shuffledBy: string) => {
      endpoint.forget()
      stripe.hold()
      for (const type of ['a', 'b', 'c', 'd', 'e', 'f']) stripe.send(account, { type })
      await stripe.release({ shuffledBy })
      return endpoint.types().join('')
    }
    const first = await leave('one')
    expect(first).not.toBe('abcdef')
    expect([...first].sort().join('')).toBe('abcdef')
    expect(await leave('one')).toBe(first)
    expect(await leave('two')).not.toBe(first)
  })

  test('can arrive twice, so many of them', async () => {
    const { stripe, endpoint } = bodega
    stripe.duplicateWebhooks(2)
    for (const type of ['a', 'b', 'c']) stripe.send(account, { type })
    await stripe.delivered()
    expect(endpoint.types()).toEqual(['a', 'a', 'b', 'b', 'c'])
  })

  test('can take their time on the clock', async () => {
    const { stripe, endpoint, clock } = bodega
    stripe.delayWebhooks(90_000)
    stripe.send(account, { type: 'a' })
    await clock.moveTo(clock.now().add({ seconds: 89 }))
    expect(endpoint.received).toEqual([])
    await clock.moveTo(clock.now().add({ seconds: 1 }))
    expect(endpoint.types()).toEqual(['a'])
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

  test('to an endpoint that is down fail at once, and come when it is up again', async () => {
    const { stripe, endpoint, clock } = bodega
    endpoint.close()
    const began = performance.now()
    stripe.send(account, { type: 'customer.updated' })
    await stripe.delivered()
    expect(performance.now() - began).toBeLessThan(2_000)
    expect(stripe.deliveries).toMatchObject([{ status: 0 }])
    const again = await startEndpoint(Number(new URL(endpoint.url).port))
    await clock.moveTo(clock.now().add({ minutes: 10 }))
    expect(again.types()).toEqual(['customer.updated'])
    again.close()
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
