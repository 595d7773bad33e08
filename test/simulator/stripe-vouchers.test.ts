import type Stripe from 'stripe'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { VoucherMethod } from '../../simulator/stripe/objects/voucher.ts'
import { account, addMaya, type Bodega, startBodega } from './rehearsal.ts'

let bodega: Bodega

beforeEach(async () => {
  bodega = await startBodega()
  addMaya(bodega)
})

afterEach(() => bodega.close())

/** The types of the events that were sent since the last look. */
async function told() {
  await bodega.stripe.delivered()
  return bodega.endpoint.forget().map(({ event }) => event.type)
}

const moveTo = (unixSeconds: number) =>
  bodega.clock.moveTo(Temporal.Instant.fromEpochMilliseconds(unixSeconds * 1000))

/** Maya leaves a checkout with a voucher in her hand. */
function leaveWithVoucher(method: VoucherMethod, currency: string): string {
  const { stripe } = bodega
  const id = stripe.startCheckout({ customer: 'cus_maya', amount: 5000, currency, methods: ['card', method] })
  stripe.completeCheckout(id, { method })
  return id
}

async function intentOf(session: string): Promise<Stripe.PaymentIntent> {
  const expand = ['payment_intent.latest_charge']
  const { payment_intent } = await bodega.client.checkout.sessions.retrieve(session, { expand })
  return payment_intent as Stripe.PaymentIntent
}

const page = expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/\w+\/\w+\/test_\w+$/)

describe('a checkout that ends with a voucher', () => {
  // The world stands at 2026-11-22T10:00:00Z.
  test.each([
    [
      'boleto',
      'brl',
      'boleto_display_details',
      { hosted_voucher_url: page, expires_at: at('2026-11-25T23:59:59-03:00') },
    ],
    [
      'oxxo',
      'mxn',
      'oxxo_display_details',
      { hosted_voucher_url: page, expires_after: at('2026-11-25T23:59:59-06:00') },
    ],
    [
      'konbini',
      'jpy',
      'konbini_display_details',
      { hosted_voucher_url: page, expires_at: at('2026-11-25T23:59:59+09:00') },
    ],
    [
      'multibanco',
      'eur',
      'multibanco_display_details',
      { hosted_voucher_url: page, expires_at: at('2026-11-29T23:59:59Z') },
    ],
    [
      'customer_balance',
      'eur',
      'display_bank_transfer_instructions',
      { hosted_instructions_url: page, amount_remaining: 5000, type: 'eu_bank_transfer' },
    ],
  ] as const)('shows a %s and waits for its money', async (method, currency, action, details) => {
    const session = leaveWithVoucher(method, currency)
    expect((await told()).slice(-3)).toEqual([
      'payment_intent.created',
      'payment_intent.requires_action',
      'checkout.session.completed',
    ])
    expect(bodega.stripe.find('checkout.session', session)).toMatchObject({
      status: 'complete',
      payment_status: 'unpaid',
      customer_details: { email: 'maya@example.com' },
    })
    expect(await intentOf(session)).toMatchObject({
      status: 'requires_action',
      latest_charge: null,
      next_action: { type: action, [action]: details },
    })
  })

  test('is paid when the shopper pays the voucher', async () => {
    const { stripe } = bodega
    const session = leaveWithVoucher('boleto', 'brl')
    await told()
    stripe.payVoucher(session)
    expect(await told()).toEqual([
      'charge.succeeded',
      'payment_intent.succeeded',
      'checkout.session.async_payment_succeeded',
    ])
    expect(stripe.find('checkout.session', session).payment_status).toBe('paid')
    expect(await intentOf(session)).toMatchObject({
      status: 'succeeded',
      amount_received: 5000,
      next_action: null,
      latest_charge: { payment_method_details: { type: 'boleto' } },
    })
  })

  test('comes to nothing by itself when nobody pays in time', async () => {
    const { stripe } = bodega
    const session = leaveWithVoucher('oxxo', 'mxn')
    const { next_action } = await intentOf(session)
    const expiry = next_action?.oxxo_display_details?.expires_after ?? 0
    await moveTo(expiry - 1)
    await told()
    await moveTo(expiry)
    expect(await told()).toEqual(['payment_intent.payment_failed', 'checkout.session.async_payment_failed'])
    expect(await intentOf(session)).toMatchObject({
      status: 'requires_payment_method',
      next_action: null,
      last_payment_error: {
        code: 'payment_intent_payment_attempt_expired',
        payment_method: { type: 'oxxo' },
      },
    })
    expect(stripe.find('checkout.session', session)).toMatchObject({
      status: 'complete',
      payment_status: 'unpaid',
    })
    expect(() => stripe.payVoucher(session)).toThrow(/waits for no voucher/)
  })

  test('does not fail when its voucher was paid before the end', async () => {
    const session = leaveWithVoucher('multibanco', 'eur')
    bodega.stripe.payVoucher(session)
    await told()
    await bodega.clock.moveTo(bodega.clock.now().add({ hours: 24 * 30 }))
    expect((await told()).filter((type) => /fail|expired/.test(type))).toEqual([])
  })

  test('by bank transfer never ends by itself, but can be told to fail', async () => {
    const session = leaveWithVoucher('customer_balance', 'eur')
    await bodega.clock.moveTo(bodega.clock.now().add({ hours: 24 * 60 }))
    expect((await intentOf(session)).status).toBe('requires_action')
    bodega.stripe.expireVoucher(session)
    expect((await told()).slice(-2)).toEqual([
      'payment_intent.payment_failed',
      'checkout.session.async_payment_failed',
    ])
  })

  test('can be given back after it was paid', async () => {
    const { stripe } = bodega
    const session = leaveWithVoucher('multibanco', 'eur')
    stripe.payVoucher(session)
    const { id } = await intentOf(session)
    stripe.refund(id)
    expect(await intentOf(session)).toMatchObject({ latest_charge: { refunded: true } })
    const { data } = await bodega.client.refunds.list({ payment_intent: id })
    expect(data).toMatchObject([{ destination_details: { type: 'multibanco' } }])
  })

  test('gives the voucher as many days as the shop wants', async () => {
    const { client, stripe } = bodega
    const { id } = await client.checkout.sessions.create({
      mode: 'payment',
      customer: 'cus_maya',
      allowed_payment_method_types: ['boleto'],
      payment_method_options: { boleto: { expires_after_days: 1 } },
      line_items: [{ price_data: { currency: 'brl', unit_amount: 5000, product_data: { name: 'Rioja' } } }],
      success_url: 'https://bodega.example/thanks',
    })
    stripe.completeCheckout(id, { method: 'boleto' })
    expect((await intentOf(id)).next_action?.boleto_display_details?.expires_at).toBe(
      at('2026-11-23T23:59:59-03:00'),
    )
  })

  test('needs a session that takes such a voucher', () => {
    const { stripe } = bodega
    const id = stripe.startCheckout({ account, amount: 5000 })
    expect(() => stripe.completeCheckout(id, { method: 'multibanco' })).toThrow(/does not take multibanco/)
    const inPounds = { account, amount: 5000, currency: 'gbp', methods: ['multibanco'] }
    expect(() => stripe.startCheckout(inPounds)).toThrow(/cannot be paid in gbp/)
  })
})

describe('a voucher of the merchant’s own', () => {
  test('is announced, and paid without a session', async () => {
    const { stripe, client } = bodega
    const id = stripe.issueVoucher('cus_maya', {
      amount: 5000,
      method: 'multibanco',
      metadata: { order: '7' },
    })
    expect(await told()).toEqual(['payment_intent.created', 'payment_intent.requires_action'])
    stripe.payVoucher(id)
    expect(await told()).toEqual(['charge.succeeded', 'payment_intent.succeeded'])
    expect(await client.paymentIntents.retrieve(id)).toMatchObject({
      status: 'succeeded',
      customer: 'cus_maya',
      metadata: { order: '7' },
    })
  })

  test('can be asked for through the API, with the days it lasts', async () => {
    const { client } = bodega
    const intent = await client.paymentIntents.create({
      amount: 5000,
      currency: 'brl',
      allowed_payment_method_types: ['boleto'],
      payment_method_data: {
        type: 'boleto',
        boleto: { tax_id: '00000000000' },
        billing_details: { name: 'Ana', email: 'ana@example.com', phone: '+5511900000000' },
      },
      payment_method_options: { boleto: { expires_after_days: 2 } },
      confirm: true,
      expand: ['payment_method'],
    })
    expect(intent).toMatchObject({
      status: 'requires_action',
      next_action: { boleto_display_details: { expires_at: at('2026-11-24T23:59:59-03:00') } },
      payment_method: { type: 'boleto', billing_details: { phone: '+5511900000000' } },
    })
  })

  test.each([
    ['of a kind that was not allowed', { currency: 'eur' }, 'multibanco'],
    [
      'in a currency it cannot be paid in',
      { currency: 'eur', allowed_payment_method_types: ['boleto'] },
      'boleto',
    ],
    [
      'by bank transfer without a customer',
      { currency: 'eur', allowed_payment_method_types: ['customer_balance'] },
      'customer_balance',
    ],
  ] as const)('%s is refused, and nothing is made', async (_, params, type) => {
    const call = bodega.client.paymentIntents.create({
      ...params,
      amount: 5000,
      confirm: true,
      payment_method_data: { type },
    } as unknown as Stripe.PaymentIntentCreateParams)
    await expect(call).rejects.toMatchObject({ statusCode: 400 })
    expect(await told()).toEqual([])
  })

  test('can give way to a card, and then expires no more', async () => {
    const { stripe, client } = bodega
    const id = stripe.issueVoucher('cus_maya', { amount: 5000, method: 'multibanco' })
    stripe.payIntent(id)
    await bodega.clock.moveTo(bodega.clock.now().add({ hours: 24 * 30 }))
    expect(await client.paymentIntents.retrieve(id)).toMatchObject({ status: 'succeeded' })
  })
})

function at(time: string): number {
  return Temporal.Instant.from(time).epochMilliseconds / 1000
}
