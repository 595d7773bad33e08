import { describe, expect, test } from 'vitest'
import { readDecline } from '../../server/stripe/read/decline.ts'
import { chargeOf, intentOf } from './objects.ts'

const declined = (decline_code: string) =>
  readDecline(intentOf({ last_payment_error: { code: 'card_declined', decline_code } }))

describe('a declined payment', () => {
  test.each([
    ['expired_card', 'other-card'],
    ['lost_card', 'other-card'],
    ['transaction_not_allowed', 'other-card'],
    ['incorrect_cvc', 're-enter'],
    ['incorrect_address', 're-enter'],
    ['insufficient_funds', 'top-up'],
    ['authentication_required', 'authenticate'],
    ['do_not_honor', 'call-bank'],
    ['processing_error', 'wait'],
    ['duplicate_transaction', 'merchant'],
    ['revocation_of_authorization', 'told-bank-to-stop'],
    ['stop_payment_order', 'told-bank-to-stop'],
    ['debit_not_authorized', 'told-bank-to-stop'],
    ['a_code_of_tomorrow', 'call-bank'],
  ])('%s is helped by: %s', (code, declineClass) => {
    expect(declined(code)?.declineClass).toBe(declineClass)
  })

  test.each([
    'lost_card',
    'stolen_card',
    'pickup_card',
    'fraudulent',
    'merchant_blacklist',
    'highest_risk_level',
  ])('%s is shown as a generic decline, as Stripe asks', (code) => {
    expect(declined(code)?.code).toBe('generic_decline')
  })

  test('is told by its own error code where the bank gave none', () => {
    const error = { code: 'authentication_required' }
    expect(readDecline(intentOf({ last_payment_error: error }))).toMatchObject({
      declineClass: 'authenticate',
    })
  })

  test.each<[string, Parameters<typeof chargeOf>[0], string]>([
    [
      'by the outcome',
      { outcome: { reason: 'insufficient_funds' }, failure_code: 'card_declined' },
      'insufficient_funds',
    ],
    ['by the failure code', { outcome: { reason: null }, failure_code: 'expired_card' }, 'expired_card'],
    [
      'by the outcome, a sensitive one generically',
      { outcome: { reason: 'stolen_card' } },
      'generic_decline',
    ],
  ])('is told by its charge when the intent has forgotten it: %s', (_, charge, code) => {
    expect(readDecline(intentOf({ latest_charge: chargeOf(charge) }))?.code).toBe(code)
  })

  test.each<[string, object, boolean]>([
    ['may win', {}, true],
    ['may win when the bank says so', { advice_code: 'try_again_later' }, true],
    ['is not worth waiting for when the bank wants no other try', { advice_code: 'do_not_try_again' }, false],
    [
      'is not worth waiting for with a card issued in India',
      { payment_method: { card: { country: 'IN' } } },
      false,
    ],
    ['may win with a card of another country', { payment_method: { card: { country: 'ES' } } }, true],
  ])('a retry of Stripe’s %s', (_, told, mayRetry) => {
    const error = { code: 'card_declined', decline_code: 'insufficient_funds', ...told }
    expect(readDecline(intentOf({ last_payment_error: error }))?.mayRetry).toBe(mayRetry)
  })

  test('a retry of Stripe’s is not worth waiting for when the charge alone tells the advice', () => {
    const outcome = { reason: 'insufficient_funds', advice_code: 'do_not_try_again' }
    expect(readDecline(intentOf({ latest_charge: chargeOf({ outcome }) }))?.mayRetry).toBe(false)
  })

  test.each<[string, Parameters<typeof intentOf>[0]]>([
    [
      'when it succeeded though its risk was looked at',
      { latest_charge: chargeOf({ status: 'succeeded', outcome: { reason: 'elevated_risk_level' } }) },
    ],
    ['when it succeeded', { latest_charge: chargeOf({ outcome: { reason: null } }) }],
    ['when its charge is only named', { latest_charge: 'ch_1' }],
    ['when nothing was tried', {}],
  ])('is none %s', (_, intent) => {
    expect(readDecline(intentOf(intent))).toBeUndefined()
  })
})
