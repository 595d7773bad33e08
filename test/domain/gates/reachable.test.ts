import { expect, test } from 'vitest'
import { decideOn, inDays, now, sent } from './clear.ts'

test('a customer whom messages did not reach is left alone for a while', () => {
  const unreachableUntil = inDays(3)
  const waits = { kind: 'wait', gate: 'reachable', reason: 'unreachable', until: unreachableUntil }
  expect(decideOn({ unreachableUntil })).toEqual(waits)
})

test('a message does not wait for a customer longer than it is of use', () => {
  const decision = { kind: 'skip', gate: 'reachable', reason: 'unreachable' }
  expect(decideOn({ unreachableUntil: inDays(3), uselessAt: inDays(3) })).toEqual(decision)
})

test('a customer who was left alone long enough is tried again', () => {
  expect(decideOn({ unreachableUntil: now })).toEqual(sent)
})

test('a customer Meta spared an offer gets no other one for a day, and other messages as before', () => {
  const offersRestUntil = inDays(1)
  const waits = { kind: 'wait', gate: 'reachable', reason: 'enough-offers', until: offersRestUntil }
  expect(decideOn({ offersRestUntil, category: 'marketing' })).toEqual(waits)
  expect(decideOn({ offersRestUntil })).toEqual(sent)
})
