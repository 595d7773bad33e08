import type Stripe from 'stripe'
import { describe, expect, test } from 'vitest'
import { type IntentSurroundings, readIntent } from '../../server/stripe/read/intent.ts'
import {
  at,
  boletoOf,
  cardOf,
  chargeOf,
  customerOf,
  declinedIntentOf,
  intentOf,
  paidIntentOf,
  paymentOf,
  sessionOf,
} from './objects.ts'

const alone: IntentSurroundings = { invoices: [], sessions: [], later: [] }
const read = (intent: Stripe.PaymentIntent, beside: Partial<IntentSurroundings> = {}) =>
  readIntent(intent, { ...alone, ...beside })

describe('a payment', () => {
  test('is read as Stripe shows it today', () => {
    const intent = declinedIntentOf('expired_card', {
      description: 'Rioja',
      metadata: { paynudge_pay_url: 'https://pay.bodega.example/1' },
      last_payment_error: {
        code: 'card_declined',
        decline_code: 'expired_card',
        payment_method: cardOf(),
      },
    })
    expect(read(intent)).toEqual({
      kind: 'payment_intent',
      id: 'pi_1',
      status: 'unpaid',
      belongsTo: undefined,
      amount: { amount: 2400, currency: 'eur' },
      decline: { declineClass: 'other-card', code: 'expired_card', mayRetry: true },
      wantsAuthentication: false,
      voucher: undefined,
      isReplaced: false,
      customerIsDeleted: false,
      createdAt: at(0),
      card: 'Visa •••• 4242',
      items: 'Rioja',
      pageUrl: 'https://pay.bodega.example/1',
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

  test.each([
    ['succeeded', 'paid'],
    ['canceled', 'canceled'],
    ['requires_action', 'wants-action'],
    ['requires_payment_method', 'unpaid'],
    ['processing', 'under-way'],
    ['requires_capture', 'under-way'],
    ['requires_confirmation', 'under-way'],
    ['a_status_of_tomorrow', 'under-way'],
  ])('of status %s is %s', (status, seen) => {
    expect(read(intentOf({ status })).status).toBe(seen)
  })

  test('that says less than it might is read all the same', () => {
    const { metadata, next_action, payment_method, last_payment_error, ...old } = intentOf({
      customer: null,
      latest_charge: { id: 'ch_1', object: 'charge' },
    })
    expect(read(old as Stripe.PaymentIntent)).toMatchObject({
      id: 'pi_1',
      pageUrl: undefined,
      items: undefined,
    })
  })

  test('brings what it received, at the time of its charge, less what went back', () => {
    const latest_charge = chargeOf({ created: 1_795_341_660, status: 'succeeded', amount_refunded: 400 })
    expect(read(paidIntentOf({ amount_received: 2000, latest_charge })).payments).toEqual([
      {
        key: 'pi_1',
        money: { amount: 2000, currency: 'eur' },
        refunded: 400,
        isDisputed: false,
        lost: 0,
        paidAt: at(60),
        throughStripe: true,
      },
    ])
  })
})

describe('a payment belongs to', () => {
  test.each<[string, Partial<IntentSurroundings>, string | undefined]>([
    ['nothing when it stands alone', {}, undefined],
    ['an invoice', { invoices: [paymentOf()] }, 'invoice'],
    ['an open checkout', { sessions: [sessionOf()] }, 'checkout'],
    ['a checkout that was completed', { sessions: [sessionOf({ status: 'complete' })] }, 'checkout'],
    [
      'an invoice rather than the checkout of it',
      { invoices: [paymentOf()], sessions: [sessionOf()] },
      'invoice',
    ],
  ])('%s', (_, beside, owner) => {
    expect(read(intentOf(), beside).belongsTo).toBe(owner)
  })
})

describe('the bank asks for a confirmation', () => {
  const waits = { status: 'requires_action' }

  test.each<[string, Parameters<typeof intentOf>[0], boolean]>([
    ['on the page of the shop', { ...waits, next_action: { type: 'use_stripe_sdk' } }, true],
    ['on a page of its own', { ...waits, next_action: { type: 'redirect_to_url' } }, true],
    [
      'with a card that is known',
      { ...waits, next_action: { type: 'use_stripe_sdk' }, payment_method: cardOf() },
      true,
    ],
    ['by refusing the charge', { last_payment_error: { code: 'authentication_required' } }, true],
    ['but not when it refused for another reason', { last_payment_error: { code: 'expired_card' } }, false],
    ['but not when a voucher waits', { ...waits, next_action: { type: 'boleto_display_details' } }, false],
    [
      'but not when a code is to be scanned',
      { ...waits, next_action: { type: 'pix_display_qr_code' } },
      false,
    ],
    [
      'but not when a wallet asks on a page of its own',
      { ...waits, next_action: { type: 'redirect_to_url' }, payment_method: { id: 'pm_1', type: 'klarna' } },
      false,
    ],
    ['but not when nobody says what is to be done', { ...waits, next_action: null }, false],
    [
      'but not once it is paid',
      { status: 'succeeded', last_payment_error: { code: 'authentication_required' } },
      false,
    ],
  ])('%s', (_, intent, wants) => {
    expect(read(intentOf(intent)).wantsAuthentication).toBe(wants)
  })
})

describe('a payment is replaced', () => {
  test.each<[string, Parameters<typeof intentOf>[0], boolean]>([
    ['by a later one over the same sum', { id: 'pi_2', status: 'succeeded' }, true],
    ['but not by one that did not succeed', { id: 'pi_2', status: 'requires_payment_method' }, false],
    ['but not by one over another sum', { id: 'pi_2', status: 'succeeded', amount: 100 }, false],
    ['but not by one in other money', { id: 'pi_2', status: 'succeeded', currency: 'usd' }, false],
    ['but not by itself', { status: 'succeeded' }, false],
  ])('%s', (_, other, isReplaced) => {
    expect(read(intentOf(), { later: [intentOf(other)] }).isReplaced).toBe(isReplaced)
  })
})

test('a payment that waits for a voucher tells of it', () => {
  expect(read(boletoOf()).voucher).toMatchObject({ method: 'boleto' })
})

test('a payment of a deleted customer says so', () => {
  const customer = { id: 'cus_maya', object: 'customer', deleted: true }
  expect(read(intentOf({ customer })).customerIsDeleted).toBe(true)
})

describe('whom to write to about a payment', () => {
  const charge = chargeOf({ billing_details: { name: 'Ana', phone: 'charge', address: { country: 'PT' } } })
  const error = {
    code: 'expired_card',
    payment_method: { billing_details: { name: 'Eva', phone: 'method', address: { country: 'FR' } } },
  }
  const shipping = { name: 'Ida', phone: 'shipping', address: { country: 'DE', postal_code: '10115' } }
  const everywhere = { last_payment_error: error, latest_charge: charge, shipping }

  test('comes in the order it can be trusted', () => {
    const customer = customerOf({ phone: 'customer', shipping: { phone: 'customer shipping' } })
    expect(read(intentOf({ ...everywhere, customer })).contact.phones).toEqual([
      'customer',
      'charge',
      'method',
      'customer shipping',
      'shipping',
    ])
  })

  test('may be a guest', () => {
    expect(read(intentOf({ ...everywhere, customer: null })).contact).toMatchObject({
      customerId: undefined,
      name: 'Ana',
      country: 'PT',
    })
    expect(read(intentOf({ customer: null, shipping })).contact).toMatchObject({
      name: 'Ida',
      country: 'DE',
      postalCode: '10115',
    })
  })
})
