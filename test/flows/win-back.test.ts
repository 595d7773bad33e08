import { describe, expect, test } from 'vitest'
import { winBack } from '../../server/flows/win-back.ts'
import type { SeenSubscription } from '../../server/stripe/read/subscription.ts'
import { at } from '../stripe/objects.ts'
import { about, day, endingOf, eventOf, paymentAt, seenSubscription } from './seen.ts'

const ended = (change: Partial<SeenSubscription> = {}) =>
  seenSubscription({ status: 'ended', endedAt: at(0), cancelledBecause: 'asked', ...change })

describe('a subscription that was cancelled', () => {
  test('starts the flow', () => {
    const event = eventOf('customer.subscription.deleted', { id: 'sub_club' })
    expect(winBack.trigger(event)).toEqual({ subject: 'sub_club', at: at(0), attemptCount: 0 })
    expect(winBack.lookAt('sub_club')).toEqual({ object: 'subscription', id: 'sub_club' })
  })

  test('is spoken of a week and a month later', () => {
    expect(winBack.steps.map(({ delayMinutes }) => delayMinutes / 60 / 24)).toEqual([7, 30])
    expect(winBack.purpose).toBe('marketing')
    expect(winBack.page('sub_club')).toBe('subscribe-again')
  })

  test.each<[SeenSubscription['cancelledBecause'], string]>([
    ['payment-failed', 'win_back_payment'],
    ['asked', 'win_back'],
    ['unknown', 'win_back'],
    [undefined, 'win_back'],
  ])('because of %s has a text of its own', (cancelledBecause, text) => {
    expect(winBack.steps[0]?.template(ended({ cancelledBecause }))).toBe(text)
    expect(winBack.steps[1]?.template(ended({ cancelledBecause }))).toBe('win_back_last')
  })

  test('brings the money of the one begun since', () => {
    const payments = [paymentAt(9 * day)]
    expect(winBack.payments(ended({ payments }))).toEqual(payments)
  })
})

describe('the matter', () => {
  test.each<[string, Partial<SeenSubscription>, string]>([
    ['goes on while the customer has nothing else', {}, 'goes on'],
    ['goes on after payments failed', { cancelledBecause: 'payment-failed' }, 'goes on'],
    [
      'is over when the customer subscribed anew',
      { beside: 'begun-since' },
      'paid: The customer has subscribed anew.',
    ],
    [
      'is none when another subscription goes on, which nobody won back',
      { beside: 'going-on' },
      'stopped: The customer has another subscription, which goes on.',
    ],
    [
      'is none when it never began',
      { status: 'never-began', endedAt: undefined },
      'stopped: The subscription never began.',
    ],
    ['is none while it still goes on', { status: 'active' }, 'stopped: The subscription goes on.'],
    [
      'is none in a state nobody understands',
      { status: 'ended', endedAt: undefined },
      'stopped: The subscription goes on.',
    ],
    [
      'is none after a dispute that ended it',
      { cancelledBecause: 'disputed' },
      'stopped: The customer disputed a payment.',
    ],
    ['is none after any dispute', { isDisputed: true }, 'stopped: The customer disputed a payment.'],
    [
      'is over when the customer was deleted',
      { customerIsDeleted: true },
      'stopped: The customer was deleted in Stripe.',
    ],
  ])('%s', (_, change, ending) => {
    expect(endingOf(winBack, ended(change), about('sub_club'))).toBe(ending)
  })
})
