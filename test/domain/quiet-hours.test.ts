import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Daytime, isQuiet, nextOpening } from '../../server/domain/quiet-hours.ts'

const instant = (time: string, zone: string) => Temporal.ZonedDateTime.from(`${time}[${zone}]`).toInstant()
const minute = (face: string) => Number(face.slice(0, 2)) * 60 + Number(face.slice(3))
const daytime = (from: string, to: string, ...zones: string[]): Daytime => ({
  hours: [{ fromMinute: minute(from), toMinute: minute(to) }],
  zones,
})

describe('quiet hours', () => {
  test.each<[string, string, string, boolean]>([
    ['begin when the sending hours end', '2026-11-25T20:00', 'Europe/Madrid', true],
    ['have not begun a moment before', '2026-11-25T19:59:59.999', 'Europe/Madrid', false],
    ['last until the sending hours begin', '2026-11-25T08:59:59.999', 'Europe/Madrid', true],
    ['are over when the sending hours begin', '2026-11-25T09:00', 'Europe/Madrid', false],
    ['are kept in India, half an hour off', '2026-11-25T08:59', 'Asia/Kolkata', true],
    ['are over in India by its own clock', '2026-11-25T09:00', 'Asia/Kolkata', false],
    ['are kept in Nepal, a quarter of an hour off', '2026-11-25T08:59', 'Asia/Kathmandu', true],
    ['are over in Nepal by its own clock', '2026-11-25T09:00', 'Asia/Kathmandu', false],
  ])('%s', (_, time, zone, quiet) => {
    expect(isQuiet(instant(time, zone), daytime('09:00', '20:00', zone))).toBe(quiet)
  })

  test.each<[string, string, boolean]>([
    ['are over in the evening', '22:00', false],
    ['are over past midnight', '01:59', false],
    ['begin in the night', '02:00', true],
    ['last through the day', '21:59', true],
  ])('with sending hours from ten in the evening to two %s', (_, face, quiet) => {
    const at = instant(`2026-11-25T${face}`, 'Europe/Madrid')
    expect(isQuiet(at, daytime('22:00', '02:00', 'Europe/Madrid'))).toBe(quiet)
  })

  test.each(['00:00', '09:00', '23:59'])('are none when sending hours begin and end at %s', (face) => {
    for (const time of ['00:00', '09:00', '12:00', '23:59']) {
      const at = instant(`2026-11-25T${time}`, 'Europe/Madrid')
      expect(isQuiet(at, daytime(face, face, 'Europe/Madrid'))).toBe(false)
    }
  })

  test('end with the day when the sending hours last until 24:00', () => {
    const untilMidnight = daytime('09:00', '24:00', 'Europe/Madrid')
    expect(isQuiet(instant('2026-11-25T23:59', 'Europe/Madrid'), untilMidnight)).toBe(false)
    expect(isQuiet(instant('2026-11-25T00:00', 'Europe/Madrid'), untilMidnight)).toBe(true)
  })
})

describe('the next moment for a message', () => {
  test.each<[string, string, string, Daytime]>([
    [
      'is now within the hours',
      '2026-11-25T11:11:11Z',
      '2026-11-25T11:11:11Z',
      daytime('09:00', '20:00', 'Europe/Madrid'),
    ],
    [
      'is this morning at night',
      '2026-11-25T02:00:00Z',
      '2026-11-25T08:00:00Z',
      daytime('09:00', '20:00', 'Europe/Madrid'),
    ],
    [
      'is tomorrow morning in the evening',
      '2026-11-25T19:00:00Z',
      '2026-11-26T08:00:00Z',
      daytime('09:00', '20:00', 'Europe/Madrid'),
    ],
    [
      'is nine in Kolkata, at half past three in London',
      '2026-11-25T00:00:00Z',
      '2026-11-25T03:30:00Z',
      daytime('09:00', '20:00', 'Asia/Kolkata'),
    ],
    [
      'is nine in Kathmandu, at a quarter past three in London',
      '2026-11-25T00:00:00Z',
      '2026-11-25T03:15:00Z',
      daytime('09:00', '20:00', 'Asia/Kathmandu'),
    ],
    [
      'comes an hour earlier on the day the clocks go forward',
      '2026-03-29T00:00:00Z',
      '2026-03-29T07:00:00Z',
      daytime('09:00', '20:00', 'Europe/Madrid'),
    ],
    [
      'comes an hour later on the day the clocks go back',
      '2026-10-24T22:00:00Z',
      '2026-10-25T08:00:00Z',
      daytime('09:00', '20:00', 'Europe/Madrid'),
    ],
    [
      'is three o’clock when half past two is left out that day',
      '2026-03-29T00:30:00Z',
      '2026-03-29T01:00:00Z',
      daytime('02:30', '20:00', 'Europe/Madrid'),
    ],
    [
      'is the first half past two when there are two of them',
      '2026-10-25T00:00:00Z',
      '2026-10-25T00:30:00Z',
      daytime('02:30', '20:00', 'Europe/Madrid'),
    ],
    [
      'is the second half past two once the clock is back at two',
      '2026-10-25T01:00:00Z',
      '2026-10-25T01:30:00Z',
      daytime('02:30', '20:00', 'Europe/Madrid'),
    ],
    [
      'comes back with the hour that comes back, after hours that ended in it',
      '2026-10-25T00:40:00Z',
      '2026-10-25T01:00:00Z',
      daytime('22:00', '02:30', 'Europe/Madrid'),
    ],
    [
      'is the next day when hours that are left out are all there were',
      '2026-03-29T00:30:00Z',
      '2026-03-30T00:00:00Z',
      daytime('02:00', '03:00', 'Europe/Madrid'),
    ],
    [
      'is right where the clocks change by half an hour',
      '2026-10-03T14:00:00Z',
      '2026-10-03T22:00:00Z',
      daytime('09:00', '20:00', 'Australia/Lord_Howe'),
    ],
    [
      'is when the west of a country wakes up',
      '2026-11-25T14:00:00Z',
      '2026-11-25T17:00:00Z',
      daytime('09:00', '20:00', 'America/New_York', 'America/Los_Angeles'),
    ],
    [
      'is tomorrow when the east of a country sleeps already',
      '2026-11-26T01:00:00Z',
      '2026-11-26T17:00:00Z',
      daytime('09:00', '20:00', 'America/New_York', 'America/Los_Angeles'),
    ],
  ])('%s', (_, now, opening, hours) => {
    expect(nextOpening(Temporal.Instant.from(now), hours)?.toString()).toBe(opening)
  })

  test('lies within the hours of the merchant and of the law', () => {
    const hours = [
      { fromMinute: minute('20:30'), toMinute: minute('09:00') },
      { fromMinute: minute('08:00'), toMinute: minute('21:00') },
    ]
    const both = { hours, zones: ['America/New_York'] }
    const opening = (time: string) => nextOpening(instant(time, 'America/New_York'), both)
    expect(opening('2026-11-25T07:00')).toEqual(instant('2026-11-25T08:00', 'America/New_York'))
    expect(opening('2026-11-25T09:00')).toEqual(instant('2026-11-25T20:30', 'America/New_York'))
  })

  test('does not exist when it is never day in both places', () => {
    const never = daytime('09:00', '12:00', 'Europe/Madrid', 'America/Los_Angeles')
    expect(nextOpening(Temporal.Instant.from('2026-11-25T10:00:00Z'), never)).toBeUndefined()
  })
})

const zones = fc.constantFrom(
  'Europe/Madrid',
  'America/New_York',
  'America/Havana',
  'America/St_Johns',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Asia/Beirut',
  'Africa/Casablanca',
  'Australia/Lord_Howe',
  'Pacific/Chatham',
  'UTC',
)
const hours = fc.record({
  fromMinute: fc.integer({ min: 0, max: 1439 }),
  toMinute: fc.integer({ min: 0, max: 1440 }),
})
/** About the days when clocks are changed somewhere, most of all. */
const moments = fc
  .tuple(
    fc.constantFrom('2026-03-08', '2026-03-29', '2026-04-05', '2026-10-04', '2026-10-25', '2026-11-01'),
    fc.integer({ min: -2 * 1440, max: 2 * 1440 }),
  )
  .map(([day, minutes]) => Temporal.Instant.from(`${day}T00:00:00Z`).add({ minutes }))

describe('whatever the hours, on whatever clock', () => {
  test('the next moment for a message is the first minute that is not quiet', () => {
    fc.assert(
      fc.property(moments, hours, zones, (now, each, zone) => {
        const day = { hours: [each], zones: [zone] }
        let first = now
        while (isQuiet(first, day)) first = first.add({ minutes: 1 })
        expect(nextOpening(now, day)?.toString()).toBe(first.toString())
      }),
    )
  })

  test('the next moment that suits two clocks and two kinds of hours is found within three days or never', () => {
    const daytimes = fc.record({
      hours: fc.array(hours, { minLength: 1, maxLength: 2 }),
      zones: fc.array(zones, { minLength: 2, maxLength: 2 }),
    })
    fc.assert(
      fc.property(moments, daytimes, (now, day) => {
        const minutes = Array.from({ length: 3 * 1440 }, (_, index) => index)
        const first = minutes.find((passed) => !isQuiet(now.add({ minutes: passed }), day))
        const expected = first === undefined ? undefined : now.add({ minutes: first })
        expect(nextOpening(now, day)?.toString()).toBe(expected?.toString())
      }),
      { numRuns: 40 },
    )
  })

  test('a message goes out at a face of the clock within the hours, and at none else', () => {
    fc.assert(
      fc.property(moments, hours, zones, (at, { fromMinute, toMinute }, zone) => {
        const face = at.toZonedDateTimeISO(zone)
        const end = toMinute > fromMinute ? toMinute : toMinute + 1440
        const sinceMidnight = face.hour * 60 + face.minute
        const isWithin = [sinceMidnight, sinceMidnight + 1440].some(
          (passed) => fromMinute <= passed && passed < end,
        )
        expect(isQuiet(at, { hours: [{ fromMinute, toMinute }], zones: [zone] })).toBe(!isWithin)
      }),
    )
  })
})
