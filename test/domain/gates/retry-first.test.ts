import { expect, test } from 'vitest'
import { decideOn, inHours, inMinutes, now, sent } from './clear.ts'

test("Stripe's next try, which will probably succeed, goes before a message, with an hour for its news", () => {
  const waits = { kind: 'wait', gate: 'retryFirst', reason: 'retry-first', until: inHours(6) }
  expect(decideOn({ hopefulRetryAt: inHours(5) })).toEqual(waits)
})

test('a try that is due now is given its hour, too', () => {
  expect(decideOn({ hopefulRetryAt: now })).toMatchObject({ kind: 'wait', until: inHours(1) })
})

test('the message goes out when an hour after that try nothing came of it', () => {
  expect(decideOn({ hopefulRetryAt: inMinutes(-60) })).toEqual(sent)
})

test('a ladder of hopeful tries ends when a message would no longer help', () => {
  const decision = { kind: 'skip', gate: 'retryFirst', reason: 'retry-first' }
  expect(decideOn({ hopefulRetryAt: inHours(5), uselessAt: inHours(6) })).toEqual(decision)
})

test('a payment that no try can fix is written about at once', () => {
  expect(decideOn({ hopefulRetryAt: undefined })).toEqual(sent)
})
