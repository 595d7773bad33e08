import fc from 'fast-check'
import { expect, test } from 'vitest'
import { owedByCurrency } from '../../server/domain/owed.ts'

test('what is owed is summed for each currency, and never across them', () => {
  const amounts = [
    { amount: 2_900, currency: 'eur' },
    { amount: 500, currency: 'jpy' },
    { amount: 100, currency: 'EUR' },
    { amount: 0, currency: 'usd' },
  ]
  expect(owedByCurrency(amounts)).toEqual([
    { amount: 3_000, currency: 'eur', count: 2 },
    { amount: 500, currency: 'jpy', count: 1 },
  ])
})

test('the sums of all currencies come to all that is owed', () => {
  const money = fc.record({ amount: fc.nat(1_000_000), currency: fc.constantFrom('eur', 'usd', 'jpy') })
  fc.assert(
    fc.property(fc.array(money), (amounts) => {
      const total = (list: readonly { readonly amount: number }[]) =>
        list.reduce((sum, one) => sum + one.amount, 0)
      expect(total(owedByCurrency(amounts))).toBe(total(amounts))
    }),
  )
})
