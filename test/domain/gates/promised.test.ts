import { expect, test } from 'vitest'
import { decideOn, inDays, inMinutes, sent } from './clear.ts'

test('a message waits for the day the customer named', () => {
  const decision = { kind: 'wait', gate: 'promised', reason: 'promised-later', until: inDays(2) }
  expect(decideOn({ promisedUntil: inDays(2) })).toEqual(decision)
})

test('a message that is of no use by then is not sent', () => {
  const decision = { kind: 'skip', gate: 'promised', reason: 'promised-later' }
  expect(decideOn({ promisedUntil: inDays(9) })).toEqual(decision)
})

test('a day that has come holds nothing up', () => {
  expect(decideOn({ promisedUntil: inMinutes(0) })).toEqual(sent)
})
