import type Stripe from 'stripe'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { account, addMaya, type Bodega, startBodega } from './rehearsal.ts'

let bodega: Bodega

beforeEach(async () => {
  bodega = await startBodega()
  addMaya(bodega)
})

afterEach(() => bodega.close())

const look = (id: string, expand: string[] = []) => bodega.client.paymentIntents.retrieve(id, { expand })

/** The types of the events that were sent since the last look. */
async function told() {
  await bodega.stripe.delivered()
  return bodega.endpoint.forget().map(({ event }) => event.type)
}

/** The card that Maya has on file. */
async function cardOnFile(): Promise<string> {
  const { data } = await bodega.client.customers.listPaymentMethods('cus_maya')
  return data[0]?.id ?? ''
}

describe('a charge of the card on file', () => {
  test('that goes through is paid at once', async () => {
    const id = bodega.stripe.chargeOffSession('cus_maya', { amount: 1500, metadata: { order: '7' } })
    expect(await told()).toEqual(['payment_intent.created', 'charge.succeeded', 'payment_intent.succeeded'])
    expect(await look(id, ['latest_charge'])).toMatchObject({
      status: 'succeeded',
      amount: 1500,
      amount_received: 1500,
      currency: 'eur',
      customer: 'cus_maya',
      metadata: { order: '7' },
      latest_charge: { amount: 1500 },
    })
  })

  test('that is declined says why, and belongs to no invoice and no session', async () => {
    const { stripe, client } = bodega
    const id = stripe.chargeOffSession('cus_maya', { amount: 1500, declineCode: 'insufficient_funds' })
    expect(await told()).toEqual(['payment_intent.created', 'charge.failed', 'payment_intent.payment_failed'])
    expect(await look(id)).toMatchObject({
      status: 'requires_payment_method',
      payment_method: null,
      last_payment_error: {
        type: 'card_error',
        code: 'card_declined',
        decline_code: 'insufficient_funds',
        payment_method: { id: await cardOnFile(), type: 'card' },
      },
    })
    const payment = { type: 'payment_intent', payment_intent: id } as const
    expect((await client.invoicePayments.list({ payment })).data).toEqual([])
    expect((await client.checkout.sessions.list({ payment_intent: id })).data).toEqual([])
  })

  test('that needs the shopper fails for want of authentication', async () => {
    const id = bodega.stripe.chargeOffSession('cus_maya', {
      amount: 1500,
      declineCode: 'authentication_required',
    })
    expect(await told()).toContain('payment_intent.payment_failed')
    expect(await look(id)).toMatchObject({
      status: 'requires_payment_method',
      last_payment_error: { code: 'authentication_required', decline_code: 'authentication_required' },
    })
  })

  test('of a merchant who did not say that the shopper is away waits for them', async () => {
    const { stripe } = bodega
    const id = stripe.chargeOffSession('cus_maya', { amount: 1500, needsAuthentication: true })
    expect(await told()).toEqual(['payment_intent.created', 'payment_intent.requires_action'])
    expect(await look(id)).toMatchObject({
      status: 'requires_action',
      last_payment_error: null,
      next_action: { type: 'use_stripe_sdk' },
    })
    stripe.authenticate(id)
    expect(await told()).toEqual(['charge.succeeded', 'payment_intent.succeeded'])
    expect(await look(id, ['latest_charge'])).toMatchObject({
      status: 'succeeded',
      latest_charge: { payment_method_details: { card: { three_d_secure: { result: 'authenticated' } } } },
    })
    expect(() => stripe.authenticate(id)).toThrow(/waits for no authentication/)
  })

  test('fails when the shopper cannot authenticate', async () => {
    const { stripe } = bodega
    const id = stripe.chargeOffSession('cus_maya', { amount: 1500, needsAuthentication: true })
    await told()
    stripe.failAuthentication(id)
    expect(await told()).toEqual(['payment_intent.payment_failed'])
    expect(await look(id)).toMatchObject({
      status: 'requires_payment_method',
      last_payment_error: { code: 'payment_intent_authentication_failure' },
    })
  })

  test('is not tried without a card', () => {
    const { stripe } = bodega
    stripe.addCustomer({ account, id: 'cus_ana', name: 'Ana' })
    expect(() => stripe.chargeOffSession('cus_ana', { amount: 1500 })).toThrow(/no card on file/)
  })
})

describe('a charge that failed', () => {
  test('can be paid by the shopper with another card, and given back', async () => {
    const { stripe, client } = bodega
    const id = stripe.chargeOffSession('cus_maya', { amount: 1500, declineCode: 'expired_card' })
    await told()
    stripe.payIntent(id, { card: { brand: 'mastercard', last4: '4444' } })
    expect(await told()).toEqual(['charge.succeeded', 'payment_intent.succeeded'])
    expect(await look(id)).toMatchObject({ status: 'succeeded', last_payment_error: null })
    stripe.refund(id, 500)
    expect(await told()).toEqual(['refund.created', 'charge.refunded', 'refund.updated'])
    const { data } = await client.refunds.list({ payment_intent: id })
    expect(data).toMatchObject([{ amount: 500 }])
  })

  test('can fail again', async () => {
    const { stripe } = bodega
    const id = stripe.chargeOffSession('cus_maya', { amount: 1500, declineCode: 'expired_card' })
    stripe.payIntent(id, { card: { brand: 'visa', last4: '0002', decline: 'do_not_honor' } })
    expect((await look(id)).last_payment_error).toMatchObject({ decline_code: 'do_not_honor' })
  })

  test('can be given up', async () => {
    const { stripe } = bodega
    const id = stripe.chargeOffSession('cus_maya', { amount: 1500, declineCode: 'expired_card' })
    await told()
    stripe.cancelIntent(id)
    expect(await told()).toEqual(['payment_intent.canceled'])
    expect(await look(id)).toMatchObject({ status: 'canceled', cancellation_reason: 'abandoned' })
    expect(() => stripe.payIntent(id)).toThrow(/is canceled/)
  })
})

describe('through the API', () => {
  const sum = { amount: 1500, currency: 'eur' } as const

  test('a payment intent is made, changed, confirmed and found by its customer', async () => {
    const { client } = bodega
    const { id, status } = await client.paymentIntents.create({
      ...sum,
      customer: 'cus_maya',
      receipt_email: 'maya@example.com',
      shipping: { name: 'Maya Ruiz', phone: '+34600000001', address: { country: 'ES' } },
    })
    expect(status).toBe('requires_payment_method')
    await client.paymentIntents.update(id, { metadata: { paynudge: 'yes' }, description: 'Rioja' })
    expect(await told()).toEqual(['payment_intent.created'])
    const confirmed = await client.paymentIntents.confirm(id, {
      payment_method: await cardOnFile(),
      expand: ['latest_charge'],
    })
    expect(confirmed).toMatchObject({
      status: 'succeeded',
      metadata: { paynudge: 'yes' },
      latest_charge: {
        receipt_email: 'maya@example.com',
        description: 'Rioja',
        shipping: { phone: '+34600000001' },
      },
    })
    const { data } = await client.paymentIntents.list({ customer: 'cus_maya' })
    expect(data[0]?.id).toBe(id)
  })

  test('a card that was chosen before waits for the confirmation', async () => {
    const { client } = bodega
    const payment_method = await cardOnFile()
    const { id, status } = await client.paymentIntents.create({
      ...sum,
      customer: 'cus_maya',
      payment_method,
    })
    expect(status).toBe('requires_confirmation')
    expect(await client.paymentIntents.confirm(id)).toMatchObject({ status: 'succeeded', payment_method })
  })

  test('a declined charge answers 402, and leaves its payment intent behind', async () => {
    const { stripe, client } = bodega
    stripe.setDecline('cus_maya', 'insufficient_funds')
    const params = { ...sum, customer: 'cus_maya', payment_method: await cardOnFile() }
    const call = client.paymentIntents.create({ ...params, confirm: true, off_session: true })
    await expect(call).rejects.toMatchObject({
      statusCode: 402,
      code: 'card_declined',
      decline_code: 'insufficient_funds',
      payment_intent: { status: 'requires_payment_method' },
    })
    expect((await client.paymentIntents.list({ customer: 'cus_maya' })).data).toMatchObject([
      { amount: 1500, status: 'requires_payment_method' },
      { amount: 2400, status: 'succeeded' },
    ])
  })

  test.each([
    ['answers 402 when the shopper is said to be away', true, 'payment_intent.payment_failed'],
    ['waits when the shopper may be there', false, 'payment_intent.requires_action'],
  ] as const)('a card that needs authentication %s', async (_, off_session, type) => {
    const { stripe, client } = bodega
    stripe.setDecline('cus_maya', 'authentication_required')
    const params = { ...sum, customer: 'cus_maya', payment_method: await cardOnFile(), confirm: true }
    const call = client.paymentIntents.create({ ...params, ...(off_session && { off_session }) })
    if (off_session) await expect(call).rejects.toMatchObject({ code: 'authentication_required' })
    else expect(await call).toMatchObject({ status: 'requires_action' })
    expect((await told()).at(-1)).toBe(type)
  })

  test('a payment intent is canceled once', async () => {
    const { client } = bodega
    const { id } = await client.paymentIntents.create(sum)
    const reason = { cancellation_reason: 'duplicate' } as const
    expect(await client.paymentIntents.cancel(id, reason)).toMatchObject({
      status: 'canceled',
      cancellation_reason: 'duplicate',
    })
    await expect(client.paymentIntents.cancel(id)).rejects.toMatchObject({
      code: 'payment_intent_unexpected_state',
    })
  })

  test.each([
    [
      'of a checkout session',
      () => {
        const id = bodega.stripe.startCheckout({ account, amount: 900 })
        bodega.stripe.declineAtCheckout(id)
        return String(bodega.stripe.find('checkout.session', id).payment_intent)
      },
    ],
    [
      'of an invoice',
      () => {
        bodega.stripe.declineRenewal('cus_maya')
        return newestIntent()
      },
    ],
  ])('a payment intent %s is left to it', async (_, make) => {
    const id = await make()
    await expect(bodega.client.paymentIntents.cancel(id)).rejects.toMatchObject({ statusCode: 400 })
    await expect(bodega.client.paymentIntents.confirm(id)).rejects.toMatchObject({ statusCode: 400 })
    expect(() => bodega.stripe.payIntent(id)).toThrow(/belongs to/)
    expect(() => bodega.stripe.cancelIntent(id)).toThrow(/belongs to/)
    expect(() => bodega.stripe.authenticate(id)).toThrow(/belongs to/)
    expect(() => bodega.stripe.failAuthentication(id)).toThrow(/belongs to/)
  })

  test.each([
    ['no amount', { currency: 'eur' }],
    ['an amount of nothing', { amount: 0, currency: 'eur' }],
    ['a customer nobody knows', { ...sum, customer: 'cus_x' }],
    ['a confirmation without a card', { ...sum, confirm: true }],
    ['the shopper away but nothing confirmed', { ...sum, off_session: true }],
    ['the types of payment method under their old name', { ...sum, payment_method_types: ['card'] }],
  ])('%s is refused, and nothing is made', async (_, params) => {
    const call = bodega.client.paymentIntents.create(params as unknown as Stripe.PaymentIntentCreateParams)
    await expect(call).rejects.toMatchObject({ type: 'StripeInvalidRequestError' })
    expect(await told()).toEqual([])
  })

  test('the card of one customer does not pay for another', async () => {
    const { client, stripe } = bodega
    stripe.addCustomer({ account, id: 'cus_ana', name: 'Ana' })
    const params = { ...sum, customer: 'cus_ana', payment_method: await cardOnFile(), confirm: true }
    await expect(client.paymentIntents.create(params)).rejects.toMatchObject({ param: 'payment_method' })
  })

  test('a charge asked for twice under one key is made once', async () => {
    const { client } = bodega
    const params = { ...sum, customer: 'cus_maya', payment_method: await cardOnFile(), confirm: true }
    const ask = () => client.paymentIntents.create(params, { idempotencyKey: 'once' })
    expect((await ask()).id).toBe((await ask()).id)
    expect((await client.charges.list({ customer: 'cus_maya' })).data).toHaveLength(2)
  })
})

/** The payment intent that was made last for Maya. */
async function newestIntent(): Promise<string> {
  const { data } = await bodega.client.paymentIntents.list({ customer: 'cus_maya', limit: 1 })
  return data[0]?.id ?? ''
}
