import { describe, expect, test } from 'vitest'
import { failedVoucher } from '../../server/flows/failed-voucher.ts'
import type { SeenSession } from '../../server/stripe/read/session.ts'
import { at } from '../stripe/objects.ts'
import { about, endingOf, eventOf, paymentAt, seenOrder } from './seen.ts'

const failed = (change: Partial<SeenSession> = {}) =>
  seenOrder({ hasFailed: true, voucher: undefined, ...change })

describe('a voucher that was not paid', () => {
  test('starts the flow of its order', () => {
    const event = eventOf('checkout.session.async_payment_failed', { id: 'cs_basket' })
    expect(failedVoucher.trigger(event)).toEqual({ subject: 'cs_basket', at: at(0), attemptCount: 0 })
    expect(failedVoucher.lookAt('cs_basket')).toEqual({ object: 'checkout_session', id: 'cs_basket' })
  })

  test('is told once, at once, with a way to place the order again', () => {
    expect(failedVoucher.steps.map(({ delayMinutes, texts }) => [delayMinutes, texts])).toEqual([
      [0, ['voucher_failed']],
    ])
    expect(failedVoucher.page('cs_basket')).toBe('order-again')
  })

  test('is the same money as the order', () => {
    expect(failedVoucher.money(failed(), 'cs_basket')).toBe('cs_basket')
    expect(failedVoucher.facts(failed(), 'cs_basket').due).toEqual({ amount: 9000, currency: 'eur' })
  })
})

describe('the matter', () => {
  test.each<[string, Partial<SeenSession>, string]>([
    ['goes on while nothing was ordered anew', {}, 'goes on'],
    ['goes on while the shopper is in a new checkout', { later: 'open' }, 'goes on'],
    ['is over when the order is paid after all', { isPaid: true }, 'paid: The order is paid.'],
    ['is paid when the order placed again is', { payments: [paymentAt(60)] }, 'paid: The order is paid.'],
    [
      'is over when the shopper ordered anew',
      { later: 'completed' },
      'stopped: The customer has ordered anew since.',
    ],
    [
      'is none while the payment may still come',
      { hasFailed: false },
      'stopped: The payment is still on its way.',
    ],
    [
      'is over when the customer was deleted',
      { customerIsDeleted: true },
      'stopped: The customer was deleted in Stripe.',
    ],
  ])('%s', (_, change, ending) => {
    expect(endingOf(failedVoucher, failed(change), about('cs_basket'))).toBe(ending)
  })
})
