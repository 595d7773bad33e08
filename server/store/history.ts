import type { AccountKey } from '../domain/account.ts'
import type { Db } from './database.ts'
import { inAccount, sameAccount } from './keys.ts'
import type {
  ClickTable,
  DecisionTable,
  EnrollmentTable,
  NudgeTable,
  RecoveryPaymentTable,
  RecoveryTable,
  SendTable,
} from './schema.ts'

/** A nudge with the decisions and sends it came to, oldest first. */
export type NudgeHistory = {
  readonly nudge: NudgeTable
  readonly decisions: readonly DecisionTable[]
  readonly sends: readonly SendTable[]
}

/** Everything that happened to one enrollment. */
export type History = {
  readonly enrollment: EnrollmentTable
  readonly nudges: readonly NudgeHistory[]
  readonly clicks: readonly ClickTable[]
  readonly payments: readonly (RecoveryPaymentTable & { readonly currency: string })[]
  readonly recovery: RecoveryTable | undefined
}

/** The histories of a subject, of one enrollment, or of the enrollment a nudge belongs to. */
export async function readHistories(db: Db, key: AccountKey, id: string): Promise<readonly History[]> {
  const ofNudge = db.selectFrom('nudge').select('enrollment_id').where(inAccount(key)).where('id', '=', id)
  const enrollments = await db
    .selectFrom('enrollment')
    .selectAll()
    .where(inAccount(key))
    .where((eb) => eb.or([eb('subject', '=', id), eb('id', '=', id), eb('id', 'in', ofNudge)]))
    .execute()
  return Promise.all(enrollments.map((enrollment) => readHistory(db, key, enrollment)))
}

async function readHistory(db: Db, key: AccountKey, enrollment: EnrollmentTable): Promise<History> {
  const nudges = await db
    .selectFrom('nudge')
    .selectAll()
    .where(inAccount(key))
    .where('enrollment_id', '=', enrollment.id)
    .orderBy('step')
    .execute()
  const clicks = await db
    .selectFrom('click')
    .selectAll()
    .where(inAccount(key))
    .where('enrollment_id', '=', enrollment.id)
    .orderBy('id')
    .execute()
  return {
    enrollment,
    nudges: await Promise.all(nudges.map((nudge) => readNudge(db, key, nudge))),
    clicks,
    payments: await readPayments(db, key, enrollment.id),
    recovery: await readRecovery(db, key, enrollment.id),
  }
}

async function readNudge(db: Db, key: AccountKey, nudge: NudgeTable): Promise<NudgeHistory> {
  const decisions = await db
    .selectFrom('decision')
    .selectAll()
    .where(inAccount(key))
    .where('nudge_id', '=', nudge.id)
    .orderBy('id')
    .execute()
  const sends = await db
    .selectFrom('send')
    .selectAll()
    .where(inAccount(key))
    .where('nudge_id', '=', nudge.id)
    .orderBy('id')
    .execute()
  return { nudge, decisions, sends }
}

function readRecovery(db: Db, key: AccountKey, enrollmentId: string): Promise<RecoveryTable | undefined> {
  return db
    .selectFrom('recovery')
    .selectAll()
    .where(inAccount(key))
    .where('enrollment_id', '=', enrollmentId)
    .executeTakeFirst()
}

function readPayments(db: Db, key: AccountKey, enrollmentId: string) {
  return db
    .selectFrom('recovery')
    .innerJoin('recovery_payment', (join) =>
      join
        .on(sameAccount('recovery_payment', 'recovery'))
        .onRef('recovery_payment.recovery_id', '=', 'recovery.id'),
    )
    .selectAll('recovery_payment')
    .select('recovery.currency')
    .where(inAccount(key, 'recovery'))
    .where('recovery.enrollment_id', '=', enrollmentId)
    .orderBy('recovery_payment.paid_at')
    .execute()
}

/** Messages handed to Meta, or tried to be, newest first. */
export function listSends(db: Db, key: AccountKey, limit: number) {
  return db
    .selectFrom('send')
    .innerJoin('nudge', (join) =>
      join.on(sameAccount('nudge', 'send')).onRef('nudge.id', '=', 'send.nudge_id'),
    )
    .innerJoin('enrollment', (join) =>
      join.on(sameAccount('enrollment', 'nudge')).onRef('enrollment.id', '=', 'nudge.enrollment_id'),
    )
    .select([
      'send.id',
      'send.opened_at',
      'send.outcome',
      'send.status',
      'send.error',
      'send.crossed',
      'send.failed_at',
    ])
    .select(['nudge.id as nudge_id', 'nudge.step', 'nudge.template'])
    .select(['enrollment.flow', 'enrollment.subject', 'enrollment.customer_id', 'enrollment.language'])
    .where(inAccount(key, 'send'))
    .orderBy('send.id', 'desc')
    .limit(limit)
    .execute()
}

/** Money received after a failure, less what went back, by currency and attribution. */
export async function sumRecoveries(db: Db, key: AccountKey) {
  return db
    .selectFrom('recovery')
    .innerJoin('recovery_payment', (join) =>
      join
        .on(sameAccount('recovery_payment', 'recovery'))
        .onRef('recovery_payment.recovery_id', '=', 'recovery.id'),
    )
    .select(['recovery.currency', 'recovery_payment.attribution'])
    .select((eb) => eb.fn.count<number>('recovery_payment.payment').as('payments'))
    .select((eb) =>
      eb.fn.sum<number>(eb('recovery_payment.amount', '-', eb.ref('recovery_payment.refunded'))).as('amount'),
    )
    .where(inAccount(key, 'recovery'))
    .groupBy(['recovery.currency', 'recovery_payment.attribution'])
    .orderBy('recovery.currency')
    .orderBy('recovery_payment.attribution')
    .execute()
}

/** How many messages Meta took, and how many of them arrived. */
export async function countSends(
  db: Db,
  key: AccountKey,
): Promise<{ readonly messages: number; readonly delivered: number }> {
  const rows = await db
    .selectFrom('send')
    .select('status')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where(inAccount(key))
    .where('outcome', '=', 'accepted')
    .groupBy('status')
    .execute()
  const sum = (some: typeof rows) => some.reduce((total, { count }) => total + count, 0)
  const arrived = rows.filter(({ status }) => status === 'delivered' || status === 'read')
  return { messages: sum(rows), delivered: sum(arrived) }
}

/** How many clicks people made on pay links. */
export async function countClicks(db: Db, key: AccountKey): Promise<number> {
  const { count } = await db
    .selectFrom('click')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where(inAccount(key))
    .executeTakeFirstOrThrow()
  return count
}

/** The events about a subject, and what became of them. */
export function listEvents(db: Db, key: AccountKey, subject: string) {
  return db
    .selectFrom('inbox')
    .select(['id', 'type', 'state', 'reason', 'received_at'])
    .where(inAccount(key))
    .where('subject', '=', subject)
    .orderBy('id')
    .execute()
}
