import { expect, test } from 'vitest'
import { countSides } from '../../server/store/compared.ts'
import { sumRecoveriesBySpan } from '../../server/store/history.ts'
import { addPaidEnrollments } from './paid-enrollments.ts'
import { bakery, bodega, bodegaSandbox, now, openStockroom } from './stockroom.ts'

const dayMs = 86_400_000
const sides = { treated: { shoppers: 4, paid: 3 }, 'held-out': { shoppers: 2, paid: 1 } }

test('both sides are counted for the account itself, and in flows that keep to the hold-out', async () => {
  const db = await openStockroom()
  await addPaidEnrollments(db, bodega, { sides, currencies: ['eur'], now })
  expect(await countSides(db, bodega, ['failed-payment'])).toEqual(sides)
  const nobody = { shoppers: 0, paid: 0 }
  expect(await countSides(db, bodega, ['win-back'])).toEqual({ treated: nobody, 'held-out': nobody })
  for (const other of [bakery, bodegaSandbox])
    expect((await countSides(db, other, ['failed-payment'])).treated).toEqual(nobody)
})

test('money is summed by the week it came in, and by currency', async () => {
  const db = await openStockroom()
  await addPaidEnrollments(db, bodega, { sides, currencies: ['eur', 'jpy'], now })
  const since = now.epochMilliseconds - 28 * dayMs
  const sums = await sumRecoveriesBySpan(db, bodega, { since, spanMs: 7 * dayMs })
  const told = sums.map(({ span, currency, amount }) => [Number(span), currency, Number(amount)])
  expect(told.toSorted()).toEqual([
    [1, 'eur', 2_900 + 2 * 1_234_567],
    [2, 'jpy', 2_900 + 1_234_567],
    [3, 'eur', 2_900],
    [3, 'eur', 2_900],
  ])
  expect(await sumRecoveriesBySpan(db, bakery, { since, spanMs: 7 * dayMs })).toEqual([])
})
