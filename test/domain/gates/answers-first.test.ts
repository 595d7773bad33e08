import { expect, test } from 'vitest'
import { decideOn, now } from './clear.ts'

const soon = now.add({ milliseconds: 200 })

test('a message waits for a moment while something a customer said is not handled yet', () => {
  const decision = { kind: 'wait', gate: 'answersFirst', reason: 'answers-first', until: soon }
  expect(decideOn({ answersWait: true })).toEqual(decision)
})

test('a message that has no moment left to wait is not sent before a customer was heard', () => {
  const decision = { kind: 'skip', gate: 'answersFirst', reason: 'too-late' }
  expect(decideOn({ answersWait: true, uselessAt: soon })).toEqual(decision)
})
