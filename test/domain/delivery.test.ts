import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type DeliveryStatus,
  deliveryStatuses,
  deliveryStatusOf,
  furthest,
} from '../../server/domain/delivery.ts'

describe('how far a message has come', () => {
  test.each<[string, DeliveryStatus, DeliveryStatus, DeliveryStatus]>([
    ['goes forward when it was delivered', 'sent', 'delivered', 'delivered'],
    ['stays read when the delivery is reported late', 'read', 'delivered', 'read'],
    ['stays the same when a report comes twice', 'delivered', 'delivered', 'delivered'],
    ['may skip a report that never comes', 'accepted', 'read', 'read'],
  ])('%s', (_, known, reported, kept) => {
    expect(furthest(known, reported)).toBe(kept)
  })

  test('never goes back, and ends the same in whatever order the reports come', () => {
    const reports = fc.array(fc.constantFrom(...deliveryStatuses), { minLength: 1 })
    const withShuffle = reports.chain((some) =>
      fc.tuple(fc.constant(some), fc.shuffledSubarray(some, { minLength: some.length })),
    )
    fc.assert(
      fc.property(withShuffle, ([some, shuffled]) => {
        const steps = some.map((_, index) => some.slice(0, index + 1).reduce(furthest))
        const ranks = steps.map((step) => deliveryStatuses.indexOf(step))
        expect(ranks).toEqual(ranks.toSorted((a, b) => a - b))
        expect(shuffled.reduce(furthest)).toBe(some.reduce(furthest))
      }),
    )
  })
})

describe('a status of Meta', () => {
  test.each<[string, DeliveryStatus | undefined]>([
    ['sent', 'sent'],
    ['delivered', 'delivered'],
    ['read', 'read'],
    ['played', 'read'],
    ['failed', undefined],
    ['deleted', undefined],
    ['something new', undefined],
  ])('%s means %s to us', (reported, status) => {
    expect(deliveryStatusOf(reported)).toBe(status)
  })
})
