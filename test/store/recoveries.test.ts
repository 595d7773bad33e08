import { beforeEach, describe, expect, test } from 'vitest'
import type { Payment } from '../../server/domain/enrollment.ts'
import type { Db } from '../../server/store/database.ts'
import { findRecovery, paymentsOf, recordPayments, saveTotal } from '../../server/store/recoveries.ts'
import {
  claimWriteBacks,
  markNotWritten,
  markWritten,
  nextWriteBackAt,
} from '../../server/store/write-backs.ts'
import { type Enrolled, enrollMaya, inMinutes, inSeconds, now, openStockroom } from './stockroom.ts'

let db: Db
let maya: Enrolled
beforeEach(async () => {
  db = await openStockroom()
  maya = await enrollMaya(db)
})

const payment = (key: string, change: Partial<Payment> = {}): Payment => ({
  key,
  money: { amount: 1200, currency: 'eur' },
  refunded: 0,
  isDisputed: false,
  lost: 0,
  paidAt: now,
  throughStripe: true,
  ...change,
})
const record = (payments: readonly Payment[], attemptCount = 1) =>
  recordPayments(db, maya.enrollment, { payments, attemptCount }, now)
const recovery = async () => (await findRecovery(db, maya.enrollment))!
const payments = async () => paymentsOf(db, await recovery())

describe('money that came in', () => {
  test('is no recovery before the first payment', async () => {
    expect(await record([])).toBeUndefined()
  })

  test('is recorded once, however often it is seen', async () => {
    await record([payment('pi_1')])
    await record([payment('pi_1'), payment('pi_2', { paidAt: inMinutes(1) })])
    expect(await payments()).toMatchObject([
      { payment: 'pi_1', amount: 1200 },
      { payment: 'pi_2', amount: 1200 },
    ])
  })

  test('is brought up to date by a refund, and by a refund that failed', async () => {
    await record([payment('pi_1')])
    await record([payment('pi_1', { refunded: 500 })])
    expect(await payments()).toMatchObject([{ refunded: 500 }])
    await record([payment('pi_1')])
    expect(await payments()).toMatchObject([{ refunded: 0 }])
  })

  test('keeps the attempt count it was first seen with, which tells a retry from a person', async () => {
    await record([payment('pi_1')], 1)
    await record([payment('pi_1'), payment('pi_2', { paidAt: inMinutes(1) })], 3)
    expect(await payments()).toMatchObject([{ attemptCount: 1 }, { attemptCount: 3 }])
  })
})

describe('a recovery is noted in Stripe', () => {
  const total = { amount: 1200, attribution: 'clicked', nudgeId: undefined, fingerprint: 'one' } as const
  const claim = (at = now) => claimWriteBacks(db, { limit: 10, leaseMs: 120_000 }, at)
  const save = async (fingerprint: string) => saveTotal(db, await recovery(), { ...total, fingerprint }, now)
  beforeEach(() => record([payment('pi_1')]))

  test('when it changed, and not when it only was looked at again', async () => {
    expect(await nextWriteBackAt(db)).toBeUndefined()
    expect(await save('one')).toBe(true)
    expect(await nextWriteBackAt(db)).toBe(now.epochMilliseconds)
    await markWritten(db, (await claim())[0]!, now)
    expect(await save('one')).toBe(false)
    expect(await claim(inMinutes(60))).toEqual([])
  })

  test('by one worker, and again when that went away', async () => {
    await save('one')
    const writes = await Promise.all([claim(), claim()])
    expect(writes.flat()).toMatchObject([{ subject: 'in_renewal', version: 1, attempts: 1 }])
    expect(await claim(inSeconds(120))).toMatchObject([{ version: 1, attempts: 2 }])
  })

  test('once more when it changed while it was being written', async () => {
    await save('one')
    const [write] = await claim()
    await save('two')
    expect(await claim()).toEqual([])
    await markWritten(db, write!, inSeconds(1))
    expect(await claim(inSeconds(1))).toMatchObject([{ version: 2, attempts: 1 }])
  })

  test('even when the last try of what it was before failed meanwhile', async () => {
    await save('one')
    const [write] = await claim()
    await save('two')
    await markNotWritten(db, write!, { error: 'no answer', nextAt: undefined }, now)
    expect(await claim(inMinutes(60))).toMatchObject([{ version: 2, attempts: 1 }])
  })

  test('later when Stripe did not answer, and at some point no more', async () => {
    await save('one')
    const [write] = await claim()
    await markNotWritten(db, write!, { error: 'no answer', nextAt: inMinutes(5) }, now)
    expect(await claim(inMinutes(4))).toEqual([])
    await markNotWritten(db, (await claim(inMinutes(5)))[0]!, { error: 'no answer', nextAt: undefined }, now)
    expect(await claim(inMinutes(600))).toEqual([])
  })
})
