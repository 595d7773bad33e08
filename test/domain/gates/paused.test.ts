import { expect, test } from 'vitest'
import { decideOn, inMinutes } from './clear.ts'

test('what a person paused waits, and is asked about again', () => {
  const decision = { kind: 'wait', gate: 'paused', reason: 'enrollment-paused', until: inMinutes(60) }
  expect(decideOn({ pausedBy: 'cli:ana' })).toEqual(decision)
})

test('a message that is of no use by then is not sent', () => {
  const decision = { kind: 'skip', gate: 'paused', reason: 'enrollment-paused' }
  expect(decideOn({ pausedBy: 'cli:ana', uselessAt: inMinutes(30) })).toEqual(decision)
})
