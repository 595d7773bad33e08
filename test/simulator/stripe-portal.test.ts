import type Stripe from 'stripe'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { account, addMaya, type Bodega, startBodega, toldDuring, typesOf } from './rehearsal.ts'

let bodega: Bodega

beforeEach(async () => {
  bodega = await startBodega()
  addMaya(bodega)
})

afterEach(() => bodega.close())

const returnUrl = 'https://bodega.example/thanks'
const toCard: Stripe.BillingPortal.SessionCreateParams = {
  customer: 'cus_maya',
  return_url: 'https://bodega.example/account',
  flow_data: {
    type: 'payment_method_update',
    after_completion: { type: 'redirect', redirect: { return_url: returnUrl } },
  },
}

const create = (params = toCard) => bodega.client.billingPortal.sessions.create(params)
const pass = (time: Temporal.DurationLike) => bodega.clock.moveTo(bodega.clock.now().add(time))
const submit = (url: string, fields: Record<string, string>) =>
  fetch(url, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' })
const cardOfMaya = () => bodega.stripe.cardOnFile('cus_maya').card?.last4

describe('a portal session', () => {
  test('is given out with a short-lived address and is told', async () => {
    const told = await toldDuring(bodega, async () => {
      expect(await create()).toMatchObject({
        object: 'billing_portal.session',
        url: expect.stringContaining(`/p/session/${account}/test_`),
        flow: { type: 'payment_method_update', after_completion: { redirect: { return_url: returnUrl } } },
        after_expiration: null,
      })
    })
    expect(typesOf(told)).toEqual(['billing_portal.session.created'])
  })

  test.each<[string, Partial<Stripe.BillingPortal.SessionCreateParams>, number]>([
    ['for nobody', { customer: '' }, 400],
    ['for a customer who does not exist', { customer: 'cus_x' }, 404],
    [
      'that is to lead back to nowhere',
      { flow_data: { type: 'payment_method_update', after_completion: { type: 'redirect' } } },
      400,
    ],
  ])('%s is refused', async (_, params, statusCode) => {
    await expect(create({ ...toCard, ...params })).rejects.toMatchObject({ statusCode })
  })

  test('is refused while the merchant never saved the portal settings', async () => {
    bodega.stripe.changeSettings(account, { portal: 'never-saved' })
    await expect(create()).rejects.toMatchObject({
      statusCode: 400,
      type: 'StripeInvalidRequestError',
      message: expect.stringContaining('No configuration provided'),
    })
  })
})

describe('the portal page', () => {
  test('puts a card that works on file and leads back', async () => {
    const { url } = await create()
    expect(await (await fetch(url)).text()).toContain('•••• 4242')
    bodega.stripe.giveCard('cus_maya', { brand: 'mastercard', last4: '4444' })
    const told = await toldDuring(bodega, async () => {
      const answer = await submit(url, { card: 'visa' })
      expect(answer.status).toBe(303)
      expect(answer.headers.get('location')).toBe(returnUrl)
    })
    expect(typesOf(told)).toEqual([
      'setup_intent.created',
      'payment_method.attached',
      'setup_intent.succeeded',
      'customer.updated',
    ])
    expect(cardOfMaya()).toBe('4242')
  })

  test('puts a card on file whose bank asks for the shopper, as it does for a payment later', async () => {
    await submit((await create()).url, { card: 'secure' })
    expect(cardOfMaya()).toBe('3155')
    const { latest_charge } = bodega.stripe.find(
      'payment_intent',
      bodega.stripe.chargeOffSession('cus_maya', { amount: 900 }),
    )
    expect(bodega.stripe.find('charge', String(latest_charge))).toMatchObject({
      status: 'failed',
      failure_code: 'authentication_required',
    })
  })

  test('leaves the card of a subscription alone', async () => {
    const { stripe } = bodega
    stripe.giveSubscriptionCard('cus_maya', { brand: 'mastercard', last4: '4444' })
    const { id, default_payment_method: own } = await subscription()
    await submit((await create()).url, { card: 'visa' })
    expect(stripe.find('subscription', id).default_payment_method).toBe(own)
  })

  test('keeps a declined card outside and says why', async () => {
    const { url } = await create()
    const told = await toldDuring(bodega, async () => {
      const answer = await submit(url, { card: 'mastercard' })
      expect(await answer.text()).toContain('Your card was declined.')
    })
    expect(typesOf(told)).toEqual(['setup_intent.created', 'setup_intent.setup_failed'])
    expect(cardOfMaya()).toBe('4242')
    const [setup] = (await bodega.client.setupIntents.list({ customer: 'cus_maya' })).data
    expect(setup).toMatchObject({
      status: 'requires_payment_method',
      last_setup_error: { decline_code: 'generic_decline' },
    })
  })

  test('confirms by itself where nothing else was asked for', async () => {
    const after_completion = {
      type: 'hosted_confirmation',
      hosted_confirmation: { custom_message: 'Bravo' },
    } as const
    const { url } = await create({
      ...toCard,
      flow_data: { type: 'payment_method_update', after_completion },
    })
    await submit(url, { card: 'visa' })
    const text = await (await fetch(url)).text()
    expect(text).toContain('Your card is saved')
    expect(text).toContain('Bravo')
    expect(await toldDuring(bodega, () => submit(url, { card: 'visa' }))).toEqual([])
  })

  test('shows the plan to a shopper who came for nothing in particular', async () => {
    const { url } = await create({ customer: 'cus_maya' })
    expect(await (await fetch(url)).text()).toContain('Wine club')
  })
})

async function subscription(): Promise<Stripe.Subscription> {
  const [found] = (await bodega.client.subscriptions.list({ customer: 'cus_maya' })).data
  if (!found) throw new Error('Maya has no subscription')
  return found
}

describe('a portal link', () => {
  test('that nobody opens is dead after five minutes', async () => {
    const { url } = await create()
    await pass({ minutes: 5, seconds: 1 })
    expect((await fetch(url)).status).toBe(404)
    expect((await submit(url, { card: 'visa' })).status).toBe(404)
  })

  test('that was opened lives on for an hour after each step', async () => {
    const { url } = await create()
    for (let step = 0; step < 3; step += 1) {
      await pass({ minutes: step === 0 ? 4 : 50 })
      expect((await fetch(url)).status).toBe(200)
    }
    await pass({ minutes: 61 })
    expect((await fetch(url)).status).toBe(404)
  })

  test('that has died lets its customer log in where that was asked for', async () => {
    const { url } = await create({ ...toCard, after_expiration: { type: 'customer_login' } })
    await pass({ hours: 30 * 24 })
    const text = await (await fetch(url)).text()
    expect(text).toContain('Log in')
    expect(text).toContain('m•••@example.com')
    await submit(url, { card: 'visa' })
    expect(await (await fetch(url)).text()).toContain('Log in')
    await submit(url, { login: 'code' })
    expect(await (await fetch(url)).text()).toContain('Another card')
    expect((await submit(url, { card: 'visa' })).headers.get('location')).toBe(returnUrl)
  })

  test('lets nobody log in after the time set for that', async () => {
    const expires_at = bodega.clock.now().add({ hours: 24 }).epochMilliseconds / 1000
    const after_expiration = { type: 'customer_login', customer_login: { expires_at } } as const
    const { url } = await create({ ...toCard, after_expiration })
    await pass({ hours: 23 })
    expect((await fetch(url)).status).toBe(200)
    await pass({ hours: 1 })
    expect((await fetch(url)).status).toBe(404)
  })
})
