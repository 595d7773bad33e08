import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { atRate, available, msUntil, openBucket, reserve } from '../../server/domain/bucket.ts'
import { mostInASecond } from '../most-in-a-second.ts'

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
    'is within two hundredths below %i a second while there is always something to send',
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
