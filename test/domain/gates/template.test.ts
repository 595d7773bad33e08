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

describe.each(['pending', 'paused'] as const)('a %s text', (template) => {
  test('is asked about again a quarter of an hour later', () => {
    const waits = { kind: 'wait', gate: 'template', reason: 'template-in-review', until: inMinutes(15) }
    expect(decideOn({ template })).toEqual(waits)
  })

  test('is given up once the wait would outlast its use', () => {
    const decision = { kind: 'skip', gate: 'template', reason: 'template-not-approved' }
    expect(decideOn({ template, uselessAt: inMinutes(15) })).toEqual(decision)
  })
})
