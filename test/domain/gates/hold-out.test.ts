import { expect, test } from 'vitest'
import type { Situation } from '../../../server/domain/situation.ts'
import { decideOn, inMinutes, sent } from './clear.ts'

test('a customer who is kept silent on purpose is not written to', () => {
  const decision = { kind: 'skip', gate: 'holdOut', reason: 'held-out' }
  expect(decideOn({ side: 'held-out' })).toEqual(decision)
})

test.each<[string, Partial<Situation>]>([
  ['who is on the treated side', { side: 'treated' }],
  ['whose side nobody has drawn', { side: undefined }],
  ['who is kept silent, by a flow that is exempt', { side: 'held-out', isExempt: true }],
])('a customer %s is written to', (_, change) => {
  expect(decideOn(change)).toEqual(sent)
})

test.each<[string, Partial<Situation>, string]>([
  ['no phone number', { phone: undefined }, 'no-phone'],
  ['no consent', { consent: 'unknown' }, 'no-consent'],
  ['enough messages for today', { perSubject: 0 }, 'enough-about-this'],
  ['a message that is not due', { dueAt: inMinutes(5) }, 'not-due'],
])('a customer with %s is not counted as kept silent on purpose', (_, change, reason) => {
  expect(decideOn({ ...change, side: 'held-out' }).reason).toBe(reason)
})
