import { expect, test } from 'vitest'
import type { Priority } from '../../server/domain/situation.ts'
import { weightOf } from '../../server/domain/weight.ts'

type Worth = { readonly priority: Priority; readonly amount: number }

test.each<[string, Worth, Worth]>([
  [
    'a failed payment goes before an invoice that is due, whatever it is about',
    { priority: 'failed-payment', amount: 1 },
    { priority: 'due', amount: 1e12 },
  ],
  [
    'a warning of fraud goes before everything',
    { priority: 'security', amount: 0 },
    { priority: 'authentication', amount: 1e11 },
  ],
  [
    'what waits for the customer’s bank goes before a failed payment',
    { priority: 'authentication', amount: 0 },
    { priority: 'failed-payment', amount: 1e11 },
  ],
  [
    'a basket that was left goes before the rest',
    { priority: 'abandoned', amount: 0 },
    { priority: 'other', amount: 1e11 },
  ],
  [
    'of two equally urgent the larger amount goes first',
    { priority: 'due', amount: 2_901 },
    { priority: 'due', amount: 2_900 },
  ],
  [
    'an amount that is owed goes before one below zero',
    { priority: 'due', amount: 1 },
    { priority: 'due', amount: -500 },
  ],
])('%s', (_, first, second) => {
  expect(weightOf(first)).toBeGreaterThan(weightOf(second))
})

test.each<[string, Worth, Worth]>([
  ['below zero and nothing', { priority: 'other', amount: -500 }, { priority: 'other', amount: 0 }],
  ['two amounts beyond all measure', { priority: 'due', amount: 1e12 }, { priority: 'due', amount: 1e13 }],
])('%s are worth the same', (_, one, other) => {
  expect(weightOf(one)).toBe(weightOf(other))
})

test.each<[Worth]>([
  [{ priority: 'security', amount: 1e15 }],
  [{ priority: 'other', amount: 0.4 }],
  [{ priority: 'due', amount: -1 }],
])('what %j is worth fits into a column of whole numbers', (worth) => {
  expect(Number.isSafeInteger(weightOf(worth))).toBe(true)
  expect(weightOf(worth)).toBeGreaterThan(0)
})
