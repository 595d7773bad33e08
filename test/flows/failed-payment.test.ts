import { describe, expect, test } from 'vitest'
import type { DeclineClass } from '../../server/domain/enrollment.ts'
import { failedPayment } from '../../server/flows/failed-payment.ts'
import { readInvoice, type SeenInvoice } from '../../server/stripe/read/invoice.ts'
import { at, declinedIntentOf, declinedOf, invoiceOf, paymentOf, seconds } from '../stripe/objects.ts'
import { about, day, endingOf, eventOf, paymentAt, seenInvoice } from './seen.ts'

const failed = (object: object) => failedPayment.trigger(eventOf('invoice.payment_failed', { ...object }))

describe('a failed payment', () => {
  test('starts the flow of its invoice, with the count of attempts so far', () => {
    expect(failed({ id: 'in_renewal', attempt_count: 2 })).toEqual({
      subject: 'in_renewal',
      at: at(0),
      attemptCount: 2,
    })
  })

  test.each([undefined, null, '2', 1.5])('counts as the first one when the count is %j', (attempt_count) => {
    expect(failed({ id: 'in_renewal', attempt_count })?.attemptCount).toBe(1)
  })

  test('remembers what is due, the number, and when Stripe tries again', () => {
    expect(failedPayment.facts(seenInvoice(), 'in_renewal')).toMatchObject({
      due: { amount: 2400, currency: 'eur' },
      number: 'INV-0042',
      nextRetryAt: at(3600),
      about: 'invoice',
      items: 'Wine club',
    })
  })

  test.each([
    'lost_card',
    'stolen_card',
    'pickup_card',
    'fraudulent',
    'merchant_blacklist',
    'highest_risk_level',
  ])('never remembers that the reason was %s', (code) => {
    const facts = failedPayment.facts(seenInvoice({}, code), 'in_renewal')
    expect(JSON.stringify(facts)).not.toContain(code)
    expect(facts.declineCode).toBe('generic_decline')
  })

  test.each<[string, Partial<SeenInvoice>, number]>([
    ['all attempts while nothing is under way', {}, 3],
    ['none while a payment is under way', { isIdle: false }, 0],
    ['none once it is paid', { status: 'paid' }, 0],
  ])('is seen to have failed in %s', (_, change, attempts) => {
    expect(failedPayment.failedAttempts(seenInvoice({ attemptCount: 3, ...change }))).toBe(attempts)
  })

  test('brings the money of its invoice', () => {
    const payments = [paymentAt(60)]
    expect(failedPayment.payments(seenInvoice({ payments }))).toEqual(payments)
    expect(failedPayment.money(seenInvoice(), 'in_renewal')).toBe('in_renewal')
  })
})

describe('the matter', () => {
  test.each<[string, Partial<SeenInvoice>, string]>([
    ['goes on while the invoice is open', {}, 'goes on'],
    ['is over when it is paid', { status: 'paid' }, 'paid: The invoice is paid.'],
    [
      'is over when nothing is left to pay',
      { remaining: { amount: 0, currency: 'eur' } },
      'paid: Nothing is left to pay.',
    ],
    ['is over when it was voided', { status: 'void' }, 'void: The invoice was voided.'],
    [
      'is over when it was written off',
      { status: 'uncollectible' },
      'written-off: The invoice was marked as uncollectible.',
    ],
    [
      'is over when it became a draft again',
      { status: 'draft' },
      'stopped: The invoice is not open for payment.',
    ],
    [
      'is over when we do not understand its state',
      { status: 'unknown' },
      'stopped: The invoice is not open for payment.',
    ],
    [
      'is over when the customer was deleted',
      { stopped: 'customer-deleted' },
      'stopped: The customer was deleted in Stripe.',
    ],
    [
      'is over when the subscription has ended',
      { stopped: 'subscription-ended' },
      'stopped: The subscription has ended.',
    ],
    [
      'is over when collection is paused',
      { stopped: 'collection-paused' },
      'stopped: Payment collection of the subscription is paused.',
    ],
    [
      'has not begun while the customer is still in the checkout',
      { stopped: 'in-checkout' },
      'stopped: The customer is still in the checkout.',
    ],
    [
      'is none when the customer tried on the page of an invoice that was sent',
      { collection: 'sent' },
      'stopped: The invoice is sent to be paid: who tries to is on its page, and its due date has messages of its own.',
    ],
    [
      'is paid rather than stopped when both are true',
      { status: 'paid', stopped: 'subscription-ended' },
      'paid: The invoice is paid.',
    ],
  ])('%s', (_, change, ending) => {
    expect(endingOf(failedPayment, seenInvoice(change), about('in_renewal'))).toBe(ending)
  })
})

/** An invoice whose attempts were declined like this; Stripe tries again in an hour unless told otherwise. */
type Attempted = {
  readonly code?: string
  readonly attempt?: number
  readonly nextRetry?: number | null
  readonly advice?: string
  readonly country?: string
}

function attempted({ code, attempt = 1, nextRetry = 3600, advice, country }: Attempted): SeenInvoice {
  const invoice = invoiceOf({
    attempt_count: attempt,
    next_payment_attempt: nextRetry === null ? null : seconds + nextRetry,
  })
  if (!code) return readInvoice(invoice, [])
  const error = {
    code: 'card_declined',
    decline_code: code,
    advice_code: advice,
    payment_method: { card: { country } },
  }
  const payment_intent = declinedIntentOf(code, { last_payment_error: error })
  const payment = { type: 'payment_intent', payment_intent }
  return readInvoice(invoice, [paymentOf({ status: 'open', amount_paid: null, payment })])
}

/** When the flow means to write about it. */
function timing(seen: SeenInvoice): string {
  if (failedPayment.ended(seen, about('in_renewal'))) return 'never'
  const retryAt = failedPayment.hopefulRetryAt(seen)
  return retryAt ? `after the retry in ${at(0).until(retryAt).total('minutes')} minutes` : 'at once'
}

const waits = 'after the retry in 60 minutes'

describe('the moment of the first message', () => {
  test.each<[string, Attempted, string]>([
    ['an expired card is told at once', { code: 'expired_card' }, 'at once'],
    ['a lost card is told at once', { code: 'lost_card' }, 'at once'],
    ['a stolen card is told at once', { code: 'stolen_card' }, 'at once'],
    ['a card that is withdrawn is told at once', { code: 'pickup_card' }, 'at once'],
    ['a wrong number is told at once', { code: 'incorrect_number' }, 'at once'],
    ['a wrong security code is told at once', { code: 'incorrect_cvc' }, 'at once'],
    [
      'a card the bank lets do no such payments is told at once',
      { code: 'transaction_not_allowed' },
      'at once',
    ],
    ['a payment thought too risky is told at once', { code: 'highest_risk_level' }, 'at once'],
    ['a bank that gives no reason is told at once', { code: 'do_not_honor' }, 'at once'],
    ['a reason nobody knows yet is told at once', { code: 'code_of_tomorrow' }, 'at once'],
    ['a confirmation the bank asks for is told at once', { code: 'authentication_required' }, 'at once'],
    ['the want of a payment method is told at once', { nextRetry: null }, 'at once'],
    ['a lack of money waits for Stripe’s retry', { code: 'insufficient_funds' }, waits],
    ['a limit of the card waits for Stripe’s retry', { code: 'card_velocity_exceeded' }, waits],
    ['a processing error waits for Stripe’s retry', { code: 'processing_error' }, waits],
    ['a bank that is away waits for Stripe’s retry', { code: 'issuer_not_available' }, waits],
    [
      'a lack of money is told at once when the retry has failed, too',
      { code: 'insufficient_funds', attempt: 2 },
      'at once',
    ],
    [
      'a processing error is told at once when the retry has failed, too',
      { code: 'processing_error', attempt: 2 },
      'at once',
    ],
    [
      'a ladder of retries that never ends is not waited for',
      { code: 'processing_error', attempt: 40 },
      'at once',
    ],
    [
      'a lack of money is told at once when Stripe has given up',
      { code: 'insufficient_funds', nextRetry: null },
      'at once',
    ],
    [
      'a lack of money on a card from India is told at once: Stripe does not retry it',
      { code: 'insufficient_funds', country: 'IN' },
      'at once',
    ],
    [
      'a lack of money is told at once when the bank wants no other try',
      { code: 'insufficient_funds', advice: 'do_not_try_again' },
      'at once',
    ],
    [
      'a lack of money waits when the bank says to try later',
      { code: 'insufficient_funds', advice: 'try_again_later' },
      waits,
    ],
    ['a stop at the bank is not written about', { code: 'stop_payment_order' }, 'never'],
    ['a revoked permission is not written about', { code: 'revocation_of_authorization' }, 'never'],
    [
      'a revocation of everything is not written about',
      { code: 'revocation_of_all_authorizations' },
      'never',
    ],
    ['a debit the customer had taken back is not written about', { code: 'debit_not_authorized' }, 'never'],
    ['a mistake of the merchant is not written about', { code: 'invalid_amount' }, 'never'],
    ['a payment made twice is not written about', { code: 'duplicate_transaction' }, 'never'],
  ])('%s', (_, how, expected) => {
    expect(timing(attempted(how))).toBe(expected)
  })

  test.each([
    ['stop_payment_order', 'stopped: The customer told their bank to stop these payments.'],
    ['duplicate_transaction', 'stopped: The payment failed for a reason the customer can do nothing about.'],
  ])('a silence about %s has its reason', (code, ending) => {
    expect(endingOf(failedPayment, attempted({ code }), about('in_renewal'))).toBe(ending)
  })
})

describe('the first invoice of a subscription', () => {
  test('is worth a message for 23 hours, in which it can be paid', () => {
    const first = seenInvoice({ isFirst: true })
    expect(failedPayment.usefulUntil(first, 'in_renewal')).toEqual(at(23 * 3600))
    expect(failedPayment.usefulUntil(seenInvoice(), 'in_renewal')).toBeUndefined()
  })

  test('counts them from when it was finalized, not from when it was made', () => {
    const invoice = invoiceOf({
      billing_reason: 'subscription_create',
      status_transitions: { finalized_at: seconds + day },
    })
    const seen = readInvoice(invoice, [declinedOf('expired_card')])
    expect(failedPayment.usefulUntil(seen, 'in_renewal')).toEqual(at(day + 23 * 3600))
  })
})

describe('the first text', () => {
  const [first, reminder, last] = failedPayment.steps

  test.each<[string, Partial<SeenInvoice>, DeclineClass | undefined, string]>([
    ['of a first invoice', { isFirst: true }, 'other-card', 'payment_failed_first'],
    [
      'of a first invoice without a card',
      { isFirst: true, lacksMethod: true },
      undefined,
      'payment_failed_first',
    ],
    ['where nothing is on file', { lacksMethod: true }, undefined, 'payment_failed_method'],
    ['where another card helps', {}, 'other-card', 'payment_failed_card'],
    ['where the details were wrong', {}, 're-enter', 'payment_failed_details'],
    ['where money was missing', {}, 'top-up', 'payment_failed_funds'],
    ['where the bank asks for a confirmation', {}, 'authenticate', 'payment_action_required'],
    ['where only the bank knows', {}, 'call-bank', 'payment_failed'],
    ['where the bank’s machines did not work', {}, 'wait', 'payment_failed'],
    ['where no reason is known', {}, undefined, 'payment_failed'],
  ])('%s is one of its own', (_, change, declineClass, text) => {
    const decline = declineClass && { declineClass, code: 'any', mayRetry: true }
    const seen = seenInvoice({ ...change, decline })
    expect(first?.template(seen)).toBe(text)
    expect([reminder?.template(seen), last?.template(seen)]).toEqual([
      'payment_failed_reminder',
      'payment_failed_last',
    ])
  })

  test('goes out at once, then comes a reminder after three days, and the last after a week', () => {
    expect(failedPayment.steps.map(({ delayMinutes }) => delayMinutes / 60 / 24)).toEqual([0, 3, 7])
  })
})
