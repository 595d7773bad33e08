import { describe, expect, test } from 'vitest'
import type { Situation } from '../../../server/domain/situation.ts'
import { decideOn, sent } from './clear.ts'

const madrid = (time: string) => Temporal.ZonedDateTime.from(`${time}[Europe/Madrid]`).toInstant()
const on = (now: Temporal.Instant): Partial<Situation> => ({ now, dueAt: now })

describe('between nine and eight a message', () => {
  test.each([
    ['goes out at nine sharp', '2026-11-25T09:00'],
    ['goes out in the last minute before eight', '2026-11-25T19:59:59.999'],
  ])('%s', (_, time) => {
    expect(decideOn(on(madrid(time)))).toEqual(sent)
  })

  test.each([
    ['that is due at night waits until nine in the morning', '2026-11-25T03:00', '2026-11-25T09:00'],
    ['that is due a moment before nine waits for nine', '2026-11-25T08:59:59.999', '2026-11-25T09:00'],
    ['that is due at eight sharp waits for the morning', '2026-11-25T20:00', '2026-11-26T09:00'],
  ])('%s', (_, time, until) => {
    const decision = { kind: 'wait', gate: 'quietHours', reason: 'quiet-hours', until: madrid(until) }
    expect(decideOn(on(madrid(time)))).toEqual(decision)
  })

  test('that would help no more in the morning is not sent', () => {
    const night = { ...on(madrid('2026-11-25T03:00')), uselessAt: madrid('2026-11-25T09:00') }
    expect(decideOn(night)).toEqual({ kind: 'skip', gate: 'quietHours', reason: 'quiet-hours' })
  })
})

describe('a customer who may live in several time zones', () => {
  const timeZones = ['America/New_York', 'America/Los_Angeles'] as const
  const noon = Temporal.Instant.from('2026-11-25T17:00:00Z')
  const morning = Temporal.Instant.from('2026-11-25T14:00:00Z')

  test('is written to when it is day in all of them', () => {
    expect(decideOn({ ...on(noon), timeZones })).toEqual(sent)
  })

  test('is not woken in the westernmost one', () => {
    expect(decideOn({ ...on(morning), timeZones })).toMatchObject({ kind: 'wait', until: noon })
  })

  test('is not written to when no moment suits all of them', () => {
    const sendingHours = { fromMinute: 9 * 60, toMinute: 12 * 60 }
    const decision = decideOn({ ...on(noon), timeZones, sendingHours })
    expect(decision).toEqual({ kind: 'skip', gate: 'quietHours', reason: 'no-common-hours' })
  })
})

test("a merchant's longer hours end in the US where the law's end", () => {
  const american = {
    timeZones: ['America/New_York'],
    phoneCountry: 'US',
    sendingHours: { fromMinute: 0, toMinute: 0 },
  } as const
  const newYork = (time: string) => Temporal.ZonedDateTime.from(`${time}[America/New_York]`).toInstant()
  expect(decideOn({ ...on(newYork('2026-11-24T20:59')), ...american })).toEqual(sent)
  expect(decideOn({ ...on(newYork('2026-11-24T21:00')), ...american })).toMatchObject({
    kind: 'wait',
    until: newYork('2026-11-25T08:00'),
  })
})
