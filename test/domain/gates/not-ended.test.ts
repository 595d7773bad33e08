import { expect, test } from 'vitest'
import type { EndingKind } from '../../../server/domain/enrollment.ts'
import { decideOn, inMinutes, sent } from './clear.ts'

test.each<[string, EndingKind]>([
  ['that is paid', 'paid'],
  ['that was voided', 'void'],
  ['the merchant wrote off', 'written-off'],
  ['that ran out', 'expired'],
  ['that somebody stopped', 'stopped'],
  ['that is gone', 'gone'],
])('nobody is written to about something %s', (_, kind) => {
  const ending = { kind, because: 'It ended.' }
  expect(decideOn({ ending })).toEqual({ kind: 'skip', gate: 'notEnded', reason: 'settled' })
})

test('what is still open is written about', () => {
  expect(decideOn({ ending: undefined })).toEqual(sent)
})

test('a payment is named before everything else that speaks against a message', () => {
  const ending = { kind: 'paid', because: 'The invoice is paid.' } as const
  const decision = decideOn({
    ending,
    isInstalled: false,
    flowIsOn: false,
    phone: undefined,
    dueAt: inMinutes(5),
  })
  expect(decision.reason).toBe('settled')
})
