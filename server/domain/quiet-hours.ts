import { hoursByLaw } from './country-rules.ts'
import type { SendingHours } from './settings.ts'
import type { Situation } from './situation.ts'

/** When messages may go out: within all of the hours, on the clocks of all of the zones at once. */
export type Daytime = {
  readonly hours: readonly SendingHours[]
  /** IANA names. */
  readonly zones: readonly string[]
}

/** The clock of one zone, which is open within all of the hours. */
type Clock = { readonly hours: readonly SendingHours[]; readonly zone: string }

/** Clocks that have no common moment in so many days have none. */
const searchedHours = 3 * 24

/** The merchant's sending hours, and the law's, wherever the shopper may live. */
export function daytimeOf({
  sendingHours,
  timeZones,
  phoneCountry,
}: Pick<Situation, 'sendingHours' | 'timeZones' | 'phoneCountry'>): Daytime {
  return { hours: [sendingHours, ...hoursByLaw(phoneCountry)], zones: timeZones }
}

/** Whether no message may go out at that moment. Hours that end where they begin are the whole day. */
export function isQuiet(at: Temporal.Instant, daytime: Daytime): boolean {
  return firstClosed(clocksOf(daytime), at) !== undefined
}

/** The first moment from now on when messages may go out; undefined when no moment suits all clocks. */
export function nextOpening(now: Temporal.Instant, daytime: Daytime): Temporal.Instant | undefined {
  const clocks = clocksOf(daytime)
  const end = now.add({ hours: searchedHours })
  let at: Temporal.Instant | undefined = now
  while (at && isBefore(at, end)) {
    const closed = firstClosed(clocks, at)
    if (!closed) return at
    at = opensAfter(at, closed)
  }
  return undefined
}

function clocksOf({ hours, zones }: Daytime): readonly Clock[] {
  return zones.map((zone) => ({ zone, hours }))
}

function firstClosed(clocks: readonly Clock[], at: Temporal.Instant): Clock | undefined {
  return clocks.find((clock) => !isOpen(at, clock))
}

function isOpen(at: Temporal.Instant, { hours, zone }: Clock): boolean {
  const face = at.toZonedDateTimeISO(zone)
  const minute = face.hour * 60 + face.minute
  return hours.every((each) => isWithin(minute, each))
}

/** Hours that do not end after they begin run past midnight. */
function isWithin(minute: number, { fromMinute, toMinute }: SendingHours): boolean {
  if (fromMinute < toMinute) return fromMinute <= minute && minute < toMinute
  return fromMinute <= minute || minute < toMinute
}

/** The first moment after `at`, when the clock is closed, at which it is open. */
function opensAfter(at: Temporal.Instant, clock: Clock): Temporal.Instant | undefined {
  return [...openingsFrom(at, clock), ...changeOfClock(at, clock)]
    .filter((moment) => isBefore(at, moment))
    .toSorted(Temporal.Instant.compare)
    .find((moment) => isOpen(moment, clock))
}

/** When the face shows an opening minute in the days to come: twice where an hour is doubled. */
function openingsFrom(at: Temporal.Instant, { hours, zone }: Clock): readonly Temporal.Instant[] {
  const today = at.toZonedDateTimeISO(zone).toPlainDate()
  const faces = hours.map(({ fromMinute }) => new Temporal.PlainTime(0).add({ minutes: fromMinute }))
  const openings = [0, 1, 2].flatMap((days) => faces.map((face) => today.add({ days }).toPlainDateTime(face)))
  return openings.flatMap((opening) =>
    (['earlier', 'later'] as const).map((disambiguation) =>
      opening.toZonedDateTime(zone, { disambiguation }).toInstant(),
    ),
  )
}

/** Where the clock is changed it jumps, and may land within the hours: over an opening, or back before a closing. */
function changeOfClock(at: Temporal.Instant, { zone }: Clock): readonly Temporal.Instant[] {
  const change = at.toZonedDateTimeISO(zone).getTimeZoneTransition('next')
  return change ? [change.toInstant()] : []
}

function isBefore(a: Temporal.Instant, b: Temporal.Instant): boolean {
  return Temporal.Instant.compare(a, b) < 0
}
