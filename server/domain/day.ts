/** A day as people name it: in so many days, or the next one of a weekday (1 is Monday). */
export type Day =
  | { readonly kind: 'in-days'; readonly days: number }
  | { readonly kind: 'weekday'; readonly weekday: number }

/** Nobody is left alone for longer than this on one word. */
export const laterAtMostDays = 31

/** The moment a named day begins on the shopper's clock. Today counts as tomorrow, and no day lies too far off. */
export function beginningOf(day: Day, now: Temporal.Instant, timeZone: string): Temporal.Instant {
  const today = now.toZonedDateTimeISO(timeZone).toPlainDate()
  const days = Math.min(Math.max(daysUntil(day, today.dayOfWeek), 1), laterAtMostDays)
  return today.add({ days }).toZonedDateTime(timeZone).toInstant()
}

function daysUntil(day: Day, today: number): number {
  switch (day.kind) {
    case 'in-days':
      return day.days
    case 'weekday':
      return ((day.weekday - today + 6) % 7) + 1
  }
}
