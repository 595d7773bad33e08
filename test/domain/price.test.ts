import { expect, test } from 'vitest'
import { chargedBy, isCharged } from '../../server/domain/price.ts'

test.each([
  ['Meta says that it is billed', { kind: 'regular', isBillable: true }, true],
  ['Meta says that it is not', { kind: 'regular', isBillable: false }, false],
  ['Meta only says that it is a regular one', { kind: 'regular', isBillable: undefined }, true],
  ['it answers a customer for free', { kind: 'free_customer_service', isBillable: undefined }, false],
  ['it came by an advertisement', { kind: 'free_entry_point', isBillable: undefined }, false],
  ['Meta names a kind of tomorrow', { kind: 'half_price', isBillable: undefined }, false],
])('whether a message is charged where %s: %j', (_, price, charged) => {
  expect(isCharged(price)).toBe(charged)
})

test('messages of one category are counted together, whatever they cost', () => {
  const regular = { kind: 'regular', isBillable: true }
  const free = { kind: 'free_customer_service', isBillable: false }
  expect(
    chargedBy([
      { category: 'utility', ...regular, messages: 3 },
      { category: 'service', ...free, messages: 4 },
      { category: 'utility', ...free, messages: 2 },
    ]),
  ).toEqual([
    { category: 'service', charged: 0, told: 4 },
    { category: 'utility', charged: 3, told: 5 },
  ])
})
