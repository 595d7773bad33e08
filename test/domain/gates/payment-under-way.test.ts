import { expect, test } from 'vitest'
import { decideOn, inHours, sent } from './clear.ts'

test('whoever paid by a bank debit is not written to while nobody knows whether the money comes', () => {
  const waits = { kind: 'wait', gate: 'paymentUnderWay', reason: 'payment-under-way', until: inHours(12) }
  expect(decideOn({ isUnderWay: true })).toEqual(waits)
})

test('a message that helps no more by then is not sent', () => {
  const skipped = { kind: 'skip', gate: 'paymentUnderWay', reason: 'payment-under-way' }
  expect(decideOn({ isUnderWay: true, uselessAt: inHours(12) })).toEqual(skipped)
})

test('where no payment is under way nothing waits for one', () => {
  expect(decideOn({ isUnderWay: false })).toEqual(sent)
})
