import { expect, test } from 'vitest'
import { decideOn, sent } from './clear.ts'

test.each([
  ['no phone number', undefined],
  ['an empty phone number', ''],
])('a customer with %s is not written to', (_, phone) => {
  expect(decideOn({ phone })).toEqual({ kind: 'skip', gate: 'phone', reason: 'no-phone' })
})

test.each([
  ['may be a stranger', 'unproven', 'hidden-unproven'],
  ['is known to another business of the merchant only', 'elsewhere', 'hidden-elsewhere'],
] as const)('a customer without a phone number who %s is not written to', (_, hidden, reason) => {
  expect(decideOn({ phone: undefined, hidden })).toEqual({ kind: 'skip', gate: 'phone', reason })
})

test('a customer without a phone number whom Meta knows is written to', () => {
  expect(decideOn({ phone: undefined, hidden: 'known' })).toEqual(sent)
})
