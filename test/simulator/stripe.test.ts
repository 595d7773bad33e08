import Stripe from 'stripe'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { addMaya, type Bodega, startBodega, webhookSecret } from './rehearsal.ts'

let bodega: Bodega

beforeEach(async () => {
  bodega = await startBodega()
  addMaya(bodega)
})

afterEach(() => bodega.close())

const threeDays = Temporal.Duration.from({ hours: 72 })

describe('a declined renewal', () => {
  test('is told in signed webhooks that the real library accepts', async () => {
    const { stripe, endpoint, clock } = bodega
    stripe.declineRenewal('cus_maya')
    await stripe.delivered()
    expect(endpoint.types()).toEqual([
      'customer.subscription.updated',
      'invoice.created',
      'invoice.finalized',
      'payment_intent.created',
      'charge.failed',
      'payment_intent.payment_failed',
      'invoice.payment_failed',
      'invoice.updated',
      'customer.subscription.updated',
    ])
    for (const { body, signature } of endpoint.received) {
      const receivedAt = clock.now().epochMilliseconds
      const event = new Stripe('sk_x').webhooks.constructEvent(
        body,
        signature,
        webhookSecret,
        300,
        undefined,
        receivedAt,
      )
      expect(event).toMatchObject({ api_version: '2026-10-28.endive', livemode: false })
    }
  })

  test('leaves an open invoice that says when Stripe tries again', async () => {
    const { stripe, client, clock } = bodega
    const id = stripe.declineRenewal('cus_maya')
    const invoice = await client.invoices.retrieve(id)
    expect(invoice).toMatchObject({
      status: 'open',
      billing_reason: 'subscription_cycle',
      amount_due: 2400,
      amount_remaining: 2400,
      attempt_count: 1,
      attempted: true,
      customer_phone: '+34600000001',
      next_payment_attempt: clock.now().add(threeDays).epochMilliseconds / 1000,
    })
    expect(invoice.payments).toBeUndefined()
    expect(invoice.hosted_invoice_url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/i\/acct_bodega\/test_/)
  })

  test('gives its reason through the invoice and its payment intent', async () => {
    const { stripe, client } = bodega
    const id = stripe.declineRenewal('cus_maya', { declineCode: 'expired_card' })
    const expanded = await client.invoices.retrieve(id, { expand: ['payments.data.payment.payment_intent'] })
    const [payment] = expanded.payments?.data ?? []
    expect(payment).toMatchObject({ status: 'open', is_default: true })
    expect(payment?.payment.payment_intent).toMatchObject({
      status: 'requires_payment_method',
      last_payment_error: {
        code: 'expired_card',
        decline_code: 'expired_card',
        advice_code: 'confirm_card_data',
      },
    })
  })

  test('without any card has no payment intent and is not tried again', async () => {
    const { stripe, client } = bodega
    const id = stripe.declineRenewal('cus_maya', { noPaymentMethod: true })
    const invoice = await client.invoices.retrieve(id, { expand: ['payments'] })
    expect(invoice).toMatchObject({ attempt_count: 1, next_payment_attempt: null, payments: { data: [] } })
  })

  test('that needs the shopper to authenticate says so', async () => {
    const { stripe, endpoint } = bodega
    stripe.declineRenewal('cus_maya', { declineCode: 'authentication_required' })
    await stripe.delivered()
    expect(endpoint.types()).toContain('invoice.payment_action_required')
  })
})

describe("Stripe's own retries", () => {
  test('raise the attempt count and come after three, five and seven days', async () => {
    const { stripe, clock } = bodega
    const id = stripe.declineRenewal('cus_maya')
    for (const attempts of [2, 3, 4]) {
      const next = stripe.find('invoice', id).next_payment_attempt ?? 0
      await clock.moveTo(Temporal.Instant.fromEpochMilliseconds(next * 1000))
      expect(stripe.find('invoice', id).attempt_count).toBe(attempts)
    }
    expect(stripe.find('invoice', id)).toMatchObject({ status: 'open', next_payment_attempt: null })
  })

  test('pay the invoice when the card works by then', async () => {
    const { stripe, clock, endpoint } = bodega
    const id = stripe.declineRenewal('cus_maya')
    stripe.setDecline('cus_maya')
    await clock.moveTo(clock.now().add(threeDays))
    expect(stripe.find('invoice', id)).toMatchObject({ status: 'paid', attempt_count: 2 })
    const paid = endpoint.received.find(({ event }) => event.type === 'invoice.paid')
    expect(paid?.event.request?.id).toBeNull()
  })

  test('do not touch a card after a hard decline until there is another one', async () => {
    const { stripe, clock, client } = bodega
    const id = stripe.declineRenewal('cus_maya', { declineCode: 'stolen_card' })
    const charges = await client.charges.list({ customer: 'cus_maya' })
    stripe.payInvoice(id, { card: { brand: 'visa', last4: '0002', decline: 'do_not_honor' } })
    stripe.setDecline('cus_maya')
    await clock.moveTo(clock.now().add(threeDays))
    expect(stripe.find('invoice', id).attempt_count).toBe(2)
    expect((await client.charges.list({ customer: 'cus_maya' })).data).toHaveLength(charges.data.length + 1)
    stripe.giveCard('cus_maya', { brand: 'mastercard', last4: '4444' })
    await clock.moveTo(clock.now().add({ hours: 5 * 24 }))
    expect(stripe.find('invoice', id)).toMatchObject({ status: 'paid', attempt_count: 3 })
  })

  test('can be asked for by hand, whatever the card says', () => {
    const { stripe } = bodega
    const id = stripe.declineRenewal('cus_maya')
    stripe.retry(id, { succeeds: false, declineCode: 'do_not_honor' })
    expect(stripe.find('invoice', id)).toMatchObject({ status: 'open', attempt_count: 2 })
    stripe.retry(id, { succeeds: true })
    expect(stripe.find('invoice', id)).toMatchObject({ status: 'paid', attempt_count: 3 })
  })
})

describe('a payment by hand', () => {
  test('does not raise the attempt count and makes the subscription active again', async () => {
    const { stripe, endpoint, client } = bodega
    const id = stripe.declineRenewal('cus_maya')
    await stripe.delivered()
    endpoint.forget()
    stripe.payInvoice(id)
    await stripe.delivered()
    expect(endpoint.types()).toEqual([
      'charge.succeeded',
      'payment_intent.succeeded',
      'invoice_payment.paid',
      'invoice.paid',
      'invoice.payment_succeeded',
      'invoice.updated',
      'customer.subscription.updated',
    ])
    expect(stripe.find('invoice', id)).toMatchObject({ status: 'paid', attempt_count: 1, amount_paid: 2400 })
    const { data } = await client.subscriptions.list({ customer: 'cus_maya' })
    expect(data[0]?.status).toBe('active')
  })

  test('in parts is one invoice payment for each part', async () => {
    const { stripe, client } = bodega
    const id = stripe.declineRenewal('cus_maya')
    stripe.payInvoice(id, { amount: 1000 })
    expect(stripe.find('invoice', id)).toMatchObject({ status: 'open', amount_remaining: 1400 })
    stripe.payInvoice(id)
    const { data } = await client.invoicePayments.list({ invoice: id, status: 'paid' })
    expect(data.map((payment) => payment.amount_paid).toSorted()).toEqual([1000, 1400])
    expect(stripe.paymentIntentsOf(id)).toHaveLength(2)
  })

  test('leads from its payment intent back to the invoice', async () => {
    const { stripe, client } = bodega
    const id = stripe.declineRenewal('cus_maya')
    stripe.payInvoice(id)
    const [intent = ''] = stripe.paymentIntentsOf(id)
    const payment = { type: 'payment_intent', payment_intent: intent } as const
    const { data } = await client.invoicePayments.list({ payment })
    expect(data.map((one) => one.invoice)).toEqual([id])
  })

  test('can be given back, and counts again when the refund fails', async () => {
    const { stripe, client, endpoint } = bodega
    const id = stripe.declineRenewal('cus_maya')
    stripe.payInvoice(id)
    const [intent = ''] = stripe.paymentIntentsOf(id)
    stripe.refund(intent, 400)
    const second = stripe.refund(intent)
    const charge = async () =>
      (await client.paymentIntents.retrieve(intent, { expand: ['latest_charge'] })).latest_charge
    expect(await charge()).toMatchObject({ amount_refunded: 2400, refunded: true })
    stripe.failRefund(second)
    expect(await charge()).toMatchObject({ amount_refunded: 400, refunded: false })
    await stripe.delivered()
    const refunds = endpoint.received.filter(({ event }) => event.type === 'charge.refunded')
    expect(refunds.map(({ event }) => (event.data.object as Stripe.Charge).amount_refunded)).toEqual([
      400, 2400,
    ])
  })
})

test.each([
  ['a voided invoice cancels its payment intent', 'voidInvoice', 'void', 'payment_intent.canceled'],
  [
    'an uncollectible invoice is announced',
    'markUncollectible',
    'uncollectible',
    'invoice.marked_uncollectible',
  ],
  ['an invoice paid elsewhere is paid without a payment', 'payOutOfBand', 'paid', 'invoice.paid'],
] as const)('%s', async (_, action, status, type) => {
  const { stripe, endpoint, client } = bodega
  const id = stripe.declineRenewal('cus_maya')
  stripe[action](id)
  await stripe.delivered()
  expect((await client.invoices.retrieve(id)).status).toBe(status)
  expect(endpoint.types()).toContain(type)
  expect(stripe.paymentIntentsOf(id)).toEqual([])
})

test('an invoice over nothing is paid at once without a payment intent', async () => {
  const { id } = bodega.stripe.addZeroInvoice({ customer: 'cus_maya' })
  const invoice = await bodega.client.invoices.retrieve(id, { expand: ['payments'] })
  expect(invoice).toMatchObject({ status: 'paid', amount_paid: 0, payments: { data: [] } })
})

test('an invoice that is sent has a due date and is not tried by Stripe', () => {
  const { stripe } = bodega
  const bill = { customer: 'cus_maya', amount: 9900, description: 'Tasting', daysUntilDue: 14 }
  expect(stripe.addInvoice(bill)).toMatchObject({
    status: 'open',
    collection_method: 'send_invoice',
    attempt_count: 0,
    next_payment_attempt: null,
  })
})

test('a customer who is deleted takes the subscription along', async () => {
  const { stripe, client, endpoint } = bodega
  stripe.deleteCustomer('cus_maya')
  await stripe.delivered()
  expect(await client.customers.retrieve('cus_maya')).toMatchObject({ deleted: true })
  expect([stripe.isDeleted('cus_maya'), stripe.isDeleted('cus_other')]).toEqual([true, false])
  expect(endpoint.types()).toEqual(['customer.subscription.deleted', 'customer.deleted'])
})

test('a renewal with a card that works is paid at the first attempt', async () => {
  const { stripe, client } = bodega
  const invoice = await client.invoices.retrieve(stripe.renew('cus_maya'))
  expect(invoice).toMatchObject({ status: 'paid', attempt_count: 1, billing_reason: 'subscription_cycle' })
  expect(invoice.lines.data[0]?.description).toBe('1 × Wine club (at €24.00 / month)')
})

test('Stripe does not retry by itself in a world that is told so', async () => {
  const quiet = await startBodega({ automaticRetries: false })
  addMaya(quiet)
  const id = quiet.stripe.declineRenewal('cus_maya')
  await quiet.clock.moveTo(quiet.clock.now().add(threeDays))
  expect(quiet.stripe.find('invoice', id).attempt_count).toBe(1)
  await quiet.close()
})
