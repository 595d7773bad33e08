import { expect, test } from 'vitest'
import { decideOn } from './clear.ts'

test('one failure told by two events is written about by one flow only', () => {
  const decision = { kind: 'skip', gate: 'sameMoney', reason: 'already-spoken-about' }
  expect(decideOn({ alreadySpeaks: 'payment-action-required' })).toEqual(decision)
})
