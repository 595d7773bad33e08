import { expect, test } from 'vitest'
import type { Consent } from '../../../server/domain/consent.ts'
import { decideOn, inHours } from './clear.ts'

test.each<[string, Consent, string]>([
  ['who asked for no more messages', 'withdrawn', 'opted-out'],
  ['who never agreed to messages', 'unknown', 'no-consent'],
])('a customer %s is not written to', (_, consent, reason) => {
  expect(decideOn({ consent })).toEqual({ kind: 'skip', gate: 'consent', reason })
})

test('a customer who agreed to other messages, but not to offers, gets none', () => {
  const decision = decideOn({ consent: 'unknown', purpose: 'marketing', category: 'marketing' })
  expect(decision).toEqual({ kind: 'skip', gate: 'consent', reason: 'no-consent-to-offers' })
})

test('a stop is named before waits that would end', () => {
  const decision = decideOn({
    consent: 'withdrawn',
    unreachableUntil: inHours(5),
    hopefulRetryAt: inHours(5),
  })
  expect(decision.reason).toBe('opted-out')
})
