import type Stripe from 'stripe'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Accident } from '../../simulator/faults.ts'
import { account, addMaya, type Bodega, startBodega } from './rehearsal.ts'

let bodega: Bodega

beforeEach(async () => {
  bodega = await startBodega()
  addMaya(bodega)
})

afterEach(() => bodega.close())

/** The library tries once more by itself when a connection is cut, whatever `maxNetworkRetries` says. */
const twice = 2

/** A write that can be seen afterwards. */
function rename({ client }: Bodega, options?: Stripe.RequestOptions) {
  return client.customers.update('cus_maya', { name: 'Maya R.' }, options)
}

function isRenamed({ stripe }: Bodega): boolean {
  return stripe.find('customer', 'cus_maya').name === 'Maya R.'
}

describe('a refusal on purpose', () => {
  test('meets only the calls it is meant for, and then goes away', async () => {
    const { client, stripe } = bodega
    stripe.fail({ method: 'GET', path: /^\/v1\/customers/, status: 429 })
    expect(await client.accounts.retrieveCurrent()).toMatchObject({ id: account })
    await expect(client.customers.retrieve('cus_maya')).rejects.toMatchObject({ statusCode: 429 })
    expect(await client.customers.retrieve('cus_maya')).toMatchObject({ id: 'cus_maya' })
    expect(stripe.calls.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /v1/account',
      'GET /v1/customers/cus_maya',
      'GET /v1/customers/cus_maya',
    ])
  })

  test('carries any error and any header, and nothing is done', async () => {
    const { stripe } = bodega
    stripe.fail({ status: 400, type: 'idempotency_error', code: 'idempotency_key_in_use', message: 'Busy.' })
    stripe.fail({
      status: 429,
      code: 'lock_timeout',
      headers: { 'stripe-should-retry': 'false', 'retry-after': '7' },
    })
    await expect(rename(bodega)).rejects.toMatchObject({
      type: 'StripeIdempotencyError',
      code: 'idempotency_key_in_use',
      message: 'Busy.',
    })
    await expect(rename(bodega)).rejects.toMatchObject({
      type: 'StripeRateLimitError',
      code: 'lock_timeout',
      headers: { 'stripe-should-retry': 'false', 'retry-after': '7' },
    })
    expect(isRenamed(bodega)).toBe(false)
  })

  test.each([
    [402, 'StripeCardError'],
    [403, 'StripePermissionError'],
    [503, 'StripeAPIError'],
  ])('with %s and nothing else is the usual %s', async (status, type) => {
    bodega.stripe.fail({ status })
    await expect(rename(bodega)).rejects.toMatchObject({ type, statusCode: status })
  })
})

describe('an accident', () => {
  test.each<[Accident, string, boolean]>([
    ['reset-before', 'StripeConnectionError', false],
    ['unavailable', 'StripeAPIError', false],
    ['reset-after', 'StripeConnectionError', true],
    ['gateway-error', 'StripeAPIError', true],
  ])('of a write (%s) is a %s to the caller; carried out: %s', async (accident, type, isDone) => {
    bodega.stripe.fail({ method: 'POST', accident }, twice)
    await expect(rename(bodega)).rejects.toMatchObject({ type })
    expect(isRenamed(bodega)).toBe(isDone)
  })

  test('of a read loses the answer, and the next read gets one', async () => {
    const { client, stripe } = bodega
    stripe.fail({ method: 'GET', path: '/v1/customers/cus_maya', accident: 'reset-after' }, twice)
    await expect(client.customers.retrieve('cus_maya')).rejects.toThrow()
    expect(await client.customers.retrieve('cus_maya')).toMatchObject({ id: 'cus_maya' })
  })

  test('that loses the answer of a write does not let it be done twice under its key', async () => {
    const { client, stripe } = bodega
    stripe.fail({ method: 'POST', accident: 'reset-after' })
    const { id } = await client.customers.create({ name: 'Ana' }, { idempotencyKey: 'ana-1' })
    expect(stripe.calls.map(({ idempotencyKey }) => idempotencyKey)).toEqual(['ana-1', 'ana-1'])
    const all = await client.customers.list()
    expect(all.data.filter(({ name }) => name === 'Ana').map((one) => one.id)).toEqual([id])
  })

  test('can leave the caller waiting until it gives up', async () => {
    bodega.stripe.fail({ accident: 'hang' })
    await expect(rename(bodega, { timeout: 200 })).rejects.toMatchObject({ type: 'StripeConnectionError' })
    expect(isRenamed(bodega)).toBe(true)
  })

  test('ends with the stand-in, when the caller is patient', async () => {
    const other = await startBodega()
    addMaya(other)
    other.stripe.fail({ accident: 'hang' })
    const waiting = rename(other)
    await expect.poll(() => isRenamed(other)).toBe(true)
    await Promise.all([expect(waiting).rejects.toThrow(), other.close()])
  })

  test('can report a write before it is answered', async () => {
    const { stripe, endpoint } = bodega
    stripe.fail({ method: 'POST', accident: 'webhook-before-response' })
    expect(await rename(bodega)).toMatchObject({ name: 'Maya R.' })
    expect(endpoint.types()).toEqual(['customer.updated'])
  })
})

describe('a slow answer', () => {
  test('waits on the clock', async () => {
    const { client, stripe, clock } = bodega
    stripe.slow(5000)
    const call = client.customers.retrieve('cus_maya')
    await expect.poll(() => stripe.calls.length).toBe(1)
    await clock.moveTo(clock.now().add({ seconds: 5 }))
    expect(await call).toMatchObject({ id: 'cus_maya' })
  })

  test('comes to the calls that are meant, so many of them, and to no other', async () => {
    const { client, stripe, clock } = bodega
    stripe.slow(5000, { method: 'POST', path: '/v1/customers/cus_maya' }, 1)
    expect(await client.customers.retrieve('cus_maya')).toMatchObject({ name: 'Maya Ruiz' })
    const slow = rename(bodega)
    await expect.poll(() => stripe.calls.length).toBe(2)
    await rename(bodega)
    await clock.moveTo(clock.now().add({ seconds: 5 }))
    expect(await slow).toMatchObject({ name: 'Maya R.' })
  })
})

describe('who watches the calls', () => {
  test('may act when one comes in, and again when it is done and not yet answered', async () => {
    const { stripe } = bodega
    const seen: unknown[] = []
    stripe.onCall(async ({ method, path }, moment) => {
      await new Promise((resolve) => setImmediate(resolve))
      seen.push([moment, method, path, isRenamed(bodega)])
    })
    await rename(bodega)
    expect(seen).toEqual([
      ['arrived', 'POST', '/v1/customers/cus_maya', false],
      ['carried-out', 'POST', '/v1/customers/cus_maya', true],
    ])
  })

  test('sees a refused call come in only, and nothing after the end', async () => {
    const { stripe } = bodega
    const seen: string[] = []
    const stop = stripe.onCall((_, moment) => void seen.push(moment))
    stripe.fail({ status: 500 })
    await expect(rename(bodega)).rejects.toThrow()
    stop()
    await rename(bodega)
    expect(seen).toEqual(['arrived'])
  })
})
