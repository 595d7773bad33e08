import { expect, test } from 'vitest'
import { decideOn, inMinutes } from './clear.ts'

const off = { kind: 'skip', gate: 'flowOn', reason: 'flow-off' }

test('a flow that is switched off writes to nobody', () => {
  expect(decideOn({ flowIsOn: false })).toEqual(off)
})

test('a switched-off flow says nothing of a message that is not due yet: it may be on again by then', () => {
  expect(decideOn({ flowIsOn: false, dueAt: inMinutes(5) }).reason).toBe('not-due')
})
