import { describe, expect, test } from 'vitest'
import { momentIn, subscriptionIn, upcomingTrigger } from '../../server/flows/upcoming-subject.ts'
import type { Fields } from '../../server/stripe/read/event.ts'
import { at, seconds } from '../stripe/objects.ts'
import { upcoming } from './renewals.ts'
import { day, eventOf } from './seen.ts'

const subjectOf = (object: Fields) => upcomingTrigger(eventOf('invoice.upcoming', object))?.subject

describe('an invoice to come has no id, so that it is called by', () => {
  test.each<[string, Fields, string]>([
    ['its subscription and the time it is charged', upcoming, `sub_club:${seconds + 7 * day + 3600}`],
    [
      'its subscription that came along whole',
      { ...upcoming, parent: { subscription_details: { subscription: { id: 'sub_club' } } } },
      `sub_club:${seconds + 7 * day + 3600}`,
    ],
    [
      'the end of its period where Stripe does not charge it',
      { ...upcoming, next_payment_attempt: null },
      `sub_club:${seconds + 7 * day}`,
    ],
    [
      'its subscription in the shape of before 2025',
      { subscription: 'sub_old', period_end: seconds },
      `sub_old:${seconds}`,
    ],
  ])('%s', (_, object, subject) => {
    expect(subjectOf(object)).toBe(subject)
  })

  test.each<[string, Fields]>([
    ['no subscription', { period_end: seconds }],
    ['a subscription without an id', { ...upcoming, parent: { subscription_details: { subscription: {} } } }],
    ['no time', { ...upcoming, next_payment_attempt: null, period_end: null }],
    ['half a second', { ...upcoming, next_payment_attempt: 0.5, period_end: '7' }],
  ])('nothing when it has %s', (_, object) => {
    expect(subjectOf(object)).toBeUndefined()
  })

  test('the same name when it is told twice, and another one for the next renewal', () => {
    const next = { ...upcoming, next_payment_attempt: upcoming.next_payment_attempt + 30 * day }
    expect(subjectOf(upcoming)).toBe(subjectOf({ ...upcoming }))
    expect(subjectOf(next)).not.toBe(subjectOf(upcoming))
  })

  test('the same name when Stripe of late gives it an id all the same', () => {
    expect(subjectOf({ ...upcoming, id: 'upcoming_in_1' })).toBe(subjectOf(upcoming))
  })
})

describe('a name tells', () => {
  test('its subscription and its moment', () => {
    expect(subscriptionIn(`sub_club:${seconds}`)).toBe('sub_club')
    expect(momentIn(`sub_club:${seconds}`)).toEqual(at(0))
  })

  test.each(['sub_club', 'sub_club:', 'sub_club:soon', 'sub_club:0', 'sub_club:-5', 'sub_club:1.5'])(
    'no moment in %s',
    (subject) => {
      expect(subscriptionIn(subject)).toBe('sub_club')
      expect(momentIn(subject)).toBeUndefined()
    },
  )
})
