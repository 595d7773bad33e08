import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  atRate,
  available,
  besideApp,
  limitsOf,
  limitsOfAll,
  msUntil,
  openBucket,
  reserve,
} from '../../server/whatsapp/limits.ts'

const rates = fc.constantFrom(1, 5, 20, 80, 99, 250, 1_000)

/** When each of so many messages starts that ask one after the other, after these pauses. */
function starts(perSecond: number, pausesMs: readonly number[]): readonly number[] {
  let bucket = openBucket(perSecond, 0)
  let now = 0
  return pausesMs.map((pause) => {
    now += pause
    const reserved = reserve(bucket, now)
    bucket = reserved.bucket
    return now + reserved.waitMs
  })
}

/** The most that start within any second. */
function mostInASecond(times: readonly number[]): number {
  const sorted = times.toSorted((a, b) => a - b)
  let first = 0
  return sorted.reduce((most, time, index) => {
    while (time - (sorted[first] ?? time) >= 1_000 - 1e-3) first += 1
    return Math.max(most, index - first + 1)
  }, 0)
}

describe('the pace of a number', () => {
  test('is never above the rate that was set, whenever messages ask', () => {
    const pauses = fc.array(fc.oneof(fc.constant(0), fc.double({ min: 0, max: 1_500, noNaN: true })), {
      minLength: 1,
      maxLength: 400,
    })
    fc.assert(
      fc.property(rates, pauses, (perSecond, given) => {
        expect(mostInASecond(starts(perSecond, given))).toBeLessThanOrEqual(perSecond)
      }),
      { numRuns: 1_000 },
    )
  })

  test.each([20, 80, 250, 1_000])(
    'is within 2 %% below %i a second while there is always something to send',
    (perSecond) => {
      const seconds = 60
      const times = starts(perSecond, Array(perSecond * (seconds + 2)).fill(0))
      const sent = times.filter((time) => time < seconds * 1_000).length
      expect(sent).toBeLessThanOrEqual(perSecond * seconds)
      expect(sent).toBeGreaterThanOrEqual(perSecond * seconds * 0.98)
    },
  )

  test('is kept when messages are only taken as far as tokens are there', () => {
    fc.assert(
      fc.property(
        rates,
        fc.array(fc.integer({ min: 1, max: 300 }), { maxLength: 300 }),
        (perSecond, steps) => {
          let bucket = openBucket(perSecond, 0)
          let now = 0
          const times: number[] = []
          for (const step of steps) {
            now += step
            for (let left = available(bucket, now); left > 0; left -= 1) {
              const { bucket: after, waitMs } = reserve(bucket, now)
              expect(waitMs).toBe(0)
              bucket = after
              times.push(now)
            }
            expect(msUntil(bucket, 1, now)).toBeGreaterThan(0)
          }
          expect(mostInASecond(times)).toBeLessThanOrEqual(perSecond)
        },
      ),
    )
  })

  test('that is changed never gains messages by it', () => {
    fc.assert(
      fc.property(rates, rates, fc.nat(5_000), (one, other, now) => {
        const bucket = openBucket(one, 0)
        expect(available(atRate(bucket, other, now), now)).toBeLessThanOrEqual(
          Math.max(available(bucket, now), 1),
        )
      }),
    )
  })
})

describe('what Meta says of a number tells its limits', () => {
  test.each([
    ['a usual one', { throughput: 'STANDARD', messagingLimit: 'TIER_2K' }, 80, 2_000],
    ['an upgraded one', { throughput: 'HIGH', messagingLimit: 'TIER_UNLIMITED' }, 1_000, undefined],
    ['one that is used in the app too', { throughput: besideApp, messagingLimit: 'TIER_250' }, 20, 250],
    ['one it says nothing of', { throughput: undefined, messagingLimit: undefined }, 80, undefined],
  ])('%s', (_, number, perSecond, peopleADay) => {
    expect(limitsOf(number)).toEqual({ perSecond, peopleADay })
  })

  test('several together are as narrow as the narrowest, whichever of them a message goes out from', () => {
    const fast = { throughput: 'HIGH', messagingLimit: 'TIER_100K' }
    const slow = { throughput: 'STANDARD', messagingLimit: 'TIER_UNLIMITED' }
    expect(limitsOfAll([fast, slow])).toEqual({ perSecond: 80, peopleADay: 100_000 })
    expect(limitsOfAll([])).toEqual({ perSecond: 80, peopleADay: undefined })
  })
})
