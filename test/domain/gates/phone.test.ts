import { expect, test } from 'vitest'
import { decideOn } from './clear.ts'

test.each([
  ['no phone number', undefined],
  ['an empty phone number', ''],
])('a customer with %s is not written to', (_, phone) => {
  expect(decideOn({ phone })).toEqual({ kind: 'skip', gate: 'phone', reason: 'no-phone' })
})
