import { expect, test } from 'vitest'
import { createShelf } from '../../simulator/stripe/shelf.ts'

type Thing = { readonly id: string; readonly customer?: string | null; readonly invoice?: string }

function shelfOf(...things: readonly Thing[]) {
  const shelf = createShelf<Thing>()
  for (const thing of things) shelf.set(thing.id, thing)
  return { shelf, of: (owner: string) => shelf.belongingTo(owner).map(({ id }) => id) }
}

test('what belongs to a customer is found in the order it came, whoever else it belongs to', () => {
  const { of } = shelfOf(
    { id: 'a', customer: 'cus_1', invoice: 'in_1' },
    { id: 'b', customer: 'cus_2', invoice: 'in_1' },
    { id: 'c', customer: 'cus_1' },
  )

  expect(of('cus_1')).toEqual(['a', 'c'])
  expect(of('in_1')).toEqual(['a', 'b'])
  expect(of('cus_3')).toEqual([])
})

test('what is given to another customer, late, stands at its own place among theirs', () => {
  const { shelf, of } = shelfOf({ id: 'a', customer: null }, { id: 'b', customer: 'cus_1' })

  shelf.set('a', { id: 'a', customer: 'cus_1' })
  expect(of('cus_1')).toEqual(['a', 'b'])
  shelf.set('b', { id: 'b', customer: 'cus_2' })
  expect(of('cus_1')).toEqual(['a'])
  expect([...shelf.values()].map(({ id }) => id)).toEqual(['a', 'b'])
})

test('what was taken away belongs to nobody', () => {
  const { shelf, of } = shelfOf({ id: 'a', customer: 'cus_1' })

  shelf.delete('a')

  expect(of('cus_1')).toEqual([])
  expect(shelf.has('a')).toBe(false)
})
