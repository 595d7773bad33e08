import { describe, expect, test } from 'vitest'
import { readInvoice } from '../../server/stripe/read/invoice.ts'
import { at, chargeOf, customerOf, declinedOf, intentOf, invoiceOf, paymentOf, seconds } from './objects.ts'

const withIntent = (intent: Parameters<typeof intentOf>[0]) => ({
  payment: { type: 'payment_intent', payment_intent: intentOf(intent) },
})

describe('an invoice', () => {
  test('is read as Stripe shows it today', () => {
    expect(readInvoice(invoiceOf(), [declinedOf('insufficient_funds')])).toEqual({
      kind: 'invoice',
      id: 'in_renewal',
      status: 'open',
      remaining: { amount: 2400, currency: 'eur' },
      number: 'INV-0042',
      attemptCount: 1,
      nextRetryAt: at(3600),
      pageUrl: 'https://invoice.stripe.com/i/renewal',
      stopped: undefined,
      isIdle: true,
      decline: { declineClass: 'top-up', code: 'insufficient_funds' },
      payments: [],
      contact: {
        customerId: 'cus_maya',
        name: 'Maya Ruiz',
        phones: ['+34600000001'],
        country: undefined,
        locales: ['es'],
        optIn: 'unknown',
      },
    })
  })

  test.each(['draft', 'open', 'paid', 'void', 'uncollectible'] as const)('may be %s', (status) => {
    expect(readInvoice(invoiceOf({ status }), []).status).toBe(status)
  })

  test.each([null, 'deleted', 'something_new'])('of status %s is not taken for an open one', (status) => {
    expect(readInvoice(invoiceOf({ status }), []).status).toBe('unknown')
  })

  test('that is not finished yet has no number, page or retry', () => {
    const draft = invoiceOf({ number: null, hosted_invoice_url: null, next_payment_attempt: null })
    const { number, pageUrl, nextRetryAt } = readInvoice(draft, [])
    expect([number, pageUrl, nextRetryAt]).toEqual([undefined, undefined, undefined])
  })
})

describe('nobody is asked to pay an open invoice any more', () => {
  const subscriptionIs = (subscription: unknown) =>
    readInvoice(invoiceOf({ parent: { subscription_details: { subscription } } }), []).stopped

  test.each<[string, unknown, string | undefined]>([
    ['when the subscription was canceled', { status: 'canceled' }, 'subscription-ended'],
    ['when the subscription never began', { status: 'incomplete_expired' }, 'subscription-ended'],
    [
      'while collection is paused',
      { status: 'active', pause_collection: { behavior: 'void' } },
      'collection-paused',
    ],
    ['unless the subscription is past due', { status: 'past_due', pause_collection: null }, undefined],
    ['unless it is unpaid', { status: 'unpaid', pause_collection: null }, undefined],
    ['unless nothing is known of it but its id', 'sub_1', undefined],
    ['unless there is none', undefined, undefined],
  ])('%s', (_, subscription, stopped) => {
    expect(subscriptionIs(subscription)).toBe(stopped)
  })

  test('when the customer was deleted, who then also says nothing about themselves', () => {
    const customer = { id: 'cus_maya', object: 'customer', deleted: true }
    const seen = readInvoice(invoiceOf({ customer, customer_name: 'Maya Ruiz' }), [])
    expect(seen.stopped).toBe('customer-deleted')
    expect(seen.contact).toMatchObject({ customerId: 'cus_maya', name: 'Maya Ruiz', phones: [] })
    expect(seen.contact.optIn).toBe('unknown')
  })
})

describe('a payment that is under way', () => {
  test.each([
    ['is one the bank is still working on', 'processing', false],
    ['is one that waits to be confirmed', 'requires_confirmation', false],
    ['is one that waits to be captured', 'requires_capture', false],
    ['is none that failed', 'requires_payment_method', true],
    ['is none that waits for the shopper', 'requires_action', true],
    ['is none that was canceled', 'canceled', true],
  ])('%s', (_, status, isIdle) => {
    const failed = declinedOf('expired_card')
    const other = paymentOf({ status: 'open', ...withIntent({ id: 'pi_2', status }) })
    expect(readInvoice(invoiceOf(), [failed, other]).isIdle).toBe(isIdle)
  })
})

describe('money of an invoice', () => {
  const moneyOf = (...payments: Parameters<typeof paymentOf>[0][]) =>
    readInvoice(invoiceOf(), payments.map(paymentOf)).payments

  test('is what a paid payment brought', () => {
    expect(moneyOf({})).toEqual([
      {
        key: 'pi_1',
        money: { amount: 2400, currency: 'eur' },
        refunded: 0,
        paidAt: at(60),
        throughStripe: true,
      },
    ])
  })

  test('may come in parts', () => {
    const parts = moneyOf(
      { amount_paid: 1000 },
      { id: 'inpay_2', amount_paid: 1400, ...withIntent({ id: 'pi_2' }) },
    )
    expect(parts.map(({ key, money }) => [key, money.amount])).toEqual([
      ['pi_1', 1000],
      ['pi_2', 1400],
    ])
  })

  test.each([
    ['an open payment', { status: 'open' }],
    ['a canceled payment', { status: 'canceled' }],
    ['a payment of nothing', { amount_paid: 0 }],
    ['a payment of an unknown amount', { amount_paid: null }],
    ['a payment of a status we do not know', { status: 'pending' }],
  ])('is none for %s', (_, change) => {
    expect(moneyOf(change)).toEqual([])
  })

  test.each<[string, Parameters<typeof paymentOf>[0], string, boolean]>([
    [
      'an intent that is only named',
      { payment: { type: 'payment_intent', payment_intent: 'pi_1' } },
      'pi_1',
      true,
    ],
    ['a charge of old', { payment: { type: 'charge', charge: 'ch_1' } }, 'ch_1', true],
    ['a charge that was expanded', { payment: { type: 'charge', charge: chargeOf() } }, 'ch_1', true],
    [
      'a record of the merchant’s',
      { payment: { type: 'payment_record', payment_record: 'pr_1' } },
      'inpay_1',
      false,
    ],
    ['a kind we do not know', { payment: { type: 'something_new' } }, 'inpay_1', false],
  ])('may come by %s', (_, change, key, throughStripe) => {
    expect(moneyOf(change)).toMatchObject([{ key, throughStripe }])
  })

  test('tells what went back of it', () => {
    const refunded = withIntent({ latest_charge: chargeOf({ amount_refunded: 900 }) })
    expect(moneyOf(refunded)).toMatchObject([{ refunded: 900 }])
  })

  test('tells what went back of a charge of old', () => {
    const charge = chargeOf({ amount_refunded: 900 })
    expect(moneyOf({ payment: { type: 'charge', charge } })).toMatchObject([{ refunded: 900 }])
  })

  test('never tells that more went back than came', () => {
    const refunded = withIntent({ latest_charge: chargeOf({ amount_refunded: 9_000 }) })
    expect(moneyOf({ ...refunded, amount_paid: 1000 })).toMatchObject([{ refunded: 1000 }])
  })

  test('counts from when the payment began where Stripe does not tell when it was paid', () => {
    expect(moneyOf({ status_transitions: { paid_at: null } })).toMatchObject([{ paidAt: at(0) }])
  })
})

describe('the reason of a failure', () => {
  test('is that of the latest attempt, whichever way round Stripe lists them', () => {
    const first = declinedOf('insufficient_funds', { id: 'inpay_1', created: seconds })
    const last = declinedOf('expired_card', { id: 'inpay_2', created: seconds + 60 })
    expect(readInvoice(invoiceOf(), [first, last]).decline?.code).toBe('expired_card')
    expect(readInvoice(invoiceOf(), [last, first]).decline?.code).toBe('expired_card')
  })

  test('is not known when nothing was tried', () => {
    expect(readInvoice(invoiceOf({ customer: customerOf() }), []).decline).toBeUndefined()
  })
})
