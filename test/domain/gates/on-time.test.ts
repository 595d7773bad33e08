import { describe, expect, test } from 'vitest'
import type { Situation } from '../../../server/domain/situation.ts'
import { decideOn, inMinutes, now, sent } from './clear.ts'

describe('a message goes out', () => {
  test.each<[string, Partial<Situation>]>([
    ['the moment it is due', { dueAt: now }],
    ['late, while it is still of use', { dueAt: inMinutes(-59), uselessAt: inMinutes(1) }],
  ])('%s', (_, change) => {
    expect(decideOn(change)).toEqual(sent)
  })
})

test('a message waits until its time has come', () => {
  const dueAt = now.add({ milliseconds: 1 })
  expect(decideOn({ dueAt })).toEqual({ kind: 'wait', gate: 'onTime', reason: 'not-due', until: dueAt })
})

describe('a message that would come too late to help is not sent', () => {
  test.each<[string, Partial<Situation>]>([
    ['from the moment it is useless', { uselessAt: now }],
    ['nor does it wait for a time when it is useless', { dueAt: inMinutes(5), uselessAt: inMinutes(5) }],
    ['nor for its time when it is useless already', { dueAt: inMinutes(5), uselessAt: inMinutes(-5) }],
  ])('%s', (_, change) => {
    expect(decideOn(change)).toEqual({ kind: 'skip', gate: 'onTime', reason: 'too-late' })
  })
})
