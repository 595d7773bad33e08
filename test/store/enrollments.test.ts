import { beforeEach, describe, expect, test } from 'vitest'
import type { Facts } from '../../server/domain/enrollment.ts'
import type { Db } from '../../server/store/database.ts'
import {
  candidateEnrollments,
  claimPastWindow,
  endEnrollment,
  enrollmentById,
  moveToShopper,
  nextLookAt,
  postponeLook,
  raiseFailedAttempts,
  readFacts,
  updateSeen,
} from '../../server/store/enrollments.ts'
import { recordPayments } from '../../server/store/recoveries.ts'
import { bodega, type Enrolled, enrollMaya, inMinutes, now, openStockroom } from './stockroom.ts'

let db: Db
let maya: Enrolled
beforeEach(async () => {
  db = await openStockroom()
  maya = await enrollMaya(db)
})

const reload = async () => (await enrollmentById(db, bodega, maya.enrollment.id))!
const paid = { kind: 'paid', because: 'The invoice is paid.' } as const
const seenLater: Facts = {
  due: { amount: 1200, currency: 'eur' },
  number: 'INV-0042',
  declineClass: undefined,
  declineCode: undefined,
  nextRetryAt: undefined,
  day: undefined,
  card: undefined,
  about: 'invoice',
  items: undefined,
}

describe('an enrollment', () => {
  test('is made once for a subject', async () => {
    await expect(enrollMaya(db)).rejects.toThrow(/unique/i)
  })

  test('ends once: the first ending stays', async () => {
    await endEnrollment(db, maya.enrollment, paid, now)
    await endEnrollment(db, maya.enrollment, { kind: 'void', because: 'The invoice was voided.' }, now)
    expect((await reload()).ending).toEqual(paid)
  })

  test('moves with its subject to another shopper', async () => {
    await moveToShopper(db, maya.enrollment, 'shopper-ana')
    expect((await reload()).shopperId).toBe('shopper-ana')
  })

  test('keeps the highest attempt count it heard of, in whatever order the failures come', async () => {
    const raised = await raiseFailedAttempts(db, maya.enrollment, 3)
    expect((await raiseFailedAttempts(db, raised, 2)).failedAttempts).toBe(3)
    expect((await reload()).failedAttempts).toBe(3)
  })
})

describe('a later look at the subject', () => {
  beforeEach(() => updateSeen(db, maya.enrollment, { facts: seenLater, pageUrl: undefined }))

  test('brings what is due up to date', async () => {
    expect((await readFacts(db, maya.enrollment)).due).toEqual({ amount: 1200, currency: 'eur' })
  })

  test('does not forget why the payment was declined, which Stripe tells only once', async () => {
    expect(await readFacts(db, maya.enrollment)).toMatchObject({
      declineClass: 'top-up',
      declineCode: 'insufficient_funds',
    })
  })

  test('forgets the retry Stripe no longer plans', async () => {
    expect((await readFacts(db, maya.enrollment)).nextRetryAt).toBeUndefined()
  })
})

describe('the window of an enrollment', () => {
  const days = (count: number) => now.add({ hours: count * 24 })
  const some = { limit: 10, leaseMs: 60_000 }

  test('ends when its days are over', async () => {
    expect(await nextLookAt(db)).toBe(days(30).epochMilliseconds)
    expect(await claimPastWindow(db, some, days(30).subtract({ seconds: 1 }))).toEqual([])
    expect(await claimPastWindow(db, some, days(30))).toMatchObject([{ id: maya.enrollment.id }])
  })

  test('is looked at by one worker at a time, and again when that one went away', async () => {
    const [first, second] = await Promise.all([1, 2].map(() => claimPastWindow(db, some, days(30))))
    expect([...first!, ...second!]).toHaveLength(1)
    expect(await claimPastWindow(db, some, days(30).add({ seconds: 60 }))).toHaveLength(1)
  })

  test('may have its last look put off, and stays what it was', async () => {
    await postponeLook(db, maya.enrollment, days(31))
    expect((await reload()).windowEndsAt).toEqual(days(30))
    expect(await claimPastWindow(db, some, days(30))).toEqual([])
  })

  test('is of no interest once the matter has ended', async () => {
    await endEnrollment(db, maya.enrollment, paid, now)
    await postponeLook(db, maya.enrollment, days(31))
    expect(await claimPastWindow(db, some, days(30))).toEqual([])
    expect(await nextLookAt(db)).toBeUndefined()
  })
})

describe('an event finds the enrollments it may be about', () => {
  const money = { amount: 2400, currency: 'eur' }
  const payment = {
    key: 'pi_1',
    money,
    refunded: 0,
    isDisputed: false,
    lost: 0,
    paidAt: inMinutes(5),
    throughStripe: true,
  }
  const find = async (candidates: Parameters<typeof candidateEnrollments>[2]) =>
    (await candidateEnrollments(db, bodega, candidates)).map((enrollment) => enrollment.subject)

  test('by its invoice, also when that has ended', async () => {
    await endEnrollment(db, maya.enrollment, paid, now)
    expect(await find({ subjects: ['in_renewal'] })).toEqual(['in_renewal'])
  })

  test('by its customer, all that are open', async () => {
    await enrollMaya(db, { subject: 'in_other' })
    await endEnrollment(db, maya.enrollment, paid, now)
    expect(await find({ subjects: [], customer: 'cus_maya' })).toEqual(['in_other'])
  })

  test('by its payment', async () => {
    await recordPayments(db, maya.enrollment, { payments: [payment], attemptCount: 1 }, now)
    expect(await find({ subjects: [], payment: 'pi_1' })).toEqual(['in_renewal'])
    expect(await find({ subjects: [], payment: 'pi_2' })).toEqual([])
  })

  test('once, when several ways lead to it', async () => {
    await recordPayments(db, maya.enrollment, { payments: [payment], attemptCount: 1 }, now)
    expect(await find({ subjects: ['in_renewal'], customer: 'cus_maya', payment: 'pi_1' })).toEqual([
      'in_renewal',
    ])
  })

  test('or none when it names nothing', async () => {
    expect(await find({ subjects: [] })).toEqual([])
  })
})
