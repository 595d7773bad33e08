import type Stripe from 'stripe'
import { describe, expect, test } from 'vitest'
import { cardLabel, readMethod } from '../../server/stripe/read/method.ts'
import { cardOf } from './objects.ts'

describe('a card is called', () => {
  test.each([
    ['visa', 'Visa •••• 4242'],
    ['mastercard', 'Mastercard •••• 4242'],
    ['amex', 'American Express •••• 4242'],
    ['jcb', 'JCB •••• 4242'],
    ['unionpay', 'UnionPay •••• 4242'],
    ['unknown', 'Card •••• 4242'],
    ['brand_of_tomorrow', 'Brand_of_tomorrow •••• 4242'],
  ])('%s: %s', (brand, label) => {
    expect(cardLabel({ brand, last4: '4242' })).toBe(label)
  })

  test.each([
    ['without its last digits', { brand: 'visa', last4: null }],
    ['that is missing', undefined],
    ['that is null', null],
  ])('nothing %s', (_, card) => {
    expect(cardLabel(card)).toBeUndefined()
  })
})

describe('a payment method', () => {
  test.each([
    [2026, 11, '2026-12-01T12:00:00Z'],
    [2026, 12, '2027-01-01T12:00:00Z'],
    [2028, 2, '2028-03-01T12:00:00Z'],
  ])('that expires in %i-%i is good everywhere to the end of that month', (exp_year, exp_month, until) => {
    const { expiresAt } = readMethod(cardOf({ exp_year, exp_month })) ?? {}
    expect(expiresAt).toEqual(Temporal.Instant.from(until))
    const islands = expiresAt!.toZonedDateTimeISO('Etc/GMT+12')
    expect([islands.day, islands.hour]).toEqual([1, 0])
  })

  test('that is no card has no name and no end', () => {
    const debit = { id: 'pm_1', type: 'sepa_debit', sepa_debit: {} } as Stripe.PaymentMethod
    expect(readMethod(debit)).toEqual({ card: undefined, expiresAt: undefined })
  })

  test('that is only named is on file, and no more is known', () => {
    expect(readMethod('card_1')).toEqual({ card: undefined, expiresAt: undefined })
  })

  test.each([null, undefined, ''])('that is %j is none', (method) => {
    expect(readMethod(method)).toBeUndefined()
  })
})
