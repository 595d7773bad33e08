import { describe, expect, test } from 'vitest'
import type { Situation } from '../../../server/domain/situation.ts'
import { decideOn, now, sent } from './clear.ts'

const at = (time: string) => Temporal.Instant.from(time)
const madrid = (time: string) => Temporal.ZonedDateTime.from(`${time}[Europe/Madrid]`).toInstant()
const waits = (until: string) => ({ kind: 'wait', gate: 'caps', reason: 'too-often', until: madrid(until) })

// Now it is Wednesday, 25 November, eleven in the morning in Madrid; the week began on Monday, the 23rd.
describe('with one message a day and three a week, a customer', () => {
  test.each<[string, string[]]>([
    ['who was written to on the evening before is written to', ['2026-11-24T23:59:59']],
    ['who was written to on both days before is written to', ['2026-11-23T09:00', '2026-11-24T09:00']],
    [
      'who was written to three times last week is written to',
      ['2026-11-20T09:00', '2026-11-21T09:00', '2026-11-22T23:59:59'],
    ],
  ])('%s', (_, times) => {
    expect(decideOn({ recentSends: times.map(madrid) })).toEqual(sent)
  })

  test.each<[string, string[], string]>([
    ['who was written to today waits for tomorrow at nine', ['2026-11-25T09:30'], '2026-11-26T09:00'],
    ['who was written to as today began waits for tomorrow', ['2026-11-25T00:00'], '2026-11-26T09:00'],
    [
      'who was written to three times this week waits for Monday',
      ['2026-11-23T00:00', '2026-11-24T09:00', '2026-11-24T19:00'],
      '2026-11-30T09:00',
    ],
    [
      'who was written to today for the third time this week waits for Monday, not for tomorrow',
      ['2026-11-23T09:00', '2026-11-24T09:00', '2026-11-25T09:00'],
      '2026-11-30T09:00',
    ],
  ])('%s', (_, times, until) => {
    expect(decideOn({ recentSends: times.map(madrid) })).toEqual(waits(until))
  })

  test('gets no message for which there is room only once the message helps no more', () => {
    const recentSends = [madrid('2026-11-25T09:00')]
    const skipped = { kind: 'skip', gate: 'caps', reason: 'too-often' }
    expect(decideOn({ recentSends, uselessAt: madrid('2026-11-26T09:00') })).toEqual(skipped)
  })
})

describe('a threshold is not off by one', () => {
  const sends = (count: number) => Array.from({ length: count }, () => madrid('2026-11-25T09:00'))
  test.each<[string, Partial<Situation>, string]>([
    ['the second of two a day is sent', { caps: { perDay: 2, perWeek: 9 }, recentSends: sends(1) }, 'send'],
    ['the third of two a day waits', { caps: { perDay: 2, perWeek: 9 }, recentSends: sends(2) }, 'wait'],
    ['the third of three a week is sent', { caps: { perDay: 3, perWeek: 3 }, recentSends: sends(2) }, 'send'],
    ['the fourth of three a week waits', { caps: { perDay: 3, perWeek: 3 }, recentSends: sends(3) }, 'wait'],
    ['the third about one matter is sent', { sentAboutSubject: 2, perSubject: 3 }, 'send'],
    ['the fourth about one matter is not', { sentAboutSubject: 3, perSubject: 3 }, 'skip'],
  ])('%s', (_, change, kind) => {
    expect(decideOn(change).kind).toBe(kind)
  })

  test('nobody gets a fourth message on one day, whatever the merchant chose', () => {
    const caps = { perDay: 10, perWeek: 50 }
    expect(decideOn({ caps, recentSends: sends(2) })).toEqual(sent)
    expect(decideOn({ caps, recentSends: sends(3) })).toEqual(waits('2026-11-26T09:00'))
  })
})

test('no more is written about one matter than the merchant chose', () => {
  const decision = { kind: 'skip', gate: 'caps', reason: 'enough-about-this' }
  expect(decideOn({ sentAboutSubject: 3, perSubject: 3 })).toEqual(decision)
})

describe("a day is the customer's own", () => {
  test('in Auckland, where it is tomorrow already, a message of the last minute before midnight was of yesterday', () => {
    const situation = {
      now: at('2026-11-24T20:30:00Z'),
      dueAt: at('2026-11-24T20:30:00Z'),
      timeZones: ['Pacific/Auckland'] as const,
    }
    expect(decideOn({ ...situation, recentSends: [at('2026-11-24T10:59:59Z')] })).toEqual(sent)
    expect(decideOn({ ...situation, recentSends: [at('2026-11-24T11:00:00Z')] }).kind).toBe('wait')
  })

  test('the week of a customer begins on their Monday, even where it is Sunday in London', () => {
    const monday = at('2026-11-22T21:00:00Z')
    const recentSends = ['2026-11-22T01:00:00Z', '2026-11-22T02:00:00Z', '2026-11-22T10:59:00Z'].map(at)
    const situation = { now: monday, dueAt: monday, caps: { perDay: 3, perWeek: 3 }, recentSends }
    expect(decideOn({ ...situation, timeZones: ['Pacific/Auckland'] })).toEqual(sent)
    expect(decideOn({ ...situation, timeZones: ['Europe/London'] }).gate).toBe('caps')
  })

  test('the day after the clocks went back begins an hour later', () => {
    const saturday = madrid('2026-10-24T11:00')
    const decision = decideOn({ now: saturday, dueAt: saturday, recentSends: [madrid('2026-10-24T10:00')] })
    expect(decision).toEqual(waits('2026-10-25T09:00'))
  })

  test('one who may live in several zones is counted by the first of them', () => {
    // One in the morning in New York, and eight in the evening before in Honolulu.
    const recentSends = [at('2026-11-25T06:00:00Z')]
    const situation = { now: at('2026-11-25T20:00:00Z'), recentSends }
    expect(decideOn({ ...situation, timeZones: ['America/New_York', 'Pacific/Honolulu'] }).gate).toBe('caps')
    expect(decideOn({ ...situation, timeZones: ['Pacific/Honolulu', 'America/New_York'] })).toEqual(sent)
  })
})

test('a wait for a day with room ends where no hours suit all clocks, and the quiet hours say so then', () => {
  const decision = decideOn({
    recentSends: [now],
    sendingHours: { fromMinute: 9 * 60, toMinute: 10 * 60 },
    timeZones: ['Europe/Madrid', 'Asia/Tokyo'],
  })
  expect(decision).toEqual(waits('2026-11-26T00:00'))
})

// Meta lets a number write to one person once in six seconds; what more it lends for a burst is never asked for.
describe('with three messages a day, a customer', () => {
  const caps = { perDay: 3, perWeek: 3 }
  const ago = (seconds: number) => now.subtract({ milliseconds: seconds * 1_000 })
  const soon = (seconds: number) => now.add({ milliseconds: seconds * 1_000 })

  test.each<[string, readonly Temporal.Instant[]]>([
    ['who was never written to is written to at once', []],
    ['who was written to six seconds ago is written to at once', [ago(6)]],
    ['who was written to twice, long enough ago, is written to at once', [ago(6), ago(12)]],
  ])('%s', (_, recentSends) => {
    expect(decideOn({ caps, recentSends })).toEqual(sent)
  })

  test.each<[string, readonly Temporal.Instant[], Temporal.Instant]>([
    ['who was written to at this moment waits six seconds', [now], soon(6)],
    ['who was written to a moment ago waits for the rest', [ago(5.999)], soon(0.001)],
    [
      'who was written to twice waits after the later one, in whatever order they are told',
      [ago(2), ago(9)],
      soon(4),
    ],
    ['whose last message is a second ahead on another worker’s clock waits after it', [soon(1)], soon(7)],
  ])('%s', (_, recentSends, until) => {
    expect(decideOn({ caps, recentSends })).toEqual({
      kind: 'wait',
      gate: 'caps',
      reason: 'just-written',
      until,
    })
  })

  test('gets no message that would help no more by then', () => {
    const decision = decideOn({ caps, recentSends: [now], uselessAt: soon(3) })
    expect(decision).toEqual({ kind: 'skip', gate: 'caps', reason: 'just-written' })
  })
})
