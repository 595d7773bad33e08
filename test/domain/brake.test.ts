import { expect, test } from 'vitest'
import { brakeBecause } from '../../server/domain/brake.ts'

test.each([
  ['nobody complains', { sent: 1_000, stopped: 0, refused: 0 }, undefined],
  ['the usual few say stop', { sent: 100, stopped: 8, refused: 0 }, undefined],
  ['the usual few cannot be reached', { sent: 100, stopped: 0, refused: 30 }, undefined],
  ['it has sent too few messages to tell', { sent: 19, stopped: 19, refused: 19 }, undefined],
  ['too many say stop', { sent: 100, stopped: 9, refused: 0 }, '9 of 100 messages'],
  ['too many cannot be reached', { sent: 100, stopped: 0, refused: 31 }, '31 of 100 messages'],
])('a flow goes on or pauses itself when %s', (_, complaints, because) => {
  if (because) expect(brakeBecause(complaints)).toContain(because)
  else expect(brakeBecause(complaints)).toBeUndefined()
})
