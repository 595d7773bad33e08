import { describe, expect, test } from 'vitest'
import type { DeclineClass } from '../../server/domain/enrollment.ts'
import { failedOneOff } from '../../server/flows/failed-one-off.ts'
import type { SeenIntent } from '../../server/stripe/read/intent.ts'
import { at } from '../stripe/objects.ts'
import { about, endingOf, eventOf, seenIntent, seenVoucherIntent } from './seen.ts'

const declined = (declineClass: DeclineClass) => ({
  decline: { declineClass, code: 'any', mayRetry: true },
})

describe('a payment that failed', () => {
  test('starts the flow by itself', () => {
    const event = eventOf('payment_intent.payment_failed', { id: 'pi_1' })
    expect(failedOneOff.trigger(event)).toEqual({ subject: 'pi_1', at: at(0), attemptCount: 0 })
    expect(failedOneOff.lookAt('pi_1')).toEqual({ object: 'payment_intent', id: 'pi_1' })
  })

  test('is remembered with its sum and reason, and no number or day', () => {
    expect(failedOneOff.facts(seenIntent({ items: 'Rioja' }), 'pi_1')).toMatchObject({
      due: { amount: 2400, currency: 'eur' },
      declineClass: 'call-bank',
      declineCode: 'do_not_honor',
      number: undefined,
      day: undefined,
      about: 'basket',
      items: 'Rioja',
    })
  })

  test('is paid on a page for this very payment', () => {
    expect(failedOneOff.page('pi_1')).toBe('payment-intent')
  })

  test('gives the shopper half an hour to try again by themselves', () => {
    expect(failedOneOff.steps.map(({ delayMinutes }) => delayMinutes)).toEqual([30, 24 * 60])
  })
})

describe('the matter', () => {
  test.each<[string, Partial<SeenIntent>, string]>([
    ['goes on while it stands alone, is unpaid and has a page', {}, 'goes on'],
    ['is over when it is paid', { status: 'paid' }, 'paid: The payment has succeeded.'],
    ['is over when it was cancelled', { status: 'canceled' }, 'void: The payment was cancelled.'],
    ['waits for what is under way', { status: 'under-way' }, 'stopped: The payment is under way.'],
    [
      'is the invoice’s where there is one',
      { belongsTo: 'invoice' },
      'stopped: The payment belongs to an invoice, which has flows of its own.',
    ],
    [
      'is the checkout’s where there is one',
      { belongsTo: 'checkout' },
      'stopped: The payment belongs to a checkout, which has flows of its own.',
    ],
    [
      'is over when the customer paid the same sum otherwise',
      { isReplaced: true },
      'stopped: The customer has paid the same amount in another payment.',
    ],
    [
      'is over when the customer was deleted',
      { customerIsDeleted: true },
      'stopped: The customer was deleted in Stripe.',
    ],
    [
      'is another one when the bank asks for a confirmation',
      { wantsAuthentication: true },
      'stopped: The bank asks for a confirmation, which has a flow of its own.',
    ],
    [
      'is none when the customer stopped it at the bank',
      declined('told-bank-to-stop'),
      'stopped: The customer told their bank to stop these payments.',
    ],
    [
      'is none when the merchant made a mistake',
      declined('merchant'),
      'stopped: The payment failed for a reason the customer can do nothing about.',
    ],
    [
      'cannot be mended without a page, as any other would take the money twice',
      { pageUrl: undefined },
      'stopped: There is no page on which this payment could be finished.',
    ],
  ])('%s', (_, change, ending) => {
    expect(endingOf(failedOneOff, seenIntent(change), about('pi_1'))).toBe(ending)
  })

  test('is another one when a voucher waits to be paid', () => {
    expect(endingOf(failedOneOff, seenVoucherIntent(), about('pi_1'))).toBe(
      'stopped: The payment waits for a voucher, which has a flow of its own.',
    )
  })
})
