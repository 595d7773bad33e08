import type Stripe from 'stripe'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { account, addMaya, type Bodega, objectOf, startBodega, toldDuring, typesOf } from './rehearsal.ts'

let bodega: Bodega

beforeEach(async () => {
  bodega = await startBodega()
})

afterEach(() => bodega.close())

const day = 86_400
const now = () => bodega.clock.now().epochMilliseconds / 1000
const instant = (seconds: number) => Temporal.Instant.fromEpochMilliseconds(seconds * 1000)
const inDays = (days: number) => bodega.clock.now().add({ hours: 24 * days })
const pass = (time: Temporal.DurationLike) => bodega.clock.moveTo(bodega.clock.now().add(time))
const plan = { amount: 2400, currency: 'eur', productName: 'Wine club', interval: 'month' } as const
const periodEnd = (id: string) =>
  bodega.stripe.find('subscription', id).items.data[0]?.current_period_end ?? 0

/** Ben has a card like this one, or none. */
function addBen(card?: { readonly decline?: string }) {
  const given = card && { card: { brand: 'visa', last4: '4000', ...card } }
  bodega.stripe.addCustomer({ account, id: 'cus_ben', name: 'Ben', ...given })
}

const subscribeBen = (terms: object = {}) =>
  bodega.stripe.addSubscription({ customer: 'cus_ben', ...plan, ...terms })

describe('the first invoice of a subscription', () => {
  test.each([
    ['insufficient_funds', 'requires_payment_method'],
    ['authentication_required', 'requires_action'],
  ])('that is declined with %s is left to the shopper', async (decline, status) => {
    addBen({ decline })
    const { id, latest_invoice } = subscribeBen()
    const expand = ['latest_invoice.payments']
    expect(await bodega.client.subscriptions.retrieve(id, { expand })).toMatchObject({
      status: 'incomplete',
      latest_invoice: {
        billing_reason: 'subscription_create',
        status: 'open',
        attempt_count: 1,
        next_payment_attempt: null,
      },
    })
    const payments = await bodega.client.invoicePayments.list({
      invoice: String(latest_invoice),
      expand: ['data.payment.payment_intent'],
    })
    expect(payments.data[0]?.payment.payment_intent).toMatchObject({ status })
  })

  test('is voided after 23 hours, and the subscription has expired', async () => {
    addBen({ decline: 'insufficient_funds' })
    const { id, latest_invoice } = subscribeBen()
    await pass({ hours: 22, minutes: 59 })
    expect(bodega.stripe.find('subscription', id).status).toBe('incomplete')
    const told = await toldDuring(bodega, () => pass({ minutes: 1 }))
    expect(typesOf(told)).toEqual([
      'customer.subscription.updated',
      'payment_intent.canceled',
      'invoice.voided',
      'invoice.updated',
    ])
    expect(bodega.stripe.find('subscription', id).status).toBe('incomplete_expired')
    expect(bodega.stripe.find('invoice', String(latest_invoice)).status).toBe('void')
  })

  test('that is paid in time starts the subscription', async () => {
    addBen({ decline: 'insufficient_funds' })
    const { id, latest_invoice } = subscribeBen()
    bodega.stripe.payInvoice(String(latest_invoice))
    await pass({ hours: 48 })
    expect(bodega.stripe.find('subscription', id).status).toBe('active')
  })
})

describe('the next renewal', () => {
  test('is told by an invoice that has no id', async () => {
    const { id } = addMaya(bodega)
    const renewal = inDays(5)
    const told = await toldDuring(bodega, () => bodega.stripe.comesUp('cus_maya', renewal))
    expect(typesOf(told)).toEqual(['invoice.upcoming'])
    const at = renewal.epochMilliseconds / 1000
    const upcoming = objectOf(told, 'invoice.upcoming')
    expect(upcoming).not.toHaveProperty('id')
    expect(upcoming).toMatchObject({
      billing_reason: 'upcoming',
      customer: 'cus_maya',
      status: 'draft',
      number: null,
      hosted_invoice_url: null,
      amount_due: 2400,
      period_end: at,
      next_payment_attempt: at + 3_600,
      parent: { subscription_details: { subscription: id } },
      lines: { data: [{ invoice: null, amount: 2400, period: { start: at } }] },
    })
    expect(periodEnd(id)).toBe(at)
  })

  test('can be asked for before it comes, unless there is none', async () => {
    const { client, stripe } = bodega
    const { id } = addMaya(bodega)
    const preview = await client.invoices.createPreview({ subscription: id })
    expect(preview).toMatchObject({ id: expect.stringMatching(/^upcoming_in_/), amount_due: 2400 })
    stripe.cancelSubscription('cus_maya')
    const call = client.invoices.createPreview({ subscription: id })
    await expect(call).rejects.toMatchObject({ statusCode: 404, code: 'invoice_upcoming_none' })
  })

  test('does not come by itself in a world that was not told so', async () => {
    addMaya(bodega)
    expect(await toldDuring(bodega, () => pass({ hours: 24 * 90 }))).toEqual([])
  })

  test('comes by itself in a world that runs, after its notice', async () => {
    const { stripe } = bodega
    addBen({})
    const { id } = subscribeBen()
    stripe.changeSettings(account, { upcomingDays: 3 })
    stripe.runSubscriptions(account)
    const end = periodEnd(id)
    await bodega.clock.moveTo(instant(end - 3 * day - 1))
    const notice = await toldDuring(bodega, () => pass({ seconds: 1 }))
    expect(typesOf(notice)).toEqual(['invoice.upcoming'])
    const renewal = await toldDuring(bodega, () => bodega.clock.moveTo(instant(end)))
    expect(objectOf(renewal, 'invoice.paid')).toMatchObject({
      billing_reason: 'subscription_cycle',
      period_end: end,
    })
    const next = await toldDuring(bodega, () => bodega.clock.moveTo(instant(periodEnd(id))))
    expect(typesOf(next).filter((type) => /upcoming|invoice.paid/.test(type))).toEqual([
      'invoice.upcoming',
      'invoice.paid',
    ])
  })

  test('comes when it was told to come, in a world that runs', async () => {
    const { stripe } = bodega
    const { id } = addMaya(bodega)
    stripe.runSubscriptions(account)
    const renewal = inDays(5)
    stripe.comesUp('cus_maya', renewal)
    const told = await toldDuring(bodega, () => bodega.clock.moveTo(renewal))
    expect(typesOf(told).filter((type) => /upcoming|invoice.paid/.test(type))).toEqual(['invoice.paid'])
    expect(periodEnd(id)).toBeGreaterThan(renewal.epochMilliseconds / 1000)
  })

  test('does not come once the subscription is on its way out', async () => {
    const { stripe } = bodega
    addBen({})
    subscribeBen()
    stripe.runSubscriptions(account)
    stripe.cancelAtPeriodEnd('cus_ben')
    const told = await toldDuring(bodega, () => pass({ hours: 24 * 40 }))
    expect(typesOf(told)).toEqual(['customer.subscription.deleted'])
  })
})

describe('a trial', () => {
  test('costs nothing and says so', async () => {
    addBen()
    const told = await toldDuring(bodega, () => subscribeBen({ trialDays: 14 }))
    expect(objectOf(told, 'customer.subscription.created')).toMatchObject({
      status: 'trialing',
      trial_end: now() + 14 * day,
      trial_settings: { end_behavior: { missing_payment_method: 'create_invoice' } },
    })
    expect(objectOf(told, 'invoice.paid')).toMatchObject({
      amount_paid: 0,
      billing_reason: 'subscription_create',
    })
    expect(typesOf(told)).not.toContain('customer.subscription.trial_will_end')
  })

  test('is announced to end three days before', async () => {
    addBen({})
    const { id } = subscribeBen({ trialDays: 14 })
    expect(await toldDuring(bodega, () => pass({ hours: 24 * 11 - 1 }))).toEqual([])
    const told = await toldDuring(bodega, () => pass({ hours: 1 }))
    expect(told).toMatchObject([
      { type: 'customer.subscription.trial_will_end', data: { object: { id, status: 'trialing' } } },
    ])
  })

  test('that ends with a card is paid and goes on', async () => {
    addBen({})
    const { id } = subscribeBen({ trialDays: 14 })
    const told = await toldDuring(bodega, () => pass({ hours: 24 * 14 }))
    expect(objectOf(told, 'invoice.paid')).toMatchObject({
      amount_paid: 2400,
      billing_reason: 'subscription_cycle',
    })
    expect(bodega.stripe.find('subscription', id).status).toBe('active')
  })

  test('that ends with a card that is declined is past due', async () => {
    addBen({ decline: 'insufficient_funds' })
    const { id } = subscribeBen({ trialDays: 14 })
    const told = await toldDuring(bodega, () => pass({ hours: 24 * 14 }))
    expect(typesOf(told)).toContain('invoice.payment_failed')
    expect(bodega.stripe.find('subscription', id).status).toBe('past_due')
  })

  test.each([
    ['create_invoice', 'past_due', 'invoice.payment_failed'],
    ['cancel', 'canceled', 'customer.subscription.deleted'],
    ['pause', 'paused', 'customer.subscription.paused'],
  ])('that ends without a card and is set to %s is then %s', async (withoutCard, status, type) => {
    addBen()
    const { id } = subscribeBen({ trialDays: 14, withoutCard })
    const told = await toldDuring(bodega, () => pass({ hours: 24 * 14 }))
    expect(typesOf(told)).toContain(type)
    expect((await bodega.client.subscriptions.retrieve(id)).status).toBe(status)
  })

  test('that was paused goes on when the shopper comes back with a card', async () => {
    const { stripe, client } = bodega
    addBen()
    const { id } = subscribeBen({ trialDays: 14, withoutCard: 'pause' })
    await pass({ hours: 24 * 20 })
    stripe.giveCard('cus_ben', { brand: 'visa', last4: '4242' })
    const told = await toldDuring(bodega, () => client.subscriptions.resume(id))
    expect(typesOf(told)).toContain('customer.subscription.resumed')
    expect(stripe.find('subscription', id)).toMatchObject({ status: 'active' })
    await expect(client.subscriptions.resume(id)).rejects.toMatchObject({ statusCode: 400 })
  })

  test('that is shortened to less than three days is announced at once', async () => {
    addBen({})
    const { id } = subscribeBen({ trialDays: 14 })
    const told = await toldDuring(bodega, () => bodega.stripe.moveTrialEnd('cus_ben', inDays(2)))
    expect(typesOf(told)).toEqual(['customer.subscription.updated', 'customer.subscription.trial_will_end'])
    await pass({ hours: 48 })
    expect(bodega.stripe.find('subscription', id).status).toBe('active')
  })

  test('that is ended now is announced together with its payment', async () => {
    addBen({})
    const { id } = subscribeBen({ trialDays: 14 })
    const told = await toldDuring(bodega, () => bodega.client.subscriptions.update(id, { trial_end: 'now' }))
    expect(typesOf(told)).toEqual(
      expect.arrayContaining(['customer.subscription.trial_will_end', 'invoice.paid']),
    )
    expect(new Set(told.map(({ created }) => created)).size).toBe(1)
  })

  test('that is lengthened ends later', async () => {
    addBen({})
    const { id } = subscribeBen({ trialDays: 14 })
    bodega.stripe.moveTrialEnd('cus_ben', inDays(21))
    expect(await toldDuring(bodega, () => pass({ hours: 24 * 17 }))).toEqual([])
    await pass({ hours: 24 * 4 })
    expect(bodega.stripe.find('subscription', id).status).toBe('active')
  })
})

describe('a subscription that ends', () => {
  test('says who wanted it and why', async () => {
    const { client } = bodega
    const { id } = addMaya(bodega)
    const cancellation_details = { feedback: 'too_expensive', comment: 'Too much wine' } as const
    const told = await toldDuring(bodega, () => client.subscriptions.cancel(id, { cancellation_details }))
    expect(objectOf(told, 'customer.subscription.deleted')).toMatchObject({
      status: 'canceled',
      ended_at: now(),
      cancellation_details: { reason: 'cancellation_requested', ...cancellation_details },
    })
  })

  test('after a dispute says so', async () => {
    addMaya(bodega)
    const told = await toldDuring(bodega, () =>
      bodega.stripe.cancelSubscription('cus_maya', { reason: 'payment_disputed' }),
    )
    expect(objectOf(told, 'customer.subscription.deleted').cancellation_details).toMatchObject({
      reason: 'payment_disputed',
    })
  })

  test('leaves its open invoice alone from then on', async () => {
    const { stripe } = bodega
    addMaya(bodega)
    const invoice = stripe.declineRenewal('cus_maya')
    stripe.setDecline('cus_maya')
    stripe.cancelSubscription('cus_maya')
    await pass({ hours: 24 * 4 })
    expect(stripe.find('invoice', invoice)).toMatchObject({ status: 'open', next_payment_attempt: null })
  })

  test('with its period is told twice: when that is asked for and when it happens', async () => {
    const { stripe, client } = bodega
    addBen({})
    const { id } = subscribeBen()
    const end = periodEnd(id)
    const asked = await toldDuring(bodega, () =>
      client.subscriptions.update(id, {
        cancel_at_period_end: true,
        cancellation_details: { feedback: 'unused' },
      }),
    )
    expect(asked).toMatchObject([
      {
        type: 'customer.subscription.updated',
        data: {
          object: { status: 'active', cancel_at_period_end: true, cancel_at: end },
          previous_attributes: { cancel_at_period_end: false, cancel_at: null },
        },
      },
    ])
    const ended = await toldDuring(bodega, () => bodega.clock.moveTo(instant(end)))
    expect(objectOf(ended, 'customer.subscription.deleted')).toMatchObject({
      canceled_at: asked[0]?.created,
      ended_at: end,
      cancellation_details: { reason: 'cancellation_requested', feedback: 'unused' },
    })
    expect(stripe.find('subscription', id).status).toBe('canceled')
  })

  test('can be kept before its period is over', async () => {
    const { stripe } = bodega
    addBen({})
    const { id } = subscribeBen()
    stripe.cancelAtPeriodEnd('cus_ben')
    stripe.keepSubscription('cus_ben')
    await pass({ hours: 24 * 40 })
    expect(stripe.find('subscription', id)).toMatchObject({ status: 'active', cancel_at_period_end: false })
  })

  test('may be followed by another one on the same price', async () => {
    const { stripe, client } = bodega
    const { id } = addMaya(bodega)
    stripe.cancelSubscription('cus_maya')
    const told = await toldDuring(bodega, () => stripe.subscribeAgain('cus_maya'))
    const created = objectOf(told, 'customer.subscription.created')
    expect(created.id).not.toBe(id)
    const { data } = await client.subscriptions.list({ customer: 'cus_maya' })
    const price = created.items.data[0]?.price.id
    expect(price).toBe(stripe.find('subscription', id).items.data[0]?.price.id)
    expect(data).toMatchObject([{ id: created.id, status: 'active' }])
  })
})

describe('when the last retry has failed', () => {
  const reasonOf = ({ cancellation_details }: Stripe.Subscription) => cancellation_details?.reason

  test.each([
    ['past_due', null],
    ['unpaid', null],
    ['canceled', 'payment_failed'],
  ] as const)('a subscription is %s where the merchant chose so', async (afterRetries, reason) => {
    const { stripe } = bodega
    const { id } = addMaya(bodega)
    stripe.changeSettings(account, { afterRetries })
    const invoice = stripe.declineRenewal('cus_maya')
    await pass({ hours: 24 * 14 })
    expect(stripe.find('subscription', id).status).toBe('past_due')
    await pass({ hours: 24 })
    expect(stripe.find('invoice', invoice)).toMatchObject({ status: 'open', next_payment_attempt: null })
    expect(stripe.find('subscription', id).status).toBe(afterRetries)
    expect(reasonOf(stripe.find('subscription', id))).toBe(reason)
  })

  test('the tries that Stripe skips after a hard decline count too', async () => {
    const { stripe } = bodega
    const { id } = addMaya(bodega)
    stripe.changeSettings(account, { afterRetries: 'canceled' })
    stripe.declineRenewal('cus_maya', { declineCode: 'stolen_card' })
    const told = await toldDuring(bodega, () => pass({ hours: 24 * 15 }))
    expect(typesOf(told)).not.toContain('charge.failed')
    expect(stripe.find('subscription', id).status).toBe('canceled')
  })
})
