import { describe, expect, test } from 'vitest'
import type { TemplateState } from '../../../server/domain/situation.ts'
import { decideOn, inMinutes } from './clear.ts'

test.each<[string, TemplateState, string]>([
  ['never handed to Meta', 'missing', 'template-not-approved'],
  ['Meta refused', 'refused', 'template-not-approved'],
  ['Meta now counts as an offer', 'recategorized', 'template-recategorized'],
])('a text %s is not sent', (_, template, reason) => {
  expect(decideOn({ template })).toEqual({ kind: 'skip', gate: 'template', reason })
})

describe.each([
  ['pending', 'template-in-review', 'template-not-approved'],
  ['paused', 'template-paused', 'template-paused'],
] as const)('a %s text', (template, reason, tooLate) => {
  test('is asked about again a quarter of an hour later', () => {
    const waits = { kind: 'wait', gate: 'template', reason, until: inMinutes(15) }
    expect(decideOn({ template })).toEqual(waits)
  })

  test('is given up once the wait would outlast its use', () => {
    const decision = { kind: 'skip', gate: 'template', reason: tooLate }
    expect(decideOn({ template, uselessAt: inMinutes(15) })).toEqual(decision)
  })
})

test('a text Meta refused waits until it is looked at again', () => {
  const waits = { kind: 'wait', gate: 'template', reason: 'template-paused', until: inMinutes(60) }
  expect(decideOn({ template: 'paused', templateRestsUntil: inMinutes(60) })).toEqual(waits)
})
