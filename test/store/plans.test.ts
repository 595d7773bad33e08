import { beforeEach, describe, expect, test } from 'vitest'
import type { Enrollment } from '../../server/domain/enrollment.ts'
import { saveAccount } from '../../server/store/accounts.ts'
import type { Db } from '../../server/store/database.ts'
import {
  candidateEnrollments,
  claimPastWindow,
  findEnrollment,
  nextLookAt,
} from '../../server/store/enrollments.ts'
import {
  answersWait,
  claimInbox,
  countStamped,
  nextInboxAt,
  wasStampedSince,
} from '../../server/store/inbox.ts'
import { createKeeper } from '../../server/store/keeper.ts'
import { abandonedSending, claimDue, nextNudgeAt } from '../../server/store/nudges.ts'
import { addPayLink, findPayLink } from '../../server/store/pay-links.ts'
import { nudgeEvidence, recordPayments } from '../../server/store/recoveries.ts'
import { addSend, findSend, markCrossed, recentSends } from '../../server/store/sends.ts'
import { claimWriteBacks } from '../../server/store/write-backs.ts'
import { bodega, bodegaAccount, enrollMaya, now, openStockroom, planOf, received } from './stockroom.ts'

let db: Db
let shopperId: string
let enrollment: Enrollment
beforeEach(async () => {
  db = await openStockroom()
  await createKeeper(db)(received('evt_1'))
  await saveAccount(db, bodegaAccount, now)
  const maya = await enrollMaya(db)
  shopperId = maya.shopperId
  enrollment = maya.enrollment
  const [nudge] = maya.nudges
  await addSend(db, nudge!, { phoneNumberId: '111', to: '+34600000001' }, now)
  await addPayLink(db, nudge!, 'token', now)
  const payment = { key: 'pi_1', money: { amount: 2400, currency: 'eur' }, refunded: 0 }
  const payments = [{ ...payment, paidAt: now, throughStripe: true }]
  await recordPayments(db, enrollment, { payments, attemptCount: 1 }, now)
})

const some = { limit: 100, leaseMs: 60_000 }

describe('work that repeats all day finds what it looks for without reading the rest', () => {
  test.each<[string, (db: Db) => Promise<unknown>, readonly string[]]>([
    [
      'taking webhooks',
      (db) => claimInbox(db, { ...some, only: 'others' }, now),
      ['inbox_suspect', 'inbox_waiting', 'inbox_id'],
    ],
    [
      'taking what may hold a stop',
      (db) => claimInbox(db, { ...some, only: 'answers' }, now),
      ['inbox_answers', 'inbox_id'],
    ],
    ['asking whether a stop may wait', answersWait, ['inbox_answers']],
    ['taking messages that are due', (db) => claimDue(db, some, now), ['nudge_scheduled', 'nudge_id']],
    ['taking notes to write back', (db) => claimWriteBacks(db, some, now), ['recovery_to_write']],
    ['finding messages whose sender went away', (db) => abandonedSending(db, 10, now), ['nudge_sending']],
    ['finding flows whose window ended', (db) => claimPastWindow(db, some, now), ['enrollment_next_look']],
    ['asking when the next webhook is due', nextInboxAt, ['inbox_waiting']],
    ['asking when the next message is due', nextNudgeAt, ['nudge_scheduled']],
    ['asking when the next window ends', nextLookAt, ['enrollment_next_look']],
    ['asking whether a subject changed', (db) => countStamped(db, bodega, ['in_1']), ['inbox_subject']],
    [
      'asking whether a payment changed of late',
      (db) => wasStampedSince(db, bodega, ['pi_1', 'pi_2'], now),
      ['inbox_subject'],
    ],
    [
      'asking how often a shopper was written to',
      (db) => recentSends(db, bodega, shopperId, now),
      ['enrollment_shopper', 'nudge_step', 'send_'],
    ],
    ['reading what the messages did', (db) => nudgeEvidence(db, enrollment), ['nudge_step', 'send_']],
    ['noting a crossing', (db) => markCrossed(db, enrollment, now), ['nudge_step', 'send_']],
    [
      'finding the flow of a subject',
      (db) => findEnrollment(db, bodega, { flow: 'failed-payment', subject: 'in_1' }),
      ['enrollment_subject'],
    ],
    [
      'finding what an event settles',
      (db) => candidateEnrollments(db, bodega, { subject: 'in_1', customer: 'cus_1', payment: 'pi_1' }),
      ['enrollment_subject', 'enrollment_customer', 'recovery_payment_by_payment'],
    ],
    [
      'finding the message of a report',
      (db) => findSend(db, '111', { wamid: 'wamid.1', sendId: 'id' }),
      ['send_wamid', 'send_id'],
    ],
    ['opening a pay link', (db) => findPayLink(db, 'token'), ['pay_link']],
  ])('%s', async (_, work, indexes) => {
    const plan = await planOf(db, work)
    for (const index of indexes) expect(plan).toContain(index)
    expect(plan).not.toMatch(/^SCAN (?!due|.*INDEX)/m)
    expect(plan).not.toMatch(/USE TEMP B-TREE|Seq Scan|Sort Key: .*next_/)
  })
})
