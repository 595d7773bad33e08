import { describe, expect, test } from 'vitest'
import { paymentActionRequired as flow } from '../../server/flows/payment-action-required.ts'
import type { SeenIntent } from '../../server/stripe/read/intent.ts'
import type { SeenInvoice } from '../../server/stripe/read/invoice.ts'
import { at } from '../stripe/objects.ts'
import { about, endingOf, eventOf, seenIntent, seenInvoice } from './seen.ts'

const invoice = (change: Partial<SeenInvoice> = {}) => seenInvoice({ wantsAuthentication: true, ...change })
const intent = (change: Partial<SeenIntent> = {}) => seenIntent({ wantsAuthentication: true, ...change })

describe('a confirmation the bank asks for', () => {
  test.each<[string, string, object, object]>([
    [
      'of an invoice',
      'invoice.payment_action_required',
      { id: 'in_1', attempt_count: 2 },
      { subject: 'in_1', at: at(0), attemptCount: 2 },
    ],
    [
      'of a payment alone',
      'payment_intent.requires_action',
      { id: 'pi_1', status: 'requires_action', next_action: { type: 'use_stripe_sdk' } },
      { subject: 'pi_1', at: at(0), attemptCount: 0 },
    ],
    [
      'by refusing a charge while the customer was away',
      'payment_intent.payment_failed',
      { id: 'pi_1', last_payment_error: { code: 'authentication_required' } },
      { subject: 'pi_1' },
    ],
    [
      'by a code of the bank’s own',
      'payment_intent.payment_failed',
      {
        id: 'pi_1',
        last_payment_error: { code: 'card_declined', decline_code: 'authentication_required' },
      },
      { subject: 'pi_1' },
    ],
  ])('starts the flow %s', (_, type, object, trigger) => {
    expect(flow.trigger(eventOf(type, { ...object }))).toMatchObject(trigger)
  })

  test.each<[string, string, object]>([
    [
      'a payment that failed for another reason',
      'payment_intent.payment_failed',
      { id: 'pi_1', last_payment_error: { code: 'card_declined', decline_code: 'insufficient_funds' } },
    ],
    ['a payment that failed for no reason given', 'payment_intent.payment_failed', { id: 'pi_1' }],
    [
      'a payment that waits for a voucher',
      'payment_intent.requires_action',
      {
        id: 'pi_1',
        status: 'requires_action',
        next_action: { oxxo_display_details: { hosted_voucher_url: 'https://x.stripe.com' } },
      },
    ],
  ])('is none in %s', (_, type, object) => {
    expect(flow.trigger(eventOf(type, { ...object }))).toBeUndefined()
  })

  test('is looked at, and confirmed, where it belongs', () => {
    expect([flow.lookAt('in_1'), flow.page('in_1')]).toEqual([
      { object: 'invoice', id: 'in_1' },
      'hosted-invoice',
    ])
    expect([flow.lookAt('pi_1'), flow.page('pi_1')]).toEqual([
      { object: 'payment_intent', id: 'pi_1' },
      'payment-intent',
    ])
  })

  test('is asked of customers who are held out as well', () => {
    expect(flow.isExempt).toBe(true)
  })

  test('goes before all other messages about the same money', () => {
    expect(flow.priority).toBe('authentication')
    expect(flow.money(invoice(), 'in_renewal')).toBe('in_renewal')
  })
})

describe('the matter', () => {
  test.each<[string, Partial<SeenInvoice>, string]>([
    ['goes on while the bank asks', {}, 'goes on'],
    ['is over when the invoice is paid', { status: 'paid' }, 'paid: The invoice is paid.'],
    ['is over when it was voided', { status: 'void' }, 'void: The invoice was voided.'],
    [
      'is over when the customer is back in the checkout',
      { stopped: 'in-checkout' },
      'stopped: The customer is still in the checkout.',
    ],
    [
      'is none when the bank asks on the page of an invoice that was sent',
      { collection: 'sent' },
      'stopped: The invoice is sent to be paid: who tries to is on its page, and its due date has messages of its own.',
    ],
    [
      'is over when the bank asks no more',
      { wantsAuthentication: false },
      'stopped: The bank does not ask for a confirmation any more.',
    ],
    [
      'cannot be mended without a page',
      { pageUrl: undefined },
      'stopped: There is no page on which this payment could be confirmed.',
    ],
  ])('of an invoice %s', (_, change, ending) => {
    expect(endingOf(flow, invoice(change), about('in_renewal'))).toBe(ending)
  })

  test.each<[string, Partial<SeenIntent>, string]>([
    ['goes on while the bank asks', { status: 'wants-action' }, 'goes on'],
    ['goes on when the bank refused without', { status: 'unpaid' }, 'goes on'],
    ['is over when it is paid', { status: 'paid' }, 'paid: The payment has succeeded.'],
    ['is over when it was cancelled', { status: 'canceled' }, 'void: The payment was cancelled.'],
    [
      'belongs to its invoice',
      { belongsTo: 'invoice' },
      'stopped: The payment belongs to an invoice, which has flows of its own.',
    ],
    [
      'belongs to its checkout',
      { belongsTo: 'checkout' },
      'stopped: The payment belongs to a checkout, which has flows of its own.',
    ],
    [
      'is over when the bank asks no more',
      { wantsAuthentication: false },
      'stopped: The bank does not ask for a confirmation any more.',
    ],
    [
      'cannot be mended without a page',
      { pageUrl: undefined },
      'stopped: There is no page on which this payment could be confirmed.',
    ],
  ])('of a payment alone %s', (_, change, ending) => {
    expect(endingOf(flow, intent(change), about('pi_1'))).toBe(ending)
  })
})

describe('the first message', () => {
  test.each<[string, SeenInvoice | SeenIntent, ReturnType<typeof at> | undefined]>([
    ['about a renewal goes out at once', invoice(), undefined],
    ['about a charge while the customer was away goes out at once', intent({ status: 'unpaid' }), undefined],
    [
      'about a payment that waits comes half an hour later: most confirm it on the page they are on',
      intent({ status: 'wants-action' }),
      at(30 * 60),
    ],
    ['about a first invoice comes half an hour later, too', invoice({ isFirst: true }), at(30 * 60)],
  ])('%s', (_, seen, countsFrom) => {
    expect(flow.countsFrom(seen, seen.id)).toEqual(countsFrom)
    expect(flow.steps[0]?.delayMinutes).toBe(0)
  })

  test('helps for 23 hours where it is the first invoice of a subscription', () => {
    expect(flow.usefulUntil(invoice({ isFirst: true }), 'in_renewal')).toEqual(at(23 * 3600))
    expect(flow.usefulUntil(invoice(), 'in_renewal')).toBeUndefined()
    expect(flow.usefulUntil(intent(), 'pi_1')).toBeUndefined()
  })
})

test.each<[string, SeenInvoice | SeenIntent, number]>([
  ['an invoice', invoice({ attemptCount: 2 }), 2],
  ['an invoice with a payment under way', invoice({ attemptCount: 2, isIdle: false }), 0],
  ['a payment alone', intent(), 0],
])('what has failed of %s is counted', (_, seen, attempts) => {
  expect(flow.failedAttempts(seen)).toBe(attempts)
})

test('remembers an invoice by its number, and a payment alone as a basket', () => {
  expect(flow.facts(invoice(), 'in_renewal')).toMatchObject({ number: 'INV-0042', about: 'invoice' })
  expect(flow.facts(intent(), 'pi_1')).toMatchObject({ number: undefined, about: 'basket' })
})
