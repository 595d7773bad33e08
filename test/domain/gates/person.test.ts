import { expect, test } from 'vitest'
import { decideOn, inMinutes, sent } from './clear.ts'

test('while a person holds the thread a message waits, and is asked about again', () => {
  const decision = { kind: 'wait', gate: 'person', reason: 'person-talks', until: inMinutes(15) }
  expect(decideOn({ heldBy: 'person' })).toEqual(decision)
})

test('a message that is of no use by then is not sent', () => {
  const decision = { kind: 'skip', gate: 'person', reason: 'person-talks' }
  expect(decideOn({ heldBy: 'person', uselessAt: inMinutes(10) })).toEqual(decision)
})

test('a thread that was handed back holds nothing up', () => {
  expect(decideOn({ heldBy: 'bot' })).toEqual(sent)
})
