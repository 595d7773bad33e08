/** A date without its year: of a month (1 is January), or of the month that is next to have it. */
export type DateNamed = { readonly day: number; readonly month?: number }

/**
 * A day as people name it: in so many days, the next one of a weekday (1 is Monday), or a date. 5/12 is written in
 * either order, so a date may be read in more than one way.
 */
export type Day =
  | { readonly kind: 'in-days'; readonly days: number }
  | { readonly kind: 'weekday'; readonly weekday: number }
  | { readonly kind: 'date'; readonly readings: readonly DateNamed[] }

/** Nobody is left alone for longer than this on one word. */
const laterAtMostDays = 31

/**
 * The moment a named day begins on the shopper's clock. Today counts as tomorrow, and no day lies too far off. Undefined
 * for a date when not just one reading of it is near enough to be meant.
 */
export function beginningOf(day: Day, now: Temporal.Instant, timeZone: string): Temporal.Instant | undefined {
  const today = now.toZonedDateTimeISO(timeZone).toPlainDate()
  const days = daysUntil(day, today)
  if (days === undefined) return undefined
  const kept = Math.min(Math.max(days, 1), laterAtMostDays)
  return today.add({ days: kept }).toZonedDateTime(timeZone).toInstant()
}

function daysUntil(day: Day, today: Temporal.PlainDate): number | undefined {
  switch (day.kind) {
    case 'in-days':
      return day.days
    case 'weekday':
      return ((day.weekday - today.dayOfWeek + 6) % 7) + 1
    case 'date': {
      const near = new Set(day.readings.flatMap((reading) => daysUntilDate(reading, today)))
      const [only, other] = near
      return other === undefined ? only : undefined
    }
  }
}

/** None when it is not a day of the calendar, or none within reach. */
function daysUntilDate({ day, month }: DateNamed, today: Temporal.PlainDate): readonly number[] {
  return Array.from({ length: laterAtMostDays + 1 }, (_, days) => days).filter((days) => {
    const date = today.add({ days })
    return date.day === day && (month === undefined || date.month === month)
  })
}
