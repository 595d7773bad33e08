import { expect, test } from 'vitest'
import { beginningOf, type Day } from '../../server/domain/day.ts'

// A Wednesday, late in the evening of Madrid.
const now = Temporal.Instant.from('2026-11-25T22:30:00Z')

test.each<[string, Day, string]>([
  ['tomorrow begins at midnight', { kind: 'in-days', days: 1 }, '2026-11-26'],
  ['in three days', { kind: 'in-days', days: 3 }, '2026-11-28'],
  ['friday is the next one', { kind: 'weekday', weekday: 5 }, '2026-11-27'],
  ['the weekday of today is a week off', { kind: 'weekday', weekday: 3 }, '2026-12-02'],
  ['today is tomorrow at the soonest', { kind: 'in-days', days: 0 }, '2026-11-26'],
  ['no day lies farther off than a month', { kind: 'in-days', days: 99 }, '2026-12-26'],
])('%s', (_, day, date) => {
  const begins = beginningOf(day, now, 'Europe/Madrid').toZonedDateTimeISO('Europe/Madrid')
  expect(begins.toPlainDateTime().toString()).toBe(`${date}T00:00:00`)
})
