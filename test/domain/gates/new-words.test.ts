import { expect, test } from 'vitest'
import { decideOn } from './clear.ts'

test('nobody gets the same text twice about one thing', () => {
  const decision = { kind: 'skip', gate: 'newWords', reason: 'said-already' }
  expect(decideOn({ saidAlready: true })).toEqual(decision)
})
