import { expect, test } from 'vitest'
import type { Stopped } from '../../../server/domain/situation.ts'
import { decideOn, inMinutes } from './clear.ts'

test.each<[string, Stopped, string]>([
  ['everything', 'everything', 'stopped-everything'],
  ['the account', 'account', 'stopped-account'],
  ['the flow', 'flow', 'stopped-flow'],
])('nothing goes out once somebody stopped %s', (_, stopped, reason) => {
  expect(decideOn({ stopped })).toEqual({ kind: 'skip', gate: 'killSwitch', reason })
})

test('a stop says nothing of a message that is not due yet: it may be lifted by then', () => {
  expect(decideOn({ stopped: 'account', dueAt: inMinutes(5) }).reason).toBe('not-due')
})
