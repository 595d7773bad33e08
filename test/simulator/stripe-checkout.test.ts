import type Stripe from 'stripe'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { account, addMaya, type Bodega, startBodega } from './rehearsal.ts'

let bodega: Bodega

beforeEach(async () => {
  bodega = await startBodega()
  addMaya(bodega)
})

afterEach(() => bodega.close())

const wine: Stripe.Checkout.SessionCreateParams.LineItem = {
  price_data: { currency: 'eur', unit_amount: 4500, product_data: { name: 'Rioja' } },
  quantity: 2,
}

const basket = {
  mode: 'payment',
  line_items: [wine],
  success_url: 'https://bodega.example/thanks',
} as const satisfies Stripe.Checkout.SessionCreateParams

const open = (params: Partial<Stripe.Checkout.SessionCreateParams> = {}) =>
  bodega.client.checkout.sessions.create({ ...basket, ...params })
const look = (id: string, expand: string[] = []) => bodega.client.checkout.sessions.retrieve(id, { expand })
const seconds = () => bodega.clock.now().epochMilliseconds / 1000
const pass = (duration: Temporal.DurationLikeObject) => bodega.clock.moveTo(bodega.clock.now().add(duration))

/** The types of the events that were sent since the last look. */
async function told() {
  await bodega.stripe.delivered()
  return bodega.endpoint.forget().map(({ event }) => event.type)
}

/** The last event of a type, with the session or intent it tells of. */
async function lastEvent(type: string) {
  await bodega.stripe.delivered()
  return bodega.endpoint.received.findLast(({ event }) => event.type === type)?.event
}

describe('a new session', () => {
  test('is open and unpaid, with a page, and no event tells of it', async () => {
    const session = await open({ customer: 'cus_maya', client_reference_id: 'cart-7', locale: 'es' })
    expect(session).toMatchObject({
      object: 'checkout.session',
      status: 'open',
      payment_status: 'unpaid',
      amount_total: 9000,
      currency: 'eur',
      customer: 'cus_maya',
      client_reference_id: 'cart-7',
      locale: 'es',
      payment_intent: null,
      expires_at: seconds() + 24 * 3_600,
    })
    expect(session.id).toMatch(/^cs_test_/)
    expect(session.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/c\/pay\/cs_test_\w+#fid/)
    expect((await told()).filter((type) => type.startsWith('checkout'))).toEqual([])
  })

  test('knows of its shopper only the e-mail address that the shop gave', async () => {
    const known = await open({ customer_email: 'ana@example.com' })
    expect(known.customer_details).toMatchObject({ email: 'ana@example.com', phone: null, name: null })
    expect((await open()).customer_details).toBeNull()
    const ofCustomer = await open({ customer: 'cus_maya' })
    expect(ofCustomer.customer_details).toMatchObject({ email: 'maya@example.com', phone: null })
    expect(ofCustomer.customer_email).toBeNull()
  })

  test('lists what it sells only when asked', async () => {
    const { id, line_items } = await open()
    expect(line_items).toBeUndefined()
    const { data } = await bodega.client.checkout.sessions.listLineItems(id, {
      expand: ['data.price.product'],
    })
    expect(data).toMatchObject([
      { description: 'Rioja', quantity: 2, amount_total: 9000, price: { product: { name: 'Rioja' } } },
    ])
    const expanded = await look(id, ['line_items.data.price.product', 'customer'])
    expect(expanded.line_items?.data).toMatchObject([{ price: { product: { name: 'Rioja' } } }])
  })

  test('takes prices that exist', async () => {
    const price = bodega.stripe.addPrice({ account, productName: 'Cava', amount: 1200, currency: 'eur' })
    expect(await open({ line_items: [{ price: price.id }] })).toMatchObject({ amount_total: 1200 })
  })

  test.each([
    ['a customer and an e-mail address at once', { customer: 'cus_maya', customer_email: 'a@b.example' }],
    ['a customer nobody knows', { customer: 'cus_x' }],
    ['no lines', { line_items: [] }],
    ['a subscription to something sold once', { mode: 'subscription' }],
    ['an expiry in 29 minutes', { expires_at: 29 * 60 }],
    ['an expiry in 25 hours', { expires_at: 25 * 3_600 }],
    ['a voucher that is not for its currency', { allowed_payment_method_types: ['boleto'] }],
    ['a bank transfer of a guest', { allowed_payment_method_types: ['customer_balance'] }],
    ['the types of payment method under their old name', { payment_method_types: ['card'] }],
  ] as const)('with %s is refused, and nothing is made', async (_, wrong) => {
    const expires_at = 'expires_at' in wrong ? { expires_at: seconds() + wrong.expires_at } : {}
    const params = { ...basket, ...wrong, ...expires_at } as unknown as Stripe.Checkout.SessionCreateParams
    await expect(bodega.client.checkout.sessions.create(params)).rejects.toMatchObject({
      type: 'StripeInvalidRequestError',
    })
    expect((await bodega.client.products.list()).data).toHaveLength(1)
  })
})

describe('a session that is paid', () => {
  test('tells of the payment and then of itself, all in one second', async () => {
    const { stripe, endpoint } = bodega
    const { id } = await open({
      customer: 'cus_maya',
      payment_intent_data: { metadata: { order: '7' }, description: 'Two bottles' },
    })
    await told()
    stripe.completeCheckout(id)
    await stripe.delivered()
    const { created } = endpoint.received[0]!.event
    expect(endpoint.received.every(({ event }) => event.created === created)).toBe(true)
    expect(await told()).toEqual([
      'payment_intent.created',
      'charge.succeeded',
      'payment_intent.succeeded',
      'checkout.session.completed',
    ])
    expect(await look(id, ['payment_intent.latest_charge', 'customer'])).toMatchObject({
      status: 'complete',
      payment_status: 'paid',
      url: null,
      customer: { name: 'Maya Ruiz' },
      payment_intent: {
        status: 'succeeded',
        amount_received: 9000,
        description: 'Two bottles',
        metadata: { order: '7' },
        latest_charge: { amount: 9000, paid: true },
      },
    })
  })

  test('comes without a request, though its payment has one', async () => {
    const { stripe } = bodega
    const id = stripe.startCheckout({ customer: 'cus_maya', amount: 900 })
    stripe.completeCheckout(id)
    expect((await lastEvent('checkout.session.completed'))?.request?.id).toBeNull()
    expect((await lastEvent('payment_intent.succeeded'))?.request?.id).toMatch(/^req_/)
  })

  test('tells what a guest typed, who stays a guest', async () => {
    const { stripe } = bodega
    const id = stripe.startCheckout({
      account,
      amount: 900,
      phone: 'asked',
      questions: [{ key: 'whatsapp', label: 'WhatsApp number', type: 'numeric', isOptional: true }],
    })
    const typed = { email: 'ana@example.com', name: 'Ana', phone: '+34600000002', country: 'ES' }
    stripe.completeCheckout(id, { ...typed, answers: { whatsapp: '600000003' } })
    expect(await look(id, ['payment_intent.latest_charge'])).toMatchObject({
      customer: null,
      customer_details: {
        email: 'ana@example.com',
        name: 'Ana',
        phone: '+34600000002',
        address: { country: 'ES' },
      },
      custom_fields: [{ key: 'whatsapp', numeric: { value: '600000003' } }],
      payment_intent: { latest_charge: { billing_details: { phone: '+34600000002' } } },
    })
  })

  test('keeps no phone number where the page does not ask for one', async () => {
    const { stripe } = bodega
    const id = stripe.startCheckout({ account, amount: 900 })
    stripe.completeCheckout(id, { phone: '+34600000002' })
    expect((await look(id)).customer_details?.phone).toBeNull()
  })

  test('makes a customer of a guest where the shop wants it', async () => {
    const { stripe } = bodega
    const id = stripe.startCheckout({ account, amount: 900, customerCreation: 'always', phone: 'asked' })
    stripe.completeCheckout(id, { name: 'Ana', email: 'ana@example.com', phone: '+34600000002' })
    expect(await told()).toContain('customer.created')
    expect(await look(id, ['customer', 'payment_intent.customer'])).toMatchObject({
      customer: { name: 'Ana', phone: '+34600000002' },
      payment_intent: { customer: { email: 'ana@example.com' } },
    })
  })

  test('over nothing needs no payment', async () => {
    const { stripe } = bodega
    const id = stripe.startCheckout({ account, amount: 0 })
    stripe.completeCheckout(id)
    expect(await told()).toEqual(['checkout.session.completed'])
    expect(await look(id)).toMatchObject({ payment_status: 'no_payment_required', payment_intent: null })
  })

  test('leads the shopper through 3-D Secure by itself', async () => {
    const { stripe } = bodega
    const id = stripe.startCheckout({ account, amount: 900 })
    stripe.completeCheckout(id, {
      card: { brand: 'visa', last4: '3155', decline: 'authentication_required' },
    })
    expect(await look(id, ['payment_intent.latest_charge'])).toMatchObject({
      status: 'complete',
      payment_intent: {
        latest_charge: { payment_method_details: { card: { three_d_secure: { result: 'authenticated' } } } },
      },
    })
  })

  test('can be given back', async () => {
    const { stripe, client } = bodega
    const id = stripe.startCheckout({ account, amount: 900 })
    stripe.completeCheckout(id)
    const { payment_intent } = await look(id)
    stripe.refund(String(payment_intent), 400)
    const { data } = await client.refunds.list({ payment_intent: String(payment_intent) })
    expect(data).toMatchObject([{ amount: 400, status: 'succeeded' }])
  })

  test('cannot be paid again, nor be ended', async () => {
    const { stripe, client } = bodega
    const id = stripe.startCheckout({ account, amount: 900 })
    stripe.completeCheckout(id)
    expect(() => stripe.completeCheckout(id)).toThrow(/is complete/)
    await expect(client.checkout.sessions.expire(id)).rejects.toMatchObject({ statusCode: 400 })
  })

  test('saves the card for later where the shop asked for that', async () => {
    const { stripe, client } = bodega
    const { id } = await open({
      customer: 'cus_maya',
      payment_intent_data: { setup_future_usage: 'off_session' },
    })
    stripe.completeCheckout(id)
    expect((await client.customers.listPaymentMethods('cus_maya')).data).toHaveLength(2)
  })
})

describe('a card that is declined at checkout', () => {
  test('leaves the shopper on the page, and the next one pays the same intent', async () => {
    const { stripe, client } = bodega
    const id = stripe.startCheckout({ account, amount: 900 })
    stripe.declineAtCheckout(id, { declineCode: 'insufficient_funds' })
    expect(await told()).toEqual(['payment_intent.created', 'charge.failed', 'payment_intent.payment_failed'])
    const session = await look(id, ['payment_intent'])
    const intent = session.payment_intent as Stripe.PaymentIntent
    expect(session).toMatchObject({ status: 'open', payment_status: 'unpaid', customer_details: null })
    expect(intent.last_payment_error).toMatchObject({
      code: 'card_declined',
      decline_code: 'insufficient_funds',
    })
    const { data } = await client.checkout.sessions.list({ payment_intent: intent.id })
    expect(data.map((one) => one.id)).toEqual([id])
    stripe.completeCheckout(id)
    expect(await look(id)).toMatchObject({ status: 'complete', payment_intent: intent.id })
  })

  test('because the bank does not believe the shopper leaves them there as well', async () => {
    const { stripe } = bodega
    const id = stripe.startCheckout({ account, amount: 900 })
    stripe.declineAtCheckout(id, { declineCode: 'authentication_required' })
    expect((await told()).at(-1)).toBe('payment_intent.payment_failed')
    expect(await look(id, ['payment_intent'])).toMatchObject({
      status: 'open',
      payment_intent: { last_payment_error: { code: 'payment_intent_authentication_failure' } },
    })
  })

  test('cancels with the session that it was meant for', async () => {
    const { stripe, client } = bodega
    const id = stripe.startCheckout({ account, amount: 900, expiresAfterMinutes: 30 })
    stripe.declineAtCheckout(id)
    await told()
    await pass({ minutes: 30 })
    expect(await told()).toEqual(['payment_intent.canceled', 'checkout.session.expired'])
    const { payment_intent } = await look(id)
    expect(await client.paymentIntents.retrieve(String(payment_intent))).toMatchObject({ status: 'canceled' })
  })
})

describe('a session that is abandoned', () => {
  test('expires by itself, without what the shopper typed and without a link', async () => {
    const { stripe, endpoint } = bodega
    const id = stripe.startCheckout({ account, amount: 900, phone: 'asked', expiresAfterMinutes: 45 })
    await pass({ minutes: 44 })
    expect(stripe.find('checkout.session', id).status).toBe('open')
    await pass({ minutes: 1 })
    await stripe.delivered()
    expect(endpoint.received.at(-1)?.event).toMatchObject({
      type: 'checkout.session.expired',
      request: { id: null },
      data: {
        object: {
          id,
          status: 'expired',
          payment_status: 'unpaid',
          url: null,
          customer_details: null,
          after_expiration: null,
          payment_intent: null,
        },
      },
    })
  })

  test('keeps a link for thirty days that starts a copy each time it is opened', async () => {
    const { stripe, client } = bodega
    const { id } = await open({
      customer: 'cus_maya',
      client_reference_id: 'cart-7',
      metadata: { cart: '7' },
      payment_intent_data: { metadata: { order: '7' } },
      after_expiration: { recovery: { enabled: true, allow_promotion_codes: true } },
    })
    expect((await look(id)).after_expiration?.recovery).toMatchObject({ enabled: true, url: null })
    await pass({ hours: 24 })
    expect((await look(id)).after_expiration?.recovery).toMatchObject({
      enabled: true,
      allow_promotion_codes: true,
      url: expect.stringMatching(/\/r\/test_/),
      expires_at: seconds() + 30 * 86_400,
    })
    const [first, second] = [stripe.openRecoveryLink(id), stripe.openRecoveryLink(id)]
    expect(first).not.toBe(second)
    const copy = await look(second, ['line_items'])
    expect(copy).toMatchObject({
      recovered_from: id,
      status: 'open',
      customer: 'cus_maya',
      client_reference_id: 'cart-7',
      metadata: { cart: '7' },
      amount_total: 9000,
      allow_promotion_codes: true,
      line_items: { data: [{ description: 'Rioja' }] },
      expires_at: seconds() + 24 * 3_600,
    })
    stripe.completeCheckout(second)
    const intent = (await look(second, ['payment_intent'])).payment_intent
    expect(intent).toMatchObject({ status: 'succeeded', metadata: { order: '7' } })
    expect(await lastEvent('checkout.session.completed')).toMatchObject({
      data: { object: { id: second, recovered_from: id } },
    })
    expect((await client.checkout.sessions.list({ status: 'open' })).data.map((one) => one.id)).toEqual([
      first,
    ])
  })

  test('leads a chain of copies back to its beginning', async () => {
    const { stripe } = bodega
    const id = stripe.startCheckout({ account, amount: 900, recovery: 'enabled' })
    stripe.expireCheckout(id)
    const copy = stripe.openRecoveryLink(id)
    stripe.expireCheckout(copy)
    const again = stripe.openRecoveryLink(copy)
    expect(await look(again)).toMatchObject({ recovered_from: copy })
    expect(await look(copy)).toMatchObject({ recovered_from: id })
  })

  test('can be ended early by the shop', async () => {
    const { client } = bodega
    const { id } = await open()
    expect(await client.checkout.sessions.expire(id)).toMatchObject({ status: 'expired' })
    await pass({ hours: 24 })
    expect((await told()).filter((type) => type === 'checkout.session.expired')).toHaveLength(1)
  })
})

describe('a subscription that is taken out at checkout', () => {
  const club = { customer: 'cus_maya', amount: 1900, interval: 'month', productName: 'Cava club' } as const

  test('begins with its first invoice paid', async () => {
    const { stripe } = bodega
    const id = stripe.startCheckout(club)
    stripe.completeCheckout(id)
    const session = await look(id, ['subscription.latest_invoice', 'invoice'])
    expect(session).toMatchObject({
      mode: 'subscription',
      status: 'complete',
      payment_status: 'paid',
      payment_intent: null,
      subscription: { status: 'active', latest_invoice: { status: 'paid', amount_paid: 1900 } },
      invoice: { billing_reason: 'subscription_create' },
    })
    expect((await told()).at(-1)).toBe('checkout.session.completed')
  })

  test('waits for another card when the first is declined, and renews with the one that worked', async () => {
    const { stripe, client } = bodega
    const id = stripe.startCheckout(club)
    stripe.declineAtCheckout(id)
    const begun = (await look(id, ['subscription'])).subscription as Stripe.Subscription
    expect(begun.status).toBe('incomplete')
    stripe.completeCheckout(id)
    expect(await look(id, ['subscription'])).toMatchObject({
      status: 'complete',
      subscription: { id: begun.id, status: 'active' },
    })
    expect(await client.invoices.retrieve(stripe.renew(begun.id))).toMatchObject({ status: 'paid' })
    const { data } = await client.checkout.sessions.list({ subscription: begun.id })
    expect(data.map((one) => one.id)).toEqual([id])
  })

  test('is given up 23 hours after a first payment that failed, and the next try begins another', async () => {
    const { stripe } = bodega
    const id = stripe.startCheckout(club)
    stripe.declineAtCheckout(id)
    const first = String((await look(id)).subscription)
    await told()
    await pass({ hours: 23 })
    expect(await told()).toEqual([
      'customer.subscription.updated',
      'payment_intent.canceled',
      'invoice.voided',
      'invoice.updated',
    ])
    expect(stripe.find('subscription', first).status).toBe('incomplete_expired')
    stripe.completeCheckout(id)
    const session = await look(id, ['subscription'])
    expect(session).toMatchObject({ status: 'complete', subscription: { status: 'active' } })
    expect((session.subscription as Stripe.Subscription).id).not.toBe(first)
  })

  test('does not begin twice when its first invoice was paid on a page of its own', async () => {
    const { stripe, client } = bodega
    const id = stripe.startCheckout(club)
    stripe.declineAtCheckout(id)
    const subscription = String((await look(id)).subscription)
    stripe.payInvoice(String(stripe.find('subscription', subscription).latest_invoice))
    stripe.completeCheckout(id)
    expect(await look(id)).toMatchObject({ status: 'complete', subscription })
    const { data } = await client.charges.list({ customer: 'cus_maya' })
    expect(data.filter(({ amount, paid }) => amount === 1900 && paid)).toHaveLength(1)
  })

  test('leads the shopper through 3-D Secure by itself, and nothing has failed', async () => {
    const { stripe, client } = bodega
    const id = stripe.startCheckout(club)
    const card = { brand: 'visa', last4: '3155', decline: 'authentication_required' }
    stripe.completeCheckout(id, { card })
    const types = await told()
    expect(types).toContain('payment_intent.requires_action')
    expect(types).not.toContain('invoice.payment_failed')
    expect(await look(id, ['subscription'])).toMatchObject({
      status: 'complete',
      subscription: { status: 'active' },
    })
    const [charge] = (await client.charges.list({ customer: 'cus_maya', limit: 1 })).data
    expect(charge?.payment_method_details?.card?.three_d_secure).toMatchObject({ result: 'authenticated' })
  })

  test('stays incomplete when the bank does not believe the shopper', async () => {
    const { stripe } = bodega
    const id = stripe.startCheckout(club)
    stripe.declineAtCheckout(id, { declineCode: 'authentication_required' })
    expect(await told()).toContain('invoice.payment_failed')
    expect(await look(id, ['subscription'])).toMatchObject({
      status: 'open',
      subscription: { status: 'incomplete' },
    })
  })

  test('is charged for the first time with the shopper there, and without them afterwards', async () => {
    const { stripe, client } = bodega
    const id = stripe.startCheckout(club)
    stripe.completeCheckout(id)
    stripe.renew(String((await look(id)).subscription))
    const { data } = await client.charges.list({ customer: 'cus_maya', limit: 2 })
    const usages = data.map(({ payment_method_details: of }) => of?.card?.stored_credential_usage)
    expect(usages).toEqual(['recurring', undefined])
  })

  test('makes a customer of a guest', async () => {
    const { stripe } = bodega
    const { customer: _, ...offer } = club
    const id = stripe.startCheckout({ ...offer, account, email: 'ana@example.com' })
    stripe.completeCheckout(id)
    expect(await look(id, ['customer', 'subscription.customer'])).toMatchObject({
      customer: { email: 'ana@example.com' },
      subscription: { customer: { email: 'ana@example.com' } },
    })
  })

  test('carries the metadata that the shop gave for it', async () => {
    const { client, stripe } = bodega
    const price = stripe.addPrice({
      account,
      productName: 'Club',
      amount: 900,
      currency: 'eur',
      interval: 'month',
    })
    const { id } = await client.checkout.sessions.create({
      mode: 'subscription',
      customer: 'cus_maya',
      line_items: [{ price: price.id }],
      subscription_data: { metadata: { plan: 'small' } },
      success_url: 'https://bodega.example/thanks',
    })
    stripe.completeCheckout(id)
    expect((await look(id, ['subscription'])).subscription).toMatchObject({ metadata: { plan: 'small' } })
  })
})

describe('a session that only saves a card', () => {
  const openSetup = (payer: Partial<Stripe.Checkout.SessionCreateParams> = { customer: 'cus_maya' }) =>
    bodega.client.checkout.sessions.create({
      mode: 'setup',
      currency: 'eur',
      success_url: 'https://bodega.example/thanks',
      ...payer,
    })

  test('puts it on the customer, whose default stays what it was', async () => {
    const { stripe, client } = bodega
    const usual = stripe.cardOnFile('cus_maya').id
    const { id, setup_intent } = await openSetup()
    expect((await told()).at(-1)).toBe('setup_intent.created')
    stripe.completeCheckout(id)
    expect(await told()).toEqual([
      'payment_method.attached',
      'setup_intent.succeeded',
      'checkout.session.completed',
    ])
    const session = await look(id, ['setup_intent.payment_method'])
    expect(session).toMatchObject({
      status: 'complete',
      payment_status: 'no_payment_required',
      setup_intent: { id: setup_intent, status: 'succeeded', payment_method: { customer: 'cus_maya' } },
    })
    expect((await client.customers.listPaymentMethods('cus_maya')).data).toHaveLength(2)
    expect(stripe.cardOnFile('cus_maya').id).toBe(usual)
  })

  test('stays open while the card is declined, and says why', async () => {
    const { stripe } = bodega
    const { id } = await openSetup()
    await told()
    stripe.declineAtCheckout(id, { declineCode: 'lost_card' })
    expect(await told()).toEqual(['setup_intent.setup_failed'])
    expect(await look(id, ['setup_intent'])).toMatchObject({
      status: 'open',
      setup_intent: { status: 'requires_payment_method', last_setup_error: { decline_code: 'lost_card' } },
    })
    stripe.completeCheckout(id)
    expect(await look(id, ['setup_intent'])).toMatchObject({
      status: 'complete',
      setup_intent: { status: 'succeeded', last_setup_error: null },
    })
  })

  test('asks nobody for the card any more once it has expired', async () => {
    const { id } = await openSetup()
    await told()
    await pass({ hours: 24 })
    expect(await told()).toEqual(['setup_intent.canceled', 'checkout.session.expired'])
    expect(await look(id, ['setup_intent'])).toMatchObject({ setup_intent: { status: 'canceled' } })
  })

  test('hands what the shop says of the card on to its setup intent', async () => {
    const { id } = await openSetup({
      customer: 'cus_maya',
      setup_intent_data: { metadata: { plan: 'small' } },
    })
    expect(await look(id, ['setup_intent'])).toMatchObject({ setup_intent: { metadata: { plan: 'small' } } })
  })

  test('has nothing to say of a payment', async () => {
    await expect(openSetup({ payment_intent_data: { description: 'Wine' } })).rejects.toThrow(
      'You can not pass `payment_intent_data` in `setup` mode.',
    )
  })

  test('leaves the card of a guest with nobody', async () => {
    const { id } = await openSetup({})
    bodega.stripe.completeCheckout(id)
    expect(await look(id, ['setup_intent.payment_method'])).toMatchObject({
      customer: null,
      setup_intent: { customer: null, payment_method: { customer: null, card: { last4: '4242' } } },
    })
  })
})

describe('sessions are found', () => {
  test.each([
    ['by their customer', { customer: 'cus_maya' }, ['mine']],
    ['by their status', { status: 'expired' }, ['expired']],
    ['by the e-mail address', { customer_details: { email: 'ana@example.com' } }, ['expired', 'guest']],
  ] as const)('%s', async (_, filter, expected) => {
    const { stripe, client } = bodega
    const ids = new Map([
      [stripe.startCheckout({ customer: 'cus_maya', amount: 900 }), 'mine'],
      [stripe.startCheckout({ account, email: 'ana@example.com', amount: 900 }), 'guest'],
      [stripe.startCheckout({ account, email: 'ana@example.com', amount: 900 }), 'expired'],
    ])
    stripe.expireCheckout([...ids.keys()].at(-1) ?? '')
    const { data } = await client.checkout.sessions.list(filter)
    expect(data.map(({ id }) => ids.get(id))).toEqual(expected)
  })

  test('by the time they were opened, page by page', async () => {
    const { stripe, client } = bodega
    stripe.startCheckout({ account, amount: 900 })
    await pass({ minutes: 20 })
    const since = seconds()
    const later = [1, 2, 3].map(() => stripe.startCheckout({ account, amount: 900 }))
    const list = client.checkout.sessions.list({ status: 'open', created: { gte: since }, limit: 2 })
    const found = await list.autoPagingToArray({ limit: 10 })
    expect(found.map(({ id }) => id)).toEqual(later.toReversed())
  })
})

describe('metadata of a session', () => {
  test.each([
    ['open', () => undefined],
    ['complete', (id: string) => bodega.stripe.completeCheckout(id)],
    ['expired', (id: string) => bodega.stripe.expireCheckout(id)],
  ])('that is %s can be written without an event', async (_, become) => {
    const id = bodega.stripe.startCheckout({ account, amount: 900, metadata: { cart: '7' } })
    become(id)
    await told()
    const updated = await bodega.client.checkout.sessions.update(id, { metadata: { paynudge: 'yes' } })
    expect(updated.metadata).toEqual({ cart: '7', paynudge: 'yes' })
    expect(await told()).toEqual([])
  })
})

test('a session asked for twice under one key is opened once', async () => {
  const ask = () => bodega.client.checkout.sessions.create(basket, { idempotencyKey: 'once' })
  const [first, second] = [await ask(), await ask()]
  expect(second.id).toBe(first.id)
  expect((await bodega.client.checkout.sessions.list()).data).toHaveLength(1)
})
