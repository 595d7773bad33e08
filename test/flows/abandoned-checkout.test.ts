import { describe, expect, test } from 'vitest'
import { abandonedCheckout } from '../../server/flows/abandoned-checkout.ts'
import type { SeenSession } from '../../server/stripe/read/session.ts'
import { at } from '../stripe/objects.ts'
import { about, day, endingOf, eventOf, paymentAt, seenSession } from './seen.ts'

const expired = (object: object) =>
  abandonedCheckout.trigger(eventOf('checkout.session.expired', { ...object }))

describe('a checkout that expired', () => {
  test.each<[string, object, string | undefined]>([
    ['is its own matter', { id: 'cs_basket' }, 'cs_basket'],
    [
      'is its first one’s matter when it is a copy',
      { id: 'cs_copy', recovered_from: 'cs_basket' },
      'cs_basket',
    ],
    [
      'is its first one’s matter when that came along whole',
      { id: 'cs_copy', recovered_from: { id: 'cs_basket' } },
      'cs_basket',
    ],
    [
      'is nobody’s matter when it stood behind one of our links',
      { id: 'cs_again', metadata: { paynudge_again: 'sub_club' } },
      undefined,
    ],
  ])('%s', (_, object, subject) => {
    expect(expired(object)?.subject).toBe(subject)
  })

  test('is told of at the time of its event', () => {
    expect(expired({ id: 'cs_basket' })).toEqual({ subject: 'cs_basket', at: at(0), attemptCount: 0 })
  })

  test('is not waited for: open ones are watched', () => {
    expect(abandonedCheckout.watches).toBe('open-checkouts')
  })
})

describe('the matter', () => {
  test.each<[string, Partial<SeenSession>, string]>([
    ['goes on while the checkout is open', {}, 'goes on'],
    ['goes on when it expired with a recovery link', { status: 'expired' }, 'goes on'],
    [
      'is over when it expired without one',
      { status: 'expired', pageUrl: undefined },
      'stopped: The checkout expired and has no recovery link.',
    ],
    [
      'is over when it is paid',
      { status: 'complete', isPaid: true, payments: [paymentAt(60)] },
      'paid: The order is paid.',
    ],
    ['is over when nothing had to be paid', { status: 'complete', isPaid: true }, 'paid: The order is paid.'],
    [
      'is paid when a copy of it is',
      { status: 'expired', payments: [paymentAt(2 * day)], later: 'completed' },
      'paid: The order is paid.',
    ],
    [
      'is over, but not paid, while a voucher is out for it',
      { status: 'complete', isPaid: false },
      'stopped: The checkout was completed, and its payment is on its way.',
    ],
    [
      'is over when the shopper ordered otherwise since',
      { later: 'completed' },
      'stopped: The customer has completed another checkout since.',
    ],
    [
      'is over when the shopper is back in a newer one',
      { later: 'open' },
      'stopped: The customer is back in a newer checkout.',
    ],
    [
      'is none when only a card was to be saved',
      { mode: 'setup' },
      'stopped: Nothing was to be paid in this checkout.',
    ],
    [
      'is none when it goes on with another one',
      { continues: 'cs_first' },
      'stopped: This checkout goes on with another one, which has messages of its own.',
    ],
    [
      'is none in a state nobody understands',
      { status: 'unknown' },
      'stopped: The checkout cannot be finished.',
    ],
    [
      'is over when the customer was deleted',
      { customerIsDeleted: true },
      'stopped: The customer was deleted in Stripe.',
    ],
  ])('%s', (_, change, ending) => {
    expect(endingOf(abandonedCheckout, seenSession(change), about('cs_basket'))).toBe(ending)
  })
})

describe('its messages', () => {
  const [first, second, last] = abandonedCheckout.steps
  const open = seenSession()
  const closed = seenSession({ status: 'expired' })

  test('come 45 minutes after the checkout began, then after a day and an hour, and after three days', () => {
    expect(abandonedCheckout.countsFrom(open, 'cs_basket')).toEqual(at(0))
    expect(abandonedCheckout.countsFrom(closed, 'cs_basket')).toEqual(at(0))
    expect(abandonedCheckout.steps.map(({ delayMinutes }) => delayMinutes)).toEqual([45, 25 * 60, 72 * 60])
  })

  test('lead back to the page while it is open, and tell of a new page afterwards', () => {
    expect(first?.template(open)).toBe('abandoned_checkout')
    expect(first?.template(closed)).toBe('abandoned_checkout_expired')
    expect([second?.template(closed), last?.template(closed)]).toEqual([
      'abandoned_checkout_expired',
      'abandoned_checkout_last',
    ])
  })

  test('name what lies in the basket', () => {
    expect(abandonedCheckout.facts(open, 'cs_basket')).toMatchObject({
      about: 'basket',
      items: 'Rioja, Cava',
      due: { amount: 9000, currency: 'eur' },
      day: at(day),
    })
    expect(abandonedCheckout.facts(closed, 'cs_basket').day).toBeUndefined()
  })

  test('are offers, which need the consent for offers', () => {
    expect(abandonedCheckout.purpose).toBe('marketing')
  })
})
