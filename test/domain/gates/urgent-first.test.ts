import { expect, test } from 'vitest'
import { comesBefore, type Priority } from '../../../server/domain/situation.ts'
import { decideOn, inMinutes } from './clear.ts'

test('a message steps back for a minute when a more urgent one for the customer is due', () => {
  const waits = { kind: 'wait', gate: 'urgentFirst', reason: 'urgent-first', until: inMinutes(1) }
  expect(decideOn({ urgentWaits: true })).toEqual(waits)
})

test('a message that cannot step back any more is left out', () => {
  const decision = { kind: 'skip', gate: 'urgentFirst', reason: 'urgent-first' }
  expect(decideOn({ urgentWaits: true, uselessAt: inMinutes(1) })).toEqual(decision)
})

test.each<[string, Priority, Priority]>([
  ['a warning of fraud goes before a payment to confirm', 'security', 'authentication'],
  ['a payment to confirm goes before a failed one', 'authentication', 'failed-payment'],
  ['a failed payment goes before an invoice that is due', 'failed-payment', 'due'],
  ['an invoice that is due goes before an abandoned cart', 'due', 'abandoned'],
  ['an abandoned cart goes before the rest', 'abandoned', 'other'],
])('%s', (_, first, second) => {
  expect(comesBefore(first, second)).toBe(true)
  expect(comesBefore(second, first)).toBe(false)
})

test('of two equally urgent messages neither goes before the other', () => {
  expect(comesBefore('due', 'due')).toBe(false)
})
