import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  daysText,
  hoursText,
  readDays,
  readHours,
  readShare,
  readSpan,
  readWhole,
  readYesOrNo,
  shareText,
  spanText,
} from '../../server/command-lines/notation.ts'

const minutesADay = 24 * 60

describe('a length of time', () => {
  test.each([
    ['0', 0],
    ['45m', 45],
    ['2h', 120],
    ['3d', 3 * minutesADay],
    ['0d', 0],
    ['007m', 7],
    ['-3d', -3 * minutesADay],
    ['-0d', 0],
  ])('%s is read', (text, minutes) => {
    expect(readSpan(text)).toBe(minutes)
  })

  test.each([
    '',
    '5',
    'm',
    '1.5h',
    '--1h',
    '+1h',
    '1 h',
    '1h30m',
    '1w',
    '1H',
    ' 1h',
    '1h ',
    '1e3m',
    '1234567m',
    '١m',
  ])('"%s" is not', (text) => {
    expect(readSpan(text)).toBeUndefined()
  })

  test.each([
    [0, '0'],
    [59, '59m'],
    [60, '1h'],
    [90, '90m'],
    [25 * 60, '25h'],
    [minutesADay, '1d'],
    [-90, '-90m'],
    [-3 * minutesADay, '-3d'],
  ])('of %d minutes is written %s', (minutes, text) => {
    expect(spanText(minutes)).toBe(text)
  })

  test('that was written is read as the same', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -99_999, max: 999_999 }),
        (minutes) => readSpan(spanText(minutes)) === minutes,
      ),
    )
    fc.assert(fc.property(fc.nat(999_999), (days) => readDays(daysText(days)) === days))
  })

  test.each(['', '0', '30', '30h', '3.5d', '-3d'])('"%s" are no days', (text) => {
    expect(readDays(text)).toBeUndefined()
  })
})

describe('the hours of a day', () => {
  test.each([
    ['09:00-20:00', 540, 1200],
    ['9:05-20:30', 545, 1230],
    ['00:00-24:00', 0, minutesADay],
    ['20:00-09:00', 1200, 540],
  ])('%s are read', (text, fromMinute, toMinute) => {
    expect(readHours(text)).toEqual({ fromMinute, toMinute })
  })

  test.each([
    '',
    '9-20',
    '09:00',
    '09:00-',
    '-20:00',
    '09:00-20:60',
    '24:01-25:00',
    '09:00 - 20:00',
    '9am-8pm',
    '09:00-20:00-21:00',
    '009:00-20:00',
  ])('"%s" are not', (text) => {
    expect(readHours(text)).toBeUndefined()
  })

  test('that were written are read as the same', () => {
    const minute = fc.integer({ min: 0, max: minutesADay })
    fc.assert(
      fc.property(minute, minute, (fromMinute, toMinute) => {
        expect(readHours(hoursText({ fromMinute, toMinute }))).toEqual({ fromMinute, toMinute })
      }),
    )
  })
})

describe('a share', () => {
  test.each([
    ['10%', 0.1],
    ['0%', 0],
    ['2.5%', 0.025],
    ['7%', 0.07],
    ['100%', 1],
  ])('%s is read, and written the same', (text, share) => {
    expect(readShare(text)).toBe(share)
    expect(shareText(share)).toBe(text)
  })

  test.each(['', '10', '0.1', '10 %', '-1%', '%', '.5%', '5.%', '1e1%', '1000%', '1.23456%'])(
    '"%s" is not',
    (text) => {
      expect(readShare(text)).toBeUndefined()
    },
  )

  test('that was written is read as the same', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), (part) => {
        const share = part / 10_000 / 100
        expect(readShare(shareText(share))).toBe(share)
      }),
    )
  })
})

test.each(['', '-1', '1.0', '1e3', 'one', ' 1', '0x10', '1234567'])('"%s" is no whole number', (text) => {
  expect(readWhole(text)).toBeUndefined()
})

test.each([
  ['yes', true],
  ['no', false],
  ['Yes', undefined],
  ['', undefined],
])('"%s" is read as %s', (text, answer) => {
  expect(readYesOrNo(text)).toBe(answer)
})
