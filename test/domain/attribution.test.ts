import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  attribute,
  byClaim,
  type Claim,
  earned,
  goesBefore,
  type isOurs,
  type NudgeEvidence,
  type PaymentEvidence,
} from '../../server/domain/attribution.ts'

const paidAt = Temporal.Instant.from('2026-11-22T10:00:00Z')
const earlier = (minutes: number) => paidAt.subtract({ minutes })
const later = (ms: number) => paidAt.add({ milliseconds: ms })

/** Paid by hand after one failed attempt. */
const byHand: PaymentEvidence = { paidAt, throughStripe: true, attemptCount: 1 }
const nudge = (nudgeId: string, seen: Partial<NudgeEvidence> = {}): NudgeEvidence => ({
  nudgeId,
  readAt: undefined,
  clickedAt: [],
  answeredAt: [],
  ...seen,
})
const unaided = { attribution: 'unaided', nudgeId: undefined }
const retry = { attribution: 'retry', nudgeId: undefined }

describe('money that came in', () => {
  test.each<[string, Partial<PaymentEvidence>, readonly NudgeEvidence[], unknown]>([
    [
      'is ours when the shopper had opened our link',
      {},
      [nudge('first', { clickedAt: [earlier(5)] })],
      { attribution: 'clicked', nudgeId: 'first' },
    ],
    [
      'is ours when the shopper had read our message',
      {},
      [nudge('first', { readAt: earlier(5) })],
      { attribution: 'read', nudgeId: 'first' },
    ],
    [
      'is ours when the shopper had answered our message',
      {},
      [
        nudge('first', { readAt: earlier(9), answeredAt: [earlier(5)] }),
        nudge('second', { readAt: earlier(1) }),
      ],
      { attribution: 'answered', nudgeId: 'first' },
    ],
    [
      'counts as clicked when the shopper answered as well',
      {},
      [nudge('first', { clickedAt: [earlier(9)] }), nudge('second', { answeredAt: [earlier(5)] })],
      { attribution: 'clicked', nudgeId: 'first' },
    ],
    [
      'is not ours by an answer after the payment',
      {},
      [nudge('first', { answeredAt: [later(1_000)] })],
      unaided,
    ],
    ['is unaided when nobody was written to', {}, [], unaided],
    ['is unaided when our message was neither read nor opened', {}, [nudge('first')], unaided],
    [
      'counts as clicked when the click came in the very second of the payment',
      {},
      [nudge('first', { clickedAt: [later(999)] })],
      { attribution: 'clicked', nudgeId: 'first' },
    ],
    ['is not ours by a click after the payment', {}, [nudge('first', { clickedAt: [later(1000)] })], unaided],
    [
      'is not ours by a message read after the payment',
      {},
      [nudge('first', { readAt: later(1000) })],
      unaided,
    ],
    [
      'is ours by the earlier click of a link opened before and after',
      {},
      [nudge('first', { clickedAt: [later(60_000), earlier(5)] })],
      { attribution: 'clicked', nudgeId: 'first' },
    ],
    [
      'goes to the message whose link was opened last',
      {},
      [nudge('second', { clickedAt: [earlier(9), earlier(1)] }), nudge('first', { clickedAt: [earlier(5)] })],
      { attribution: 'clicked', nudgeId: 'second' },
    ],
    [
      'goes to the message whose link was opened last, whatever its place',
      {},
      [nudge('first', { clickedAt: [earlier(1)] }), nudge('second', { clickedAt: [earlier(5)] })],
      { attribution: 'clicked', nudgeId: 'first' },
    ],
    [
      'goes to an opened link rather than to a message read later',
      {},
      [nudge('first', { clickedAt: [earlier(9)] }), nudge('second', { readAt: earlier(1) })],
      { attribution: 'clicked', nudgeId: 'first' },
    ],
    [
      'goes to the message read last when no link was opened',
      {},
      [nudge('first', { readAt: earlier(9) }), nudge('second', { readAt: earlier(1) })],
      { attribution: 'read', nudgeId: 'second' },
    ],
    [
      'is a retry’s when Stripe had counted one more attempt, even after a click',
      { attemptCount: 2 },
      [nudge('first', { clickedAt: [earlier(5)] })],
      retry,
    ],
    ['is a retry’s without any message', { attemptCount: 2 }, [], retry],
    [
      'is unaided when it came past Stripe, even after a click',
      { throughStripe: false },
      [nudge('first', { clickedAt: [earlier(5)] })],
      unaided,
    ],
    [
      'is unaided when it came past Stripe after a retry was counted',
      { throughStripe: false, attemptCount: 2 },
      [],
      unaided,
    ],
  ])('%s', (_, payment, nudges, attributed) => {
    expect(attribute({ ...byHand, ...payment }, 1, nudges)).toEqual(attributed)
  })

  test('is not a retry’s when the failure of that attempt was heard of', () => {
    expect(attribute({ ...byHand, attemptCount: 2 }, 2, [])).toEqual(unaided)
  })
})

describe('what we earned', () => {
  const came = (attribution: Parameters<typeof isOurs>[0], amount: number, refunded = 0, lost = 0) => ({
    attribution,
    amount,
    refunded,
    lost,
  })

  test.each<[string, Parameters<typeof earned>[0], number]>([
    ['nothing without a payment', [], 0],
    [
      'money that came by a click, an answer or a read message',
      [came('clicked', 100), came('answered', 20), came('read', 3)],
      123,
    ],
    ['nothing of what came by Stripe’s own retry or unaided', [came('retry', 100), came('unaided', 20)], 0],
    ['only our part of several payments', [came('clicked', 100), came('retry', 900)], 100],
    ['less what was refunded', [came('clicked', 100, 30)], 70],
    ['nothing of what was refunded whole', [came('clicked', 100, 100)], 0],
    ['less what a lost dispute took of the rest', [came('clicked', 100, 30, 50)], 20],
    ['never less than nothing', [came('clicked', 100, 150)], 0],
  ])('%s', (_, payments, amount) => {
    expect(earned(payments)).toBe(amount)
  })

  test('is never below nothing and never above what came in', () => {
    const payments = fc.array(
      fc
        .record({
          attribution: fc.constantFrom('clicked', 'answered', 'read', 'unaided', 'retry'),
          amount: fc.nat(1_000_000),
          share: fc.integer({ min: 0, max: 100 }),
        })
        .map(({ share, ...payment }) => ({
          ...payment,
          refunded: Math.floor((payment.amount * share) / 100),
          lost: Math.floor((payment.amount * (100 - share)) / 200),
        })),
    )
    fc.assert(
      fc.property(payments, (some) => {
        const received = some.reduce((sum, payment) => sum + payment.amount, 0)
        expect(earned(some)).toBeGreaterThanOrEqual(0)
        expect(earned(some)).toBeLessThanOrEqual(received)
      }),
    )
  })
})

describe('of two flows that watched for the same money', () => {
  const claim = (recoveryId: string, attribution: Claim['attribution']): Claim => ({
    recoveryId,
    attribution,
  })

  test.each<[string, Claim, Claim]>([
    [
      'the one whose link was opened goes before one that was only read',
      claim('b', 'clicked'),
      claim('a', 'read'),
    ],
    ['the one that was read goes before one nothing points to', claim('b', 'read'), claim('a', 'unaided')],
    ['a retry stays a retry, whatever the other one did', claim('b', 'retry'), claim('a', 'clicked')],
    ['the first goes before the second when they say the same', claim('a', 'read'), claim('b', 'read')],
  ])('%s', (_, one, other) => {
    expect(goesBefore(one, other)).toBe(true)
    expect(goesBefore(other, one)).toBe(false)
  })

  test('there is always exactly one that goes before all others', () => {
    const claims = fc.uniqueArray(
      fc.record({ recoveryId: fc.uuid(), attribution: fc.constantFrom(...byClaim) }),
      { minLength: 1, selector: ({ recoveryId }) => recoveryId },
    )
    fc.assert(
      fc.property(claims, (all) => {
        const best = all.filter((one) => all.every((other) => other === one || goesBefore(one, other)))
        expect(best).toHaveLength(1)
      }),
    )
  })
})
