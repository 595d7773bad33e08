import { describe, expect, test } from 'vitest'
import { pendingVoucher } from '../../server/flows/pending-voucher.ts'
import type { SeenIntent } from '../../server/stripe/read/intent.ts'
import type { SeenSession } from '../../server/stripe/read/session.ts'
import { at } from '../stripe/objects.ts'
import { about, day, endingOf, eventOf, paymentAt, seenOrder, seenVoucherIntent } from './seen.ts'

const transfer = { method: 'bank-transfer', url: 'https://payments.stripe.com/1', expiresAt: undefined }
const boleto = { boleto_display_details: { hosted_voucher_url: 'https://payments.stripe.com/1' } }

describe('a voucher', () => {
  test.each<[string, string, object, string | undefined]>([
    ['of an order starts it', 'checkout.session.completed', { id: 'cs_1', payment_status: 'unpaid' }, 'cs_1'],
    [
      'is none when the order is paid',
      'checkout.session.completed',
      { id: 'cs_1', payment_status: 'paid' },
      undefined,
    ],
    [
      'is none when nothing had to be paid',
      'checkout.session.completed',
      { id: 'cs_1', payment_status: 'no_payment_required' },
      undefined,
    ],
    ['is none when nobody says so', 'checkout.session.completed', { id: 'cs_1' }, undefined],
    [
      'of a payment alone starts it',
      'payment_intent.requires_action',
      { id: 'pi_1', status: 'requires_action', next_action: boleto },
      'pi_1',
    ],
    [
      'is none when the bank asks for a confirmation',
      'payment_intent.requires_action',
      { id: 'pi_1', status: 'requires_action', next_action: { type: 'use_stripe_sdk', use_stripe_sdk: {} } },
      undefined,
    ],
  ])('%s', (_, type, object, subject) => {
    expect(pendingVoucher.trigger(eventOf(type, { ...object }))?.subject).toBe(subject)
  })

  test('is looked at where it belongs', () => {
    expect(pendingVoucher.lookAt('cs_1')).toEqual({ object: 'checkout_session', id: 'cs_1' })
    expect(pendingVoucher.lookAt('pi_1')).toEqual({ object: 'payment_intent', id: 'pi_1' })
    expect(pendingVoucher.page('pi_1')).toBe('voucher')
  })

  test('is remembered with its sum and the day it runs out', () => {
    expect(pendingVoucher.facts(seenOrder(), 'cs_basket')).toMatchObject({
      due: { amount: 9000, currency: 'eur' },
      day: at(3 * day),
    })
    expect(pendingVoucher.facts(seenVoucherIntent(), 'pi_1')).toMatchObject({
      due: { amount: 2400, currency: 'eur' },
      day: at(3 * day),
    })
  })
})

describe('the matter', () => {
  test.each<[string, Partial<SeenSession>, string]>([
    ['goes on while the voucher can be paid', {}, 'goes on'],
    ['goes on while a transfer is awaited', { voucher: transfer }, 'goes on'],
    ['is over when the order is paid', { isPaid: true }, 'paid: The order is paid.'],
    ['is over when money came', { payments: [paymentAt(60)] }, 'paid: The order is paid.'],
    [
      'is over when the voucher ran out',
      { hasFailed: true, voucher: undefined },
      'expired: The voucher was not paid in time.',
    ],
    ['is none when nothing was ordered', { status: 'expired' }, 'stopped: The order was not completed.'],
    [
      'is over when the shopper ordered anew',
      { later: 'completed' },
      'stopped: The customer has ordered anew since.',
    ],
    ['goes on while the shopper looks at something else', { later: 'open' }, 'goes on'],
    [
      'is none when the bank collects the money by itself',
      { voucher: undefined },
      'stopped: The payment waits for nothing the customer can pay.',
    ],
    [
      'is none when the voucher has no page',
      { voucher: { ...transfer, url: undefined } },
      'stopped: The payment waits for nothing the customer can pay.',
    ],
    [
      'is over when the customer was deleted',
      { customerIsDeleted: true },
      'stopped: The customer was deleted in Stripe.',
    ],
  ])('of an order %s', (_, change, ending) => {
    expect(endingOf(pendingVoucher, seenOrder(change), about('cs_basket'))).toBe(ending)
  })

  test.each<[string, Partial<SeenIntent>, string]>([
    ['goes on while the voucher can be paid', {}, 'goes on'],
    ['is over when it is paid', { status: 'paid' }, 'paid: The payment has succeeded.'],
    ['is over when it was cancelled', { status: 'canceled' }, 'void: The payment was cancelled.'],
    [
      'is over when the voucher ran out',
      { status: 'unpaid', voucher: undefined },
      'expired: The voucher was not paid in time.',
    ],
    [
      'is the checkout’s where there is one, so that nobody is written to twice',
      { belongsTo: 'checkout' },
      'stopped: The payment belongs to a checkout, which has flows of its own.',
    ],
  ])('of a payment alone %s', (_, change, ending) => {
    expect(endingOf(pendingVoucher, seenVoucherIntent(change), about('pi_1'))).toBe(ending)
  })
})

describe('its messages', () => {
  const [first, last] = pendingVoucher.steps

  test.each<[string, SeenSession | SeenIntent]>([
    ['of an order', seenOrder()],
    ['of a payment alone', seenVoucherIntent()],
  ])('%s come at noon of the day before the voucher runs out, and of its last day', (_, seen) => {
    const endOfDay = at(3 * day)
    expect(pendingVoucher.countsFrom(seen, seen.id)).toEqual(endOfDay)
    expect(pendingVoucher.usefulUntil(seen, seen.id)).toEqual(endOfDay)
    expect(pendingVoucher.steps.map(({ delayMinutes }) => delayMinutes / 60)).toEqual([-36, -12])
    expect([first?.template(seen), last?.template(seen)]).toEqual(['voucher_pending', 'voucher_last_day'])
  })

  test('about a transfer is one alone, which names no day: nobody tells when it is awaited no more', () => {
    const seen = seenOrder({ voucher: transfer })
    const from = pendingVoucher.countsFrom(seen, 'cs_basket')
    expect(from).toEqual(at(5 * day))
    expect(first?.template(seen)).toBe('one_off_failed_reminder')
    expect(pendingVoucher.facts(seen, 'cs_basket').day).toBeUndefined()
    expect(pendingVoucher.usefulUntil(seen, 'cs_basket')).toEqual(from?.add({ minutes: last!.delayMinutes }))
  })
})
