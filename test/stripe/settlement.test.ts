import { describe, expect, test } from 'vitest'
import type { Fields } from '../../server/stripe/read/event.ts'
import { type Settlement, settlementOf } from '../../server/stripe/settlement.ts'
import { everyType } from '../recorded.ts'
import { at } from './objects.ts'

const eventOf = (type: string, object: Fields, previous?: Fields) => ({
  id: 'evt_1',
  type,
  createdAt: at(0),
  livemode: true,
  account: undefined,
  object,
  previous,
})

const intent = { id: 'pi_1', customer: 'cus_1' }
const session = { id: 'cs_1', customer: 'cus_1' }
const method = { id: 'pm_1', customer: 'cus_1' }
const subscription = { id: 'sub_1', customer: 'cus_1' }
const ofCustomer = { subjects: [], customer: 'cus_1' }
const ofPayment = { subjects: [], payment: 'pi_1' }

/** Events that may settle something, each with an object and where that leads. */
const settling: readonly [string, Fields, Settlement][] = [
  ['invoice.paid', { id: 'in_1' }, { subjects: ['in_1'] }],
  ['invoice.payment_succeeded', { id: 'in_1' }, { subjects: ['in_1'] }],
  ['invoice.payment_failed', { id: 'in_1' }, { subjects: ['in_1'] }],
  ['invoice.voided', { id: 'in_1' }, { subjects: ['in_1'] }],
  ['invoice.marked_uncollectible', { id: 'in_1' }, { subjects: ['in_1'] }],
  ['invoice.deleted', { id: 'in_1' }, { subjects: ['in_1'] }],
  ['invoice.updated', { id: 'in_1' }, { subjects: ['in_1'] }],
  ['invoice_payment.paid', { id: 'inpay_1', invoice: 'in_1' }, { subjects: ['in_1'] }],
  ['invoice_payment.paid', { id: 'inpay_1', invoice: { id: 'in_1' } }, { subjects: ['in_1'] }],
  ['payment_intent.succeeded', intent, { subjects: ['pi_1'], payment: 'pi_1' }],
  ['payment_intent.canceled', intent, { subjects: ['pi_1'], payment: 'pi_1' }],
  ['payment_intent.processing', intent, { subjects: ['pi_1'], payment: 'pi_1' }],
  ['payment_intent.payment_failed', intent, { subjects: ['pi_1'], payment: 'pi_1' }],
  ['checkout.session.completed', session, { subjects: ['cs_1'], customer: 'cus_1' }],
  [
    'checkout.session.completed',
    { ...session, recovered_from: 'cs_0' },
    { subjects: ['cs_1', 'cs_0'], customer: 'cus_1', trail: { kind: 'copy', of: 'cs_0' } },
  ],
  [
    'checkout.session.completed',
    { id: 'cs_2', customer: null, metadata: { paynudge_again: 'cs_1' } },
    { subjects: ['cs_2', 'cs_1'], trail: { kind: 'copy', of: 'cs_1' } },
  ],
  ['checkout.session.async_payment_succeeded', session, { subjects: ['cs_1'], customer: 'cus_1' }],
  ['checkout.session.async_payment_failed', session, { subjects: ['cs_1'], customer: 'cus_1' }],
  ['charge.refunded', { id: 'ch_1', payment_intent: 'pi_1' }, ofPayment],
  ['charge.refunded', { id: 'ch_1', payment_intent: null }, { subjects: [], payment: 'ch_1' }],
  ['refund.created', { id: 're_1', payment_intent: 'pi_1', charge: 'ch_1' }, ofPayment],
  ['refund.updated', { id: 're_1', payment_intent: { id: 'pi_1' } }, ofPayment],
  ['refund.failed', { id: 're_1', payment_intent: null, charge: 'ch_1' }, { subjects: [], payment: 'ch_1' }],
  ['charge.dispute.created', { id: 'dp_1', payment_intent: 'pi_1' }, ofPayment],
  [
    'charge.dispute.created',
    { id: 'dp_1', payment_intent: 'pi_1', charge: 'ch_1' },
    { ...ofPayment, trail: { kind: 'charge', id: 'ch_1' } },
  ],
  ['charge.dispute.funds_withdrawn', { id: 'dp_1', payment_intent: 'pi_1' }, ofPayment],
  ['charge.dispute.funds_reinstated', { id: 'dp_1', payment_intent: 'pi_1' }, ofPayment],
  ['charge.dispute.updated', { id: 'dp_1', payment_intent: 'pi_1' }, ofPayment],
  ['charge.dispute.closed', { id: 'dp_1', payment_intent: 'pi_1' }, ofPayment],
  ['customer.deleted', { id: 'cus_1' }, ofCustomer],
  ['customer.updated', { id: 'cus_1' }, ofCustomer],
  ['customer.subscription.created', subscription, ofCustomer],
  ['customer.subscription.updated', subscription, ofCustomer],
  ['customer.subscription.resumed', subscription, ofCustomer],
  ['customer.subscription.deleted', subscription, ofCustomer],
  ['customer.subscription.paused', subscription, ofCustomer],
  ['payment_method.attached', method, ofCustomer],
  ['payment_method.updated', method, ofCustomer],
  ['payment_method.automatically_updated', method, ofCustomer],
  ['setup_intent.succeeded', { id: 'seti_1', customer: { id: 'cus_1' } }, ofCustomer],
]

describe('an event that may settle something tells where to look', () => {
  test.each(settling)('%s with %j', (type, object, settlement) => {
    expect(settlementOf(eventOf(type, object))).toEqual(settlement)
  })

  test('is one that Stripe has', () => {
    expect(everyType()).toEqual(expect.arrayContaining(settling.map(([type]) => type)))
  })

  test('is none of the others', () => {
    const object = { id: 'x_1', customer: 'cus_1', payment_intent: 'pi_1', invoice: 'in_1', charge: 'ch_1' }
    const found = everyType().filter((type) => settlementOf(eventOf(type, object)))
    expect(found.toSorted()).toEqual([...new Set(settling.map(([type]) => type))].toSorted())
  })
})

describe('a change may settle something', () => {
  test.each([
    ['a due date that moved', 'invoice.updated', { due_date: 1 }],
    ['a credit note', 'invoice.updated', { amount_remaining: 2400 }],
    ['an invoice that is collected otherwise', 'invoice.updated', { collection_method: 'send_invoice' }],
    ['another phone number', 'customer.updated', { phone: null }],
    ['another card of the customer', 'customer.updated', { invoice_settings: {} }],
    ['another card of the older kind', 'customer.updated', { default_source: 'card_1' }],
    ['another card of the subscription', 'customer.subscription.updated', { default_payment_method: null }],
    ['a subscription that pauses', 'customer.subscription.updated', { pause_collection: null }],
    ['a subscription that will end', 'customer.subscription.updated', { cancel_at_period_end: false }],
    ['a trial that was made longer', 'customer.subscription.updated', { trial_end: 1 }],
    ['a subscription that is behind', 'customer.subscription.updated', { status: 'active' }],
    ['a change beside our notes', 'invoice.updated', { metadata: {}, due_date: 1 }],
  ])('as does %s', (_, type, previous) => {
    expect(settlementOf(eventOf(type, { id: 'x_1', customer: 'cus_1' }, previous))).toBeDefined()
  })

  test.each(['invoice.updated', 'customer.updated', 'customer.subscription.updated'])(
    'but not when %s tells of our own notes alone',
    (type) => {
      const metadata = { paynudge_flow: null, paynudge_recovered: null }
      expect(settlementOf(eventOf(type, { id: 'x_1', customer: 'cus_1' }, { metadata }))).toBeUndefined()
      expect(settlementOf(eventOf(type, { id: 'x_1', customer: 'cus_1' }, {}))).toBeUndefined()
    },
  )
})

describe('an event settles nothing', () => {
  test.each<[string, string, Fields]>([
    [
      'when a charge failed, of which its payment tells',
      'charge.failed',
      { id: 'ch_1', payment_intent: 'pi_1' },
    ],
    ['when it is of a type of tomorrow', 'invoice.something_new', { id: 'in_1' }],
    ['when it names nothing', 'invoice.paid', {}],
    ['when its id is empty', 'invoice.paid', { id: '' }],
    ['when the invoice it names is none', 'invoice_payment.paid', { invoice: 7 }],
    ['when its card belongs to nobody', 'payment_method.updated', { id: 'pm_1', customer: null }],
  ])('%s', (_, type, object) => {
    expect(settlementOf(eventOf(type, object))).toBeUndefined()
  })
})
