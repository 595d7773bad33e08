import { daytimeOf, nextOpening } from '../quiet-hours.ts'
import { messagesADayAtMost } from '../settings.ts'
import type { Situation, Verdict } from '../situation.ts'
import { skip, waitOrSkip } from '../verdict.ts'

/** What this gate can say. */
export const capsReasons = {
  'just-written':
    'The customer was written to a moment ago, and WhatsApp wants some seconds between two messages.',
  'too-often':
    'The customer was written to as often as your settings allow for one day or week, over all flows together.',
  'enough-about-this': 'The customer got as many messages about this as your settings allow.',
} as const

/**
 * Nobody is written to too often, whatever flows they are in. A wait ends when the sending hours of the first day with
 * room begin.
 */
export function caps(situation: Situation): Verdict | undefined {
  const { sentAboutSubject, perSubject, uselessAt } = situation
  if (sentAboutSubject >= perSubject) return skip('enough-about-this')
  const day = firstDayWithRoom(situation)
  if (!day) return spaced(situation)
  return waitOrSkip({ until: opening(day, situation), uselessAt, reason: 'too-often' })
}

/** Meta lets one number write to one person once in six seconds; all our numbers together keep to that. */
const spacingSeconds = 6

function spaced({ recentSends, now, uselessAt }: Situation): Verdict | undefined {
  const last = recentSends.toSorted(Temporal.Instant.compare).at(-1)
  const until = last?.add({ seconds: spacingSeconds })
  const isAhead = until && Temporal.Instant.compare(until, now) > 0
  return isAhead ? waitOrSkip({ until, uselessAt, reason: 'just-written' }) : undefined
}

/** The first moment of the day with room for one more message, on the shopper's clock; undefined when that is today. */
function firstDayWithRoom(situation: Situation): Temporal.Instant | undefined {
  const { now, timeZones, recentSends, caps } = situation
  const today = now.toZonedDateTimeISO(timeZones[0]).toPlainDate()
  const monday = today.subtract({ days: today.dayOfWeek - 1 })
  const startOf = (date: Temporal.PlainDate) => date.toZonedDateTime(timeZones[0]).toInstant()
  const sentSince = (date: Temporal.PlainDate) => countSince(recentSends, startOf(date))
  if (sentSince(monday) >= caps.perWeek) return startOf(monday.add({ weeks: 1 }))
  const perDay = Math.min(caps.perDay, messagesADayAtMost)
  return sentSince(today) >= perDay ? startOf(today.add({ days: 1 })) : undefined
}

function countSince(sends: readonly Temporal.Instant[], start: Temporal.Instant): number {
  return sends.filter((at) => Temporal.Instant.compare(at, start) >= 0).length
}

/** Where no moment suits all clocks, the quiet hours have the last word once the day has come. */
function opening(day: Temporal.Instant, situation: Situation): Temporal.Instant {
  return nextOpening(day, daytimeOf(situation)) ?? day
}
