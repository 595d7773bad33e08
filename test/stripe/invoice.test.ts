import { describe, expect, test } from 'vitest'
import { readInvoice } from '../../server/stripe/read/invoice.ts'
import {
  at,
  cardOf,
  chargeOf,
  customerOf,
  declinedOf,
  intentOf,
  invoiceOf,
  paymentOf,
  seconds,
  sessionOf,
} from './objects.ts'

const withIntent = (intent: Parameters<typeof intentOf>[0]) => ({
  payment: { type: 'payment_intent', payment_intent: intentOf(intent) },
})

describe('an invoice', () => {
  test('is read as Stripe shows it today', () => {
    expect(readInvoice(invoiceOf(), [declinedOf('insufficient_funds')])).toEqual({
      kind: 'invoice',
      id: 'in_renewal',
      collection: 'automatic',
      isFirst: false,
      finalizedAt: at(0),
      dueAt: undefined,
      wantsAuthentication: false,
      lacksMethod: false,
      card: undefined,
      items: 'Wine club',
      status: 'open',
      remaining: { amount: 2400, currency: 'eur' },
      number: 'INV-0042',
      attemptCount: 1,
      nextRetryAt: at(3600),
      pageUrl: 'https://invoice.stripe.com/i/renewal',
      stopped: undefined,
      isIdle: true,
      isProcessing: false,
      decline: { declineClass: 'top-up', code: 'insufficient_funds', mayRetry: true },
      payments: [],
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

describe('an invoice that says less than it might', () => {
  test('of an older kind is read without its newer parts', () => {
    const { lines, status_transitions, parent, customer_address, customer_shipping, ...old } = invoiceOf()
    const seen = readInvoice(old as Parameters<typeof readInvoice>[0], [])
    expect(seen).toMatchObject({ id: 'in_renewal', items: undefined, finalizedAt: at(0), stopped: undefined })
  })

  test('with lines nobody described has no items', () => {
    const lines = { data: [{ description: null }, { description: 'Wine club' }] }
    expect(readInvoice(invoiceOf({ lines }), []).items).toBe('Wine club')
    expect(readInvoice(invoiceOf({ lines: { data: [{ description: null }] } }), []).items).toBeUndefined()
  })
})

describe('the first invoice of a subscription', () => {
  const first = { billing_reason: 'subscription_create' }

  test('waits to be paid before the subscription begins', () => {
    expect(readInvoice(invoiceOf(first), []).isFirst).toBe(true)
  })

  test.each([
    ['a later one', { billing_reason: 'subscription_cycle' }],
    ['one without a subscription', { billing_reason: 'manual' }],
    ['one that is sent to be paid, and holds nothing up', { ...first, collection_method: 'send_invoice' }],
  ])('is not %s', (_, change) => {
    expect(readInvoice(invoiceOf(change), []).isFirst).toBe(false)
  })

  test('is left alone while the customer is still in the checkout it began in', () => {
    const open = readInvoice(invoiceOf(first), [], [sessionOf({ status: 'open' })])
    const gone = readInvoice(invoiceOf(first), [], [sessionOf({ status: 'expired' })])
    expect([open.stopped, gone.stopped]).toEqual(['in-checkout', undefined])
  })
})

describe('an attempt failed for want of a payment method', () => {
  test.each<[string, Parameters<typeof invoiceOf>[0], Parameters<typeof readInvoice>[1], boolean]>([
    ['when Stripe made no payment for it', {}, [], true],
    ['when its payment was never tried', {}, [paymentOf({ status: 'open', ...withIntent({}) })], true],
    ['but not when nothing was attempted yet', { attempt_count: 0 }, [], false],
    ['but not when a card was declined', {}, [declinedOf('expired_card')], false],
    [
      'but not when the payment has a card',
      {},
      [paymentOf({ status: 'open', ...withIntent({ payment_method: 'pm_1' }) })],
      false,
    ],
    [
      'but not when a charge of it is known',
      {},
      [paymentOf({ status: 'open', ...withIntent({ latest_charge: chargeOf() }) })],
      false,
    ],
  ])('%s', (_, invoice, payments, lacks) => {
    expect(readInvoice(invoiceOf(invoice), payments).lacksMethod).toBe(lacks)
  })
})

describe('the bank asks for a confirmation', () => {
  test.each([
    [
      'while the payment waits for one',
      { status: 'requires_action', next_action: { type: 'use_stripe_sdk' } },
    ],
    ['when it declined for want of one', { last_payment_error: { code: 'authentication_required' } }],
  ])('%s', (_, intent) => {
    const payment = paymentOf({ status: 'open', ...withIntent(intent) })
    expect(readInvoice(invoiceOf(), [payment]).wantsAuthentication).toBe(true)
  })

  test('but not any more when the latest attempt failed for another reason', () => {
    const first = declinedOf('authentication_required', { id: 'inpay_1', created: seconds })
    const last = declinedOf('expired_card', { id: 'inpay_2', created: seconds + 60 })
    expect(readInvoice(invoiceOf(), [first, last]).wantsAuthentication).toBe(false)
  })
})

test('an invoice that is sent to be paid names the day it is due', () => {
  const sent = readInvoice(invoiceOf({ collection_method: 'send_invoice', due_date: seconds + 60 }), [])
  expect(sent).toMatchObject({ collection: 'sent', dueAt: at(60) })
})

test('the card that was declined is named as a person reads it', () => {
  const error = { code: 'expired_card', payment_method: cardOf() }
  const payment = paymentOf({ status: 'open', ...withIntent({ last_payment_error: error }) })
  expect(readInvoice(invoiceOf(), [payment]).card).toBe('Visa •••• 4242')
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
        isDisputed: false,
        lost: 0,
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

  test.each([
    ['no time', { paid_at: null }],
    ['nothing of it', undefined],
  ])('counts from when the payment began where Stripe tells %s', (_, status_transitions) => {
    expect(moneyOf({ status_transitions })).toMatchObject([{ paidAt: at(0) }])
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
