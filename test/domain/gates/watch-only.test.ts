import { expect, test } from 'vitest'
import { decideOn } from './clear.ts'

test('an account that only watches has nobody written to', () => {
  const decision = { kind: 'skip', gate: 'watchOnly', reason: 'watch-only' }
  expect(decideOn({ mode: 'watch' })).toEqual(decision)
})

test('whoever watches is told what else speaks against a message', () => {
  expect(decideOn({ mode: 'watch', consent: 'unknown' }).reason).toBe('no-consent')
})

test('a customer nobody would have written to anyway takes no side', () => {
  expect(decideOn({ mode: 'watch', side: 'held-out' }).reason).toBe('watch-only')
})
