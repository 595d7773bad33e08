import { describe, expect, test } from 'vitest'
import type { Fields } from '../../server/stripe/read/event.ts'
import { type Settlement, settlementOf } from '../../server/stripe/settlement.ts'
import { at } from './objects.ts'

const eventOf = (type: string, object: Fields) => ({
  id: 'evt_1',
  type,
  createdAt: at(0),
  livemode: true,
  account: undefined,
  object,
})

describe('an event that may settle something tells where to look', () => {
  test.each<[string, Fields, Settlement]>([
    ['invoice.paid', { id: 'in_1' }, { subject: 'in_1' }],
    ['invoice.payment_succeeded', { id: 'in_1' }, { subject: 'in_1' }],
    ['invoice.voided', { id: 'in_1' }, { subject: 'in_1' }],
    ['invoice.marked_uncollectible', { id: 'in_1' }, { subject: 'in_1' }],
    ['invoice.deleted', { id: 'in_1' }, { subject: 'in_1' }],
    ['invoice_payment.paid', { id: 'inpay_1', invoice: 'in_1' }, { subject: 'in_1' }],
    ['invoice_payment.paid', { id: 'inpay_1', invoice: { id: 'in_1' } }, { subject: 'in_1' }],
    ['charge.refunded', { id: 'ch_1', payment_intent: 'pi_1' }, { payment: 'pi_1' }],
    ['charge.refunded', { id: 'ch_1', payment_intent: null }, { payment: 'ch_1' }],
    ['refund.created', { id: 're_1', payment_intent: 'pi_1', charge: 'ch_1' }, { payment: 'pi_1' }],
    ['refund.failed', { id: 're_1', payment_intent: null, charge: 'ch_1' }, { payment: 'ch_1' }],
    ['customer.deleted', { id: 'cus_1' }, { customer: 'cus_1' }],
    ['customer.subscription.deleted', { id: 'sub_1', customer: 'cus_1' }, { customer: 'cus_1' }],
    ['customer.subscription.paused', { id: 'sub_1', customer: 'cus_1' }, { customer: 'cus_1' }],
  ])('%s with %j', (type, object, settlement) => {
    expect(settlementOf(eventOf(type, object))).toEqual(settlement)
  })
})

describe('an event settles nothing', () => {
  test.each<[string, string, Fields]>([
    ['when it is a failure', 'invoice.payment_failed', { id: 'in_1' }],
    ['when it is of a type of tomorrow', 'invoice.something_new', { id: 'in_1' }],
    ['when it names nothing', 'invoice.paid', {}],
    ['when its id is empty', 'invoice.paid', { id: '' }],
    ['when the invoice it names is none', 'invoice_payment.paid', { invoice: 7 }],
  ])('%s', (_, type, object) => {
    expect(settlementOf(eventOf(type, object))).toBeUndefined()
  })
})
