import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { drawSide } from '../../server/domain/hold-out.ts'

const shoppers = Array.from({ length: 10_000 }, (_, index) => `shopper-${index}`)
const heldOut = (salt: string, share: number) =>
  shoppers.filter((shopperId) => drawSide({ salt, share, shopperId }) === 'held-out')

describe('of ten thousand customers', () => {
  test.each([0.01, 0.1, 0.25, 0.5])('the share of %d is kept silent, as chance allows', (share) => {
    const expected = share * shoppers.length
    const fourDeviations = 4 * Math.sqrt(shoppers.length * share * (1 - share))
    for (const salt of ['acct_1', 'acct_2', 'another']) {
      expect(Math.abs(heldOut(salt, share).length - expected)).toBeLessThan(fourDeviations)
    }
  })

  test('none is kept silent when the merchant wants it so', () => {
    expect(heldOut('acct_1', 0)).toEqual([])
  })

  test('another account keeps others silent: two fair draws agree on a quarter', () => {
    const others = new Set(heldOut('acct_2', 0.5))
    const both = heldOut('acct_1', 0.5).filter((shopperId) => others.has(shopperId))
    expect(both.length).toBeGreaterThan(2300)
    expect(both.length).toBeLessThan(2700)
  })
})

test('the draw of today is the draw of tomorrow: no rewrite of this program moves a customer', () => {
  const sides = ['a', 'b', 'c', 'd'].map((shopperId) => drawSide({ salt: 'salt', share: 0.5, shopperId }))
  expect(sides).toEqual(['held-out', 'held-out', 'held-out', 'treated'])
})

test('the same draw always comes out the same, and a greater share frees nobody', () => {
  const share = fc.double({ min: 0, max: 0.5, noNaN: true })
  fc.assert(
    fc.property(fc.string(), fc.uuid(), share, share, (salt, shopperId, one, other) => {
      const side = drawSide({ salt, share: Math.min(one, other), shopperId })
      expect(drawSide({ salt, share: Math.min(one, other), shopperId })).toBe(side)
      if (side === 'held-out') {
        expect(drawSide({ salt, share: Math.max(one, other), shopperId })).toBe('held-out')
      }
    }),
  )
})
