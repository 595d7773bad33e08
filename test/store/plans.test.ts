import { beforeEach, describe, expect, test } from 'vitest'
import type { Enrollment } from '../../server/domain/enrollment.ts'
import { readAccountSettings, saveAccountSettings } from '../../server/store/account-settings.ts'
import { saveAccount } from '../../server/store/accounts.ts'
import {
  claimAnswers,
  countAnswers,
  dueAnswers,
  findAnswer,
  giveUpAnswers,
  nextAnswerAt,
} from '../../server/store/answers.ts'
import { type Db, inTransaction } from '../../server/store/database.ts'
import { lastWhereabouts, recordDecision } from '../../server/store/decisions.ts'
import {
  candidateEnrollments,
  claimPastWindow,
  findEnrollment,
  nextLookAt,
  othersAboutMoney,
} from '../../server/store/enrollments.ts'
import { accountsWithFlowOn, readFlowSettings, saveFlowSettings } from '../../server/store/flow-settings.ts'
import { listPlanned, readHistories } from '../../server/store/history.ts'
import { holdReported } from '../../server/store/hold-reported.ts'
import {
  answersWait,
  claimInbox,
  countStamped,
  nextInboxAt,
  wasStampedSince,
} from '../../server/store/inbox.ts'
import { pauseOf } from '../../server/store/interventions.ts'
import { createKeeper } from '../../server/store/keeper.ts'
import { stoppedBy, throwSwitch } from '../../server/store/kill-switches.ts'
import { lastHeard, lastNudgeTo } from '../../server/store/messages.ts'
import { abandonedSending, claimDue, flowsDueNow, nextNudgeAt } from '../../server/store/nudges.ts'
import { isAnyOnTrial } from '../../server/store/pauses.ts'
import { addPayLink, findPayLink } from '../../server/store/pay-links.ts'
import { promisedUntil } from '../../server/store/promises.ts'
import { haveRecovery, nudgeEvidence, recordedFor, recordPayments } from '../../server/store/recoveries.ts'
import { readRules } from '../../server/store/rules.ts'
import { addSend, markCrossed, sendsSince, sentTexts } from '../../server/store/sends.ts'
import { readNames } from '../../server/store/shoppers.ts'
import { readSide } from '../../server/store/sides.ts'
import { holderOf } from '../../server/store/thread-turns.ts'
import { claimWriteBacks } from '../../server/store/write-backs.ts'
import { bodega, bodegaAccount, enrollMaya, now, openStockroom, planOf, received } from './stockroom.ts'

let db: Db
let shopperId: string
let sendId: string
let enrollment: Enrollment
beforeEach(async () => {
  db = await openStockroom()
  await createKeeper(db)(received('evt_1'))
  await saveAccount(db, bodegaAccount, now)
  await saveAccountSettings(db, bodega, { mode: 'watch' }, now)
  await saveFlowSettings(db, bodega, { flow: 'failed-payment', chosen: { isOn: true } }, now)
  await throwSwitch(db, bodega, { flow: 'failed-payment', actor: 'ana' }, now)
  const maya = await enrollMaya(db)
  shopperId = maya.shopperId
  enrollment = maya.enrollment
  await enrollMaya(db, { flow: 'invoice-overdue' })
  const [nudge] = maya.nudges
  sendId = await addSend(db, nudge!, { phoneNumberId: '111', to: '+34600000001' }, now)
  await addPayLink(db, nudge!, 'token', now)
  const decision = { kind: 'send', gate: 'all', reason: 'clear' } as const
  await recordDecision(db, nudge!, { decision, saw: {} }, now)
  const payment = { key: 'pi_1', money: { amount: 2400, currency: 'eur' }, refunded: 0 }
  const payments = [{ ...payment, isDisputed: false, lost: 0, paidAt: now, throughStripe: true }]
  await recordPayments(db, enrollment, { payments, attemptCount: 1 }, now)
})

const some = { limit: 100, leaseMs: 60_000 }
/** A step that begins with all an account has of something that grows with its customers. */
const allOfAccount =
  /^SEARCH (?:inbox|enrollment|nudge|send|click|message|recovery|recovery_payment|decision|shopper|identity|customer) .*\(environment=\? AND account_id=\?\)$/m

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
    ['taking messages that are due', (db) => claimDue(db, bodega, some, now), ['nudge_due', 'nudge_id']],
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
      (db) => sendsSince(db, bodega, shopperId, now),
      ['enrollment_shopper', 'nudge_step', 'send_'],
    ],
    [
      'asking who else speaks about the same money',
      (db) => othersAboutMoney(db, enrollment),
      ['enrollment_shopper', 'nudge_step'],
    ],
    [
      'asking what else is due for a shopper',
      (db) => flowsDueNow(db, enrollment, now),
      ['enrollment_shopper', 'nudge_step'],
    ],
    ['reading what the messages did', (db) => nudgeEvidence(db, enrollment), ['nudge_step', 'send_']],
    [
      'reading which texts an enrollment has sent',
      (db) => sentTexts(db, enrollment),
      ['nudge_step', 'send_'],
    ],
    ['noting a crossing', (db) => markCrossed(db, enrollment, now), ['nudge_step', 'send_']],
    [
      'finding the flow of a subject',
      (db) => findEnrollment(db, bodega, { flow: 'failed-payment', subject: 'in_1' }),
      ['enrollment_subject'],
    ],
    [
      'finding what an event settles',
      (db) => candidateEnrollments(db, bodega, { subjects: ['in_1'], customer: 'cus_1', payment: 'pi_1' }),
      ['enrollment_subject', 'enrollment_customer', 'recovery_payment_by_payment'],
    ],
    [
      'what a body of reports is about',
      (db) =>
        inTransaction(db, (tx) =>
          holdReported(tx, {
            phoneNumberId: '111',
            wamids: ['wamid.1', 'wamid.2'],
            sendIds: [sendId],
          }),
        ),
      ['send_wamid', 'send_id', 'nudge', 'enrollment', 'shopper'],
    ],
    [
      'reading the names of many people',
      (db) =>
        readNames(db, bodega, [
          { shopperId, identities: [{ kind: 'wa_id', value: '34600000001' }] },
          { shopperId, identities: [{ kind: 'bsuid', value: 'ES.1' }] },
        ]),
      ['identity'],
    ],
    [
      'what was recorded for a subject',
      (db) => recordedFor(db, bodega, { flow: 'failed-payment', subject: 'in_renewal' }),
      ['enrollment_subject', 'recovery_enrollment', 'recovery_payment_'],
    ],
    ['asking for whom money has come in', (db) => haveRecovery(db, bodega, ['id', 'other']), ['recovery']],
    ['asking whether anything is on trial', (db) => isAnyOnTrial(db, bodega), ['pause']],
    ['asking whether a flow is stopped', (db) => stoppedBy(db, bodega, 'failed-payment'), ['kill_switch']],
    ['asking how an account writes', (db) => readAccountSettings(db, bodega), ['account_setting']],
    ['asking how a flow writes', (db) => readFlowSettings(db, bodega, 'failed-payment'), ['flow_setting']],
    [
      'asking what holds for a flow',
      (db) => readRules(db, bodega, 'failed-payment'),
      ['account', 'account_setting', 'flow_setting'],
    ],
    ['asking whose flow is on', (db) => accountsWithFlowOn(db, 'failed-payment'), ['flow_setting_on']],
    ['asking which side a shopper is on', (db) => readSide(db, bodega, shopperId), ['shopper']],
    [
      'telling the story of a subscription',
      (db) => readHistories(db, bodega, ['sub_1']),
      ['enrollment_subject', 'enrollment_customer', 'enrollment_subscription', 'recovery_payment_by_payment'],
    ],
    ['opening a pay link', (db) => findPayLink(db, 'token'), ['pay_link']],
    ['finding answers that are due', (db) => dueAnswers(db, 10, now), ['answer_waiting']],
    ['taking answers that are due', (db) => claimAnswers(db, { ...some, ids: ['a'] }, now), ['answer_id']],
    ['asking when the next answer is due', nextAnswerAt, ['answer_waiting']],
    ['giving up answers whose sender went away', (db) => giveUpAnswers(db, now), ['answer_waiting']],
    [
      'finding the answer of a report',
      (db) => findAnswer(db, '111', { wamid: 'wamid.1', sendId: 'id' }),
      ['answer_wamid', 'answer_id'],
    ],
    [
      'counting the answers of a day',
      (db) => countAnswers(db, bodega, { shopperId, since: now }),
      ['answer_shopper'],
    ],
    ['asking when a shopper last wrote', (db) => lastHeard(db, bodega, { shopperId }), ['message_heard']],
    ['asking who holds a thread', (db) => holderOf(db, bodega, shopperId), ['thread_turn_shopper']],
    ['asking for the day a shopper named', (db) => promisedUntil(db, enrollment), ['promise']],
    ['asking who paused an enrollment', (db) => pauseOf(db, enrollment), ['intervention_enrollment']],
  ])('%s', async (_, work, indexes) => {
    const plan = await planOf(db, work)
    for (const index of indexes) expect(plan).toContain(index)
    expect(plan).not.toMatch(/^SCAN (?!due|.*INDEX)/m)
    expect(plan).not.toMatch(/USE TEMP B-TREE|Seq Scan|Sort Key: .*next_/)
    expect(plan).not.toMatch(allOfAccount)
  })
})

describe('what a person looks at is found by its account, however much of it waits', () => {
  test.each<[string, (db: Db) => Promise<unknown>, readonly string[]]>([
    [
      'what is due next',
      (db) => listPlanned(db, bodega, { limit: 11, after: { at: now.epochMilliseconds, nudge: 'nudge' } }),
      ['nudge_due'],
    ],
    [
      'finding the message somebody answers',
      (db) => lastNudgeTo(db, bodega, { shoppers: [shopperId], at: ['+34600000001'] }, now),
      ['enrollment_shopper', 'nudge_step', 'send_'],
    ],
    ['where a customer lives', (db) => lastWhereabouts(db, enrollment), ['nudge_step', 'decision_nudge']],
    [
      'the stories of a customer',
      (db) => readHistories(db, bodega, ['cus_maya'], { limit: 21, before: 'x' }),
      ['enrollment_customer', 'enrollment_subscription', 'enrollment_subject'],
    ],
  ])('%s', async (_, work, indexes) => {
    const plan = await planOf(db, work)
    for (const index of indexes) expect(plan).toContain(index)
    expect(plan).not.toMatch(/^SCAN (?!planned|.*INDEX)|Seq Scan/m)
    expect(plan).not.toMatch(allOfAccount)
  })
})
