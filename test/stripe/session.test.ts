import type Stripe from 'stripe'
import { describe, expect, test } from 'vitest'
import { copiesOf, readSession, type SessionSurroundings } from '../../server/stripe/read/session.ts'
import {
  at,
  boletoOf,
  chargeOf,
  customerOf,
  intentOf,
  paidIntentOf,
  paymentOf,
  seconds,
  sessionOf,
} from './objects.ts'

const read = (session: Stripe.Checkout.Session, beside: Partial<SessionSurroundings> = {}) =>
  readSession(session, { later: [], invoicePayments: [], ...beside })
const complete = { status: 'complete', payment_status: 'paid', url: null }

describe('a checkout', () => {
  test('is read as Stripe shows it today', () => {
    expect(read(sessionOf())).toEqual({
      kind: 'checkout_session',
      id: 'cs_basket',
      continues: undefined,
      status: 'open',
      mode: 'payment',
      isPaid: false,
      total: { amount: 9000, currency: 'eur' },
      createdAt: at(0),
      expiresAt: at(86_400),
      later: 'none',
      voucher: undefined,
      hasFailed: false,
      customerIsDeleted: false,
      items: 'Rioja, Cava',
      pageUrl: 'https://checkout.stripe.com/c/pay/cs_basket',
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
    const { line_items, custom_fields, metadata, after_expiration, customer_details, ...old } = sessionOf({
      customer: null,
      amount_total: null,
      currency: null,
    })
    expect(read(old as Stripe.Checkout.Session)).toMatchObject({
      items: undefined,
      total: { amount: 0, currency: '' },
      contact: { phones: [], name: undefined },
    })
  })

  test.each([
    ['open', 'open'],
    ['complete', 'complete'],
    ['expired', 'expired'],
    [null, 'unknown'],
    ['a_status_of_tomorrow', 'unknown'],
  ])('of status %s is %s', (status, seen) => {
    expect(read(sessionOf({ status })).status).toBe(seen)
  })

  test.each([
    ['paid', 'complete', true],
    ['no_payment_required', 'complete', true],
    ['unpaid', 'complete', false],
    ['no_payment_required', 'open', false],
  ])('with %s is paid once it is complete: %s', (payment_status, status, isPaid) => {
    expect(read(sessionOf({ payment_status, status })).isPaid).toBe(isPaid)
  })

  test('names no more than three things', () => {
    const data = ['Rioja', 'Cava', null, 'Sherry', 'Albariño'].map((description) => ({ description }))
    expect(read(sessionOf({ line_items: { data } })).items).toBe('Rioja, Cava, Sherry')
    expect(read(sessionOf({ line_items: { data: [] } })).items).toBeUndefined()
  })

  test.each<[string, Parameters<typeof sessionOf>[0], string | undefined]>([
    ['on its page while it is open', {}, 'https://checkout.stripe.com/c/pay/cs_basket'],
    [
      'by its recovery link once it has expired',
      { status: 'expired', url: null, after_expiration: { recovery: { url: 'https://buy.stripe.com/r/1' } } },
      'https://buy.stripe.com/r/1',
    ],
    [
      'nowhere without one',
      { status: 'expired', url: null, after_expiration: { recovery: { url: null } } },
      undefined,
    ],
    ['nowhere when recovery was not wished for', { status: 'expired', url: null }, undefined],
  ])('can be finished %s', (_, session, pageUrl) => {
    expect(read(sessionOf(session)).pageUrl).toBe(pageUrl)
  })
})

describe('a checkout that ends with a delayed payment', () => {
  test.each<[string, Parameters<typeof sessionOf>[0], object]>([
    [
      'waits for its voucher',
      { ...complete, payment_status: 'unpaid', payment_intent: boletoOf() },
      { voucher: { method: 'boleto' }, hasFailed: false },
    ],
    [
      'has failed when the payment wants another way to pay',
      { ...complete, payment_status: 'unpaid', payment_intent: intentOf() },
      { voucher: undefined, hasFailed: true },
    ],
    ['has not failed while the page is still open', { payment_intent: intentOf() }, { hasFailed: false }],
    [
      'has not failed while the bank works on it',
      { ...complete, payment_status: 'unpaid', payment_intent: intentOf({ status: 'processing' }) },
      { voucher: undefined, hasFailed: false },
    ],
  ])('%s', (_, session, seen) => {
    expect(read(sessionOf(session))).toMatchObject(seen)
  })
})

describe('a shopper has since', () => {
  const other = (status: string) => sessionOf({ id: `cs_${status}`, status, created: seconds + 60 })

  test.each([
    ['done nothing', [], 'none'],
    ['come back', ['open'], 'open'],
    ['come back and left again', ['expired'], 'left'],
    ['ordered', ['complete'], 'completed'],
    ['ordered, and come back once more', ['open', 'complete', 'expired'], 'completed'],
  ])('%s', (_, statuses, later) => {
    expect(read(sessionOf(), { later: statuses.map(other) }).later).toBe(later)
  })
})

describe('a copy of a checkout', () => {
  const copy = sessionOf({ id: 'cs_copy', recovered_from: 'cs_basket' })
  const copyOfCopy = sessionOf({ id: 'cs_copy_2', recovered_from: { id: 'cs_copy' } })
  const again = sessionOf({ id: 'cs_again', metadata: { paynudge_again: 'cs_basket' } })
  const other = sessionOf({ id: 'cs_other' })

  test('is one that a recovery link or one of our own made, or a copy of such a one', () => {
    const found = copiesOf('cs_basket', [other, copyOfCopy, again, copy])
    expect(found.map(({ id }) => id).toSorted()).toEqual(['cs_again', 'cs_copy', 'cs_copy_2'])
    expect(copiesOf('cs_other', [copy, copyOfCopy, again])).toEqual([])
  })

  test.each([
    ['what it goes on with', copy, 'cs_basket'],
    ['what it was ordered again from', again, 'cs_basket'],
    ['nothing when it goes on with none', other, undefined],
  ])('tells %s', (_, session, continues) => {
    expect(read(session).continues).toBe(continues)
  })

  test('brings its money to the first one, through any number of links', () => {
    const paid = sessionOf({ ...copyOfCopy, ...complete, payment_intent: paidIntentOf({ id: 'pi_2' }) })
    const expired = sessionOf({ status: 'expired' })
    expect(read(expired, { later: [paid, copy] }).payments).toMatchObject([{ key: 'pi_2', paidAt: at(60) }])
  })

  test('is the only one that does: another order of the shopper is not ours', () => {
    const paid = sessionOf({ ...other, ...complete, payment_intent: paidIntentOf({ id: 'pi_2' }) })
    expect(read(sessionOf({ status: 'expired' }), { later: [paid] }).payments).toEqual([])
  })
})

describe('money of a checkout', () => {
  test('is what its payment brought', () => {
    const session = sessionOf({ ...complete, payment_intent: paidIntentOf() })
    expect(read(session).payments).toMatchObject([
      { key: 'pi_1', money: { amount: 2400 }, refunded: 0, paidAt: at(60) },
    ])
  })

  test('is what its first invoice brought where a subscription began, at the time it was paid', () => {
    const latest_charge = chargeOf({ amount_refunded: 900 })
    const payment = { type: 'payment_intent', payment_intent: intentOf({ latest_charge }) }
    const session = sessionOf({ ...complete, mode: 'subscription', invoice: 'in_first' })
    const invoicePayments = [
      paymentOf({ invoice: 'in_first', payment }),
      paymentOf({ id: 'inpay_2', invoice: 'in_other' }),
    ]
    expect(read(session, { invoicePayments }).payments).toEqual([
      {
        key: 'pi_1',
        money: { amount: 2400, currency: 'eur' },
        refunded: 900,
        isDisputed: false,
        lost: 0,
        paidAt: at(60),
        throughStripe: true,
      },
    ])
  })

  test.each<[string, Parameters<typeof sessionOf>[0]]>([
    ['it is open', {}],
    ['its voucher is not paid', { ...complete, payment_status: 'unpaid', payment_intent: boletoOf() }],
    ['nothing had to be paid', { ...complete, payment_status: 'no_payment_required', amount_total: 0 }],
    ['nobody shows the payment', { ...complete, payment_intent: 'pi_1' }],
  ])('is none while %s', (_, session) => {
    expect(read(sessionOf(session), { invoicePayments: [paymentOf({ invoice: 'in_1' })] }).payments).toEqual(
      [],
    )
  })
})

describe('whom to write to about a checkout', () => {
  const metadata = { whatsapp_phone: 'handed over', phone: 'noted' }
  const custom_fields = [
    { key: 'colour', type: 'text', text: { value: 'red' } },
    { key: 'YourWhatsApp', type: 'text', text: { value: 'asked' } },
    { key: 'mobile_number', type: 'numeric', numeric: { value: 'counted' } },
    { key: 'phone', type: 'text', text: { value: null } },
  ]
  const customer_details = {
    phone: 'typed',
    name: 'Ana',
    email: 'ana@example.com',
    address: { country: 'PT', state: 'Porto', postal_code: '4000' },
  }

  test('comes in the order it can be trusted', () => {
    const customer = customerOf({ phone: 'customer' })
    const latest_charge = chargeOf({ billing_details: { phone: 'card' } })
    const payment_intent = intentOf({ latest_charge })
    const session = sessionOf({ customer, customer_details, metadata, custom_fields, payment_intent })
    expect(read(session).contact.phones).toEqual([
      'customer',
      'typed',
      'handed over',
      'noted',
      'asked',
      'counted',
      'card',
    ])
  })

  test('is a guest by what they typed', () => {
    expect(read(sessionOf({ customer: null, customer_details })).contact).toMatchObject({
      customerId: undefined,
      name: 'Ana',
      country: 'PT',
      region: 'Porto',
      postalCode: '4000',
    })
  })

  test('is told where the goods go when nothing else is known', () => {
    const shipping_details = { name: 'Ida', address: { country: 'DE' } }
    const session = sessionOf({ customer: null, collected_information: { shipping_details } })
    expect(read(session).contact).toMatchObject({ name: 'Ida', country: 'DE' })
  })

  test.each([
    ['pt-BR', ['es', 'pt-BR']],
    ['auto', ['es']],
    [null, ['es']],
  ])('reads the language of the page, %s, after the customer’s own', (locale, locales) => {
    expect(read(sessionOf({ locale })).contact.locales).toEqual(locales)
  })

  test('is nobody when the customer was deleted', () => {
    const customer = { id: 'cus_maya', object: 'customer', deleted: true }
    expect(read(sessionOf({ customer })).customerIsDeleted).toBe(true)
  })
})
