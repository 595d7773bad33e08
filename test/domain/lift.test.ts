import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isProven, liftOf } from '../../server/domain/lift.ts'

const side = (paid: number, shoppers: number) => ({ paid, shoppers })

describe('the lift', () => {
  // The worked examples of Newcombe's paper, table II, method 10.
  test.each([
    ['56 of 70 against 48 of 80', side(56, 70), side(48, 80), [0.2, 0.0524, 0.3339]],
    ['9 of 10 against 3 of 10', side(9, 10), side(3, 10), [0.6, 0.1705, 0.809]],
    ['6 of 7 against 2 of 7', side(6, 7), side(2, 7), [0.5714, 0.0582, 0.8062]],
    ['5 of 56 against none of 29', side(5, 56), side(0, 29), [0.0893, -0.0381, 0.1926]],
    ['none of 10 against none of 20', side(0, 10), side(0, 20), [0, -0.1611, 0.2775]],
    ['all of 10 against none of 10', side(10, 10), side(0, 10), [1, 0.6075, 1]],
  ])('of %s has the interval its method gives', (_, treated, heldOut, expected) => {
    const lift = liftOf(treated, heldOut)
    const rounded = [lift?.difference, lift?.low, lift?.high].map(
      (share) => Math.round((share ?? 0) * 1e4) / 1e4,
    )
    expect(rounded).toEqual(expected)
  })

  test('is proven only when its interval lies above nothing', () => {
    expect(isProven(liftOf(side(56, 70), side(48, 80))!)).toBe(true)
    expect(isProven(liftOf(side(5, 56), side(0, 29))!)).toBe(false)
  })

  test('is not told while one side is empty', () => {
    expect(liftOf(side(3, 9), side(0, 0))).toBeUndefined()
    expect(liftOf(side(0, 0), side(3, 9))).toBeUndefined()
  })

  test('lies within its interval, and both within what is possible', () => {
    const sides = fc
      .tuple(fc.integer({ min: 1, max: 5_000 }), fc.double({ min: 0, max: 1, noNaN: true }))
      .map(([shoppers, share]) => side(Math.round(shoppers * share), shoppers))
    fc.assert(
      fc.property(sides, sides, (treated, heldOut) => {
        const { difference, low, high } = liftOf(treated, heldOut)!
        const nearly = 1e-9
        expect(low).toBeLessThanOrEqual(difference + nearly)
        expect(high).toBeGreaterThanOrEqual(difference - nearly)
        expect(low).toBeGreaterThanOrEqual(-1 - nearly)
        expect(high).toBeLessThanOrEqual(1 + nearly)
      }),
    )
  })
})
