import { expect, test } from 'vitest'
import { decideOn, sent } from './clear.ts'

test.each(['test', 'sandbox'] as const)('in %s mode strangers are not written to', (environment) => {
  const decision = { kind: 'skip', gate: 'allowList', reason: 'not-on-allow-list' }
  expect(decideOn({ environment, phoneIsAllowed: false })).toEqual(decision)
})

test.each(['test', 'sandbox'] as const)(
  'in %s mode a number on the allow-list is written to',
  (environment) => {
    expect(decideOn({ environment, phoneIsAllowed: true })).toEqual(sent)
  },
)

test('in live mode no number has to be on a list', () => {
  expect(decideOn({ environment: 'live', phoneIsAllowed: false })).toEqual(sent)
})

test.each(['test', 'sandbox'] as const)(
  'in %s mode nobody without a phone number is written to',
  (environment) => {
    const decision = { kind: 'skip', gate: 'allowList', reason: 'hidden-not-allowed' }
    expect(decideOn({ environment, phone: undefined, hidden: 'known' })).toEqual(decision)
  },
)
