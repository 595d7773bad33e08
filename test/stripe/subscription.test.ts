import type Stripe from 'stripe'
import { describe, expect, test } from 'vitest'
import {
  begunSince,
  readSubscription,
  type SubscriptionSurroundings,
} from '../../server/stripe/read/subscription.ts'
import { at, cardOf, chargeOf, customerOf, itemOf, paymentOf, seconds, subscriptionOf } from './objects.ts'

const day = 86_400
const nothing: SubscriptionSurroundings = { others: [], charges: [], newPayments: [], upcoming: undefined }
const read = (subscription: Stripe.Subscription, beside: Partial<SubscriptionSurroundings> = {}) =>
  readSubscription(subscription, { ...nothing, ...beside })

describe('a subscription', () => {
  test('is read as Stripe shows it today', () => {
    expect(read(subscriptionOf())).toEqual({
      kind: 'subscription',
      id: 'sub_club',
      subscriptionId: 'sub_club',
      status: 'active',
      collection: 'automatic',
      isLeaving: false,
      trialEndsAt: undefined,
      renewsAt: at(7 * day),
      endedAt: undefined,
      cancelledBecause: undefined,
      method: { card: 'Visa •••• 4242', expiresAt: Temporal.Instant.from('2030-06-01T12:00:00Z') },
      price: { amount: 2400, currency: 'eur' },
      currency: 'eur',
      items: 'Wine club',
      beside: 'nothing',
      customerIsDeleted: false,
      isDisputed: false,
      pageUrl: undefined,
      payments: [],
      attemptCount: 0,
      contact: {
        customerId: 'cus_maya',
        name: 'Maya Ruiz',
        phones: ['+34600000001'],
        country: undefined,
        region: undefined,
        postalCode: undefined,
        locales: ['es'],
        optIn: 'unknown',
      },
    })
  })

  test('that says less than it might is read all the same', () => {
    const { invoice_settings, default_source, ...customer } = customerOf()
    const { cancel_at, pause_collection, ended_at, cancellation_details, default_payment_method, ...old } =
      subscriptionOf({ customer, items: { data: [{ price: { unit_amount: 2400 } }] } })
    expect(read(old as Stripe.Subscription)).toMatchObject({
      isLeaving: false,
      endedAt: undefined,
      renewsAt: undefined,
      method: undefined,
      price: { amount: 2400, currency: 'eur' },
    })
  })

  test.each([
    ['trialing', 'trialing'],
    ['active', 'active'],
    ['past_due', 'behind'],
    ['unpaid', 'behind'],
    ['paused', 'paused'],
    ['incomplete', 'never-began'],
    ['incomplete_expired', 'never-began'],
    ['canceled', 'ended'],
    ['a_status_of_tomorrow', 'ended'],
  ])('of status %s is %s', (status, seen) => {
    expect(read(subscriptionOf({ status })).status).toBe(seen)
  })

  test.each<[string, Parameters<typeof subscriptionOf>[0], boolean]>([
    ['stays', {}, false],
    ['ends with its period', { cancel_at_period_end: true }, true],
    ['ends at a time of its own', { cancel_at: seconds + day }, true],
    ['is not collected for a while', { pause_collection: { behavior: 'void' } }, true],
  ])('that %s is on its way out: %s', (_, change, isLeaving) => {
    expect(read(subscriptionOf(change)).isLeaving).toBe(isLeaving)
  })

  test('renews with the first of its items', () => {
    const data = [itemOf({ current_period_end: seconds + 9 * day }), itemOf()]
    expect(read(subscriptionOf({ items: { data } })).renewsAt).toEqual(at(7 * day))
  })

  test.each([
    ['cancellation_requested', 'asked'],
    ['payment_failed', 'payment-failed'],
    ['payment_disputed', 'disputed'],
    [null, 'unknown'],
    ['a_reason_of_tomorrow', 'unknown'],
  ])('cancelled for %s ended because of: %s', (reason, because) => {
    const cancelled = subscriptionOf({ status: 'canceled', cancellation_details: { reason } })
    expect(read(cancelled).cancelledBecause).toBe(because)
  })

  test('of a customer with a disputed payment says so', () => {
    const charges = [chargeOf({ disputed: false }), chargeOf({ disputed: true })]
    expect(read(subscriptionOf(), { charges }).isDisputed).toBe(true)
    expect(read(subscriptionOf(), { charges: charges.slice(0, 1) }).isDisputed).toBe(false)
  })

  test('is called by its products, else by the names of its prices', () => {
    const data = [
      itemOf(),
      itemOf({}, { product: 'prod_1', nickname: 'Cheese' }),
      itemOf({}, { product: { deleted: true }, nickname: null }),
    ]
    expect(read(subscriptionOf({ items: { data } })).items).toBe('Wine club, Cheese')
  })
})

describe('what a renewal is charged to, in the order Stripe looks for it', () => {
  const customer = customerOf({
    invoice_settings: { default_payment_method: cardOf({ last4: '0003' }) },
    default_source: 'card_4',
  })
  const own = cardOf({ last4: '0001' })

  test.each<[string, Parameters<typeof subscriptionOf>[0], string | undefined]>([
    ['is the subscription’s own method', { default_payment_method: own, default_source: 'card_2' }, '0001'],
    ['else the subscription’s own card of the older kind', { default_source: 'card_2' }, 'not known'],
    ['else the customer’s method', {}, '0003'],
    [
      'else the customer’s card of the older kind',
      { customer: customerOf({ default_source: 'card_4' }) },
      'not known',
    ],
    ['else nothing', { customer: customerOf() }, undefined],
    ['and nothing of a customer who was deleted', { customer: { id: 'cus_1', deleted: true } }, undefined],
  ])('%s', (_, change, last4) => {
    const { method } = read(subscriptionOf({ default_payment_method: null, customer, ...change }))
    expect(method && (method.card?.slice(-4) ?? 'not known')).toBe(last4)
  })
})

describe('what a renewal costs', () => {
  test('is what Stripe reckons, taxes and discounts and all', () => {
    const upcoming = { amount_due: 2904, currency: 'eur' } as Stripe.Invoice
    const taxed = subscriptionOf({ automatic_tax: { enabled: true } })
    expect(read(taxed, { upcoming }).price).toEqual({ amount: 2904, currency: 'eur' })
  })

  test('is the sum of its prices where nothing is added or taken off', () => {
    const data = [itemOf({ quantity: 2 }), itemOf({}, { unit_amount: 500 })]
    expect(read(subscriptionOf({ items: { data } })).price).toEqual({ amount: 5300, currency: 'eur' })
  })

  test.each<[string, Parameters<typeof subscriptionOf>[0]]>([
    ['taxes are added', { automatic_tax: { enabled: true } }],
    ['a rate of tax is added', { default_tax_rates: [{ id: 'txr_1' }] }],
    ['a discount is taken off', { discounts: ['di_1'] }],
    ['an item is taxed', { items: { data: [itemOf({ tax_rates: [{ id: 'txr_1' }] })] } }],
    ['an item has a discount', { items: { data: [itemOf({ discounts: ['di_1'] })] } }],
    ['its price goes by volume', { items: { data: [itemOf({}, { unit_amount: null })] } }],
    ['its use is measured', { items: { data: [itemOf({}, { recurring: { usage_type: 'metered' } })] } }],
    [
      'its pieces are counted in packs',
      { items: { data: [itemOf({}, { transform_quantity: { divide_by: 10 } })] } },
    ],
  ])('is not known from its prices alone where %s', (_, change) => {
    expect(read(subscriptionOf(change)).price).toBeUndefined()
  })
})

describe('beside a subscription that ended', () => {
  const ended = subscriptionOf({ status: 'canceled', ended_at: seconds })
  const other = (change: Parameters<typeof subscriptionOf>[0]) => subscriptionOf({ id: 'sub_2', ...change })

  test.each<[string, Parameters<typeof subscriptionOf>[0], string]>([
    ['begun since', { created: seconds }, 'begun-since'],
    ['begun since, and over again', { created: seconds + day, status: 'canceled' }, 'begun-since'],
    ['tried since that never began', { created: seconds + day, status: 'incomplete' }, 'nothing'],
    ['tried since that came to nothing', { created: seconds + day, status: 'incomplete_expired' }, 'nothing'],
    ['that went on all the time', { created: seconds - day }, 'going-on'],
    ['that was behind all the time', { created: seconds - day, status: 'past_due' }, 'going-on'],
    ['that ended long ago', { created: seconds - day, status: 'canceled' }, 'nothing'],
  ])('may be one %s', (_, change, beside) => {
    expect(read(ended, { others: [ended, other(change)] }).beside).toBe(beside)
  })

  test('the one begun first counts, and none beside one that goes on', () => {
    const [late, early] = [other({ id: 'sub_3', created: seconds + 9 }), other({ created: seconds + 1 })]
    expect(begunSince(ended, [late, early]).map(({ id }) => id)).toEqual(['sub_2', 'sub_3'])
    expect(begunSince(subscriptionOf(), [late, early])).toEqual([])
  })

  test('the first invoice of the new one is the money won back', () => {
    expect(read(ended, { newPayments: [paymentOf(), paymentOf({ status: 'open' })] }).payments).toMatchObject(
      [{ key: 'pi_1', money: { amount: 2400 } }],
    )
  })
})

test('a subscription of a deleted customer says so', () => {
  const customer = { id: 'cus_maya', object: 'customer', deleted: true }
  expect(read(subscriptionOf({ customer }))).toMatchObject({
    customerIsDeleted: true,
    contact: { customerId: 'cus_maya', phones: [] },
  })
})
