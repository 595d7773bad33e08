import { expect, test } from 'vitest'
import { beginningOf, type Day } from '../../server/domain/day.ts'

// A Wednesday, late in the evening of Madrid.
const now = Temporal.Instant.from('2026-11-25T22:30:00Z')

function dates(...named: readonly (readonly [number, number])[]) {
  return named.map(([day, month]) => ({ day, month }))
}

test.each<[string, Day, string]>([
  ['tomorrow begins at midnight', { kind: 'in-days', days: 1 }, '2026-11-26'],
  ['in three days', { kind: 'in-days', days: 3 }, '2026-11-28'],
  ['friday is the next one', { kind: 'weekday', weekday: 5 }, '2026-11-27'],
  ['the weekday of today is a week off', { kind: 'weekday', weekday: 3 }, '2026-12-02'],
  ['today is tomorrow at the soonest', { kind: 'in-days', days: 0 }, '2026-11-26'],
  ['a date of this month', { kind: 'date', readings: [{ day: 30, month: 11 }] }, '2026-11-30'],
  ['a date of today is tomorrow', { kind: 'date', readings: [{ day: 25, month: 11 }] }, '2026-11-26'],
  ['5/12 is the reading that is near', { kind: 'date', readings: dates([5, 12], [12, 5]) }, '2026-12-05'],
  ['a day of the month is the next one', { kind: 'date', readings: [{ day: 5 }] }, '2026-12-05'],
  ['no day lies farther off than a month', { kind: 'in-days', days: 99 }, '2026-12-26'],
])('%s', (_, day, date) => {
  const begins = beginningOf(day, now, 'Europe/Madrid')?.toZonedDateTimeISO('Europe/Madrid')
  expect(begins?.toPlainDateTime().toString()).toBe(`${date}T00:00:00`)
})

test.each<[string, Day]>([
  ['too far off', { kind: 'date', readings: [{ day: 5, month: 3 }] }],
  ['no day of the calendar', { kind: 'date', readings: [{ day: 31, month: 11 }] }],
  ['not past', { kind: 'date', readings: [{ day: 24, month: 11 }] }],
  ['of two readings', { kind: 'date', readings: dates([26, 11], [11, 12]) }],
])('a date %s is not taken for a promise', (_, day) => {
  expect(beginningOf(day, now, 'Europe/Madrid')).toBeUndefined()
})
