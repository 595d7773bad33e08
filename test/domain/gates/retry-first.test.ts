import { describe, expect, test } from 'vitest'
import type { Situation } from '../../../server/domain/situation.ts'
import { decideOn, inHours, inMinutes, now, sent } from './clear.ts'

test("Stripe's next try, which will probably succeed, goes before a message, with an hour for its news", () => {
  const waits = { kind: 'wait', gate: 'retryFirst', reason: 'retry-first', until: inHours(6) }
  expect(decideOn({ hopefulRetryAt: inHours(5) })).toEqual(waits)
})

test('a try that is due now is given its hour, too', () => {
  expect(decideOn({ hopefulRetryAt: now })).toMatchObject({ kind: 'wait', until: inHours(1) })
})

test('the message goes out when an hour after that try nothing came of it', () => {
  expect(decideOn({ hopefulRetryAt: inMinutes(-60) })).toEqual(sent)
})

test('a ladder of hopeful tries ends when a message would no longer help', () => {
  const decision = { kind: 'skip', gate: 'retryFirst', reason: 'retry-first' }
  expect(decideOn({ hopefulRetryAt: inHours(5), uselessAt: inHours(6) })).toEqual(decision)
})

test('a payment that no try can fix is written about at once', () => {
  expect(decideOn({ hopefulRetryAt: undefined })).toEqual(sent)
})

describe('a message that is not due yet', () => {
  const dueAt = inHours(72)

  test.each<[string, Partial<Situation>]>([
    ['at the moment of a hopeful try', { dueAt, hopefulRetryAt: dueAt }],
    ['after a hopeful try', { dueAt, hopefulRetryAt: inHours(24) }],
    [
      'after a hopeful try, though sending is stopped now',
      { dueAt, hopefulRetryAt: dueAt, stopped: 'account' },
    ],
  ])('and comes %s waits for that try', (_, change) => {
    expect(decideOn(change)).toEqual({
      kind: 'wait',
      gate: 'retryFirst',
      reason: 'retry-first',
      until: dueAt,
    })
  })

  test.each<[string, Partial<Situation>]>([
    ['before a hopeful try', { dueAt, hopefulRetryAt: inHours(73) }],
    ['after a try whose time has come', { dueAt, hopefulRetryAt: now }],
  ])('and comes %s waits for its own time', (_, change) => {
    expect(decideOn(change)).toMatchObject({ kind: 'wait', gate: 'onTime', until: dueAt })
  })

  test('is never skipped for the sake of a try', () => {
    const change = { dueAt, hopefulRetryAt: dueAt, uselessAt: dueAt.add({ minutes: 30 }) }
    expect(decideOn(change)).toMatchObject({ kind: 'wait', until: dueAt })
  })

  test('and would help no more by then is not sent, whatever the try', () => {
    const change = { dueAt, hopefulRetryAt: dueAt, uselessAt: inHours(23) }
    expect(decideOn(change)).toEqual({ kind: 'skip', gate: 'onTime', reason: 'too-late' })
  })
})
