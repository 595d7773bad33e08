import type { AccountKey } from '../domain/account.ts'
import type { Attributed, Attribution, Moved, NudgeEvidence, PaymentEvidence } from '../domain/attribution.ts'
import type { Enrollment, Payment } from '../domain/enrollment.ts'
import { newId } from '../domain/ids.ts'
import { reading } from './composed.ts'
import type { Db } from './database.ts'
import { accountOf, inAccount, keyColumns, type Named, named, sameAccount } from './keys.ts'
import type { RecoveryPaymentTable } from './schema.ts'
import { fromMs, fromNullableMs, toMs } from './time.ts'

/** A payment of a recovery, with what bears on who earned it. */
export type RecordedPayment = PaymentEvidence & Attributed & Moved & { readonly payment: string }

/** What a recovery comes to, over all its payments. */
export type RecoveryTotal = Attributed & { readonly amount: number; readonly fingerprint: string }

/** The recovery of an enrollment, and for whom. */
export type Recovery = AccountKey & {
  readonly id: string
  readonly enrollmentId: string
  readonly currency: string
  readonly version: number
}

/**
 * Records payments, each once; a later look brings what was refunded or lost up to date. `attemptCount` is the
 * invoice's at this look, and sticks to the payments first seen now.
 */
export async function recordPayments(
  tx: Db,
  enrollment: Enrollment,
  { payments, attemptCount }: { readonly payments: readonly Payment[]; readonly attemptCount: number },
  now: Temporal.Instant,
): Promise<Recovery | undefined> {
  const [first] = payments
  if (!first) return findRecovery(tx, enrollment)
  const recovery =
    (await findRecovery(tx, enrollment)) ?? (await addRecovery(tx, enrollment, first.money.currency, now))
  for (const payment of payments) {
    await tx
      .insertInto('recovery_payment')
      .values({
        ...keyColumns(enrollment),
        recovery_id: recovery.id,
        payment: payment.key,
        amount: payment.money.amount,
        refunded: payment.refunded,
        lost: payment.lost,
        paid_at: toMs(payment.paidAt),
        through_stripe: payment.throughStripe ? 1 : 0,
        attempt_count: attemptCount,
        attribution: 'unaided',
      })
      .onConflict((conflict) =>
        conflict
          .columns(['environment', 'account_id', 'recovery_id', 'payment'])
          .doUpdateSet({ amount: payment.money.amount, refunded: payment.refunded, lost: payment.lost }),
      )
      .execute()
  }
  return recovery
}

/** The names of the payments that were recorded for a subject in a flow. */
export async function recordedFor(
  db: Db,
  { environment, accountId }: AccountKey,
  { flow, subject }: { readonly flow: string; readonly subject: string },
): Promise<readonly string[]> {
  const rows = await recordedOf(db, { environment, accountId, flow, subject })
  return rows.map(({ payment }) => payment)
}

const recordedOf = reading((db, given: AccountKey & { readonly flow: string; readonly subject: string }) =>
  db
    .selectFrom('enrollment')
    .innerJoin('recovery', (join) =>
      join.on(sameAccount('recovery', 'enrollment')).onRef('recovery.enrollment_id', '=', 'enrollment.id'),
    )
    .innerJoin('recovery_payment', (join) =>
      join
        .on(sameAccount('recovery_payment', 'recovery'))
        .onRef('recovery_payment.recovery_id', '=', 'recovery.id'),
    )
    .select('recovery_payment.payment')
    .where(inAccount(given, 'enrollment'))
    .where('enrollment.subject', '=', given.subject)
    .where('enrollment.flow', '=', given.flow),
)

/** Brings what was refunded or lost of payments up to date, where they were recorded before. */
export async function updatePayments(
  tx: Db,
  enrollment: Enrollment,
  payments: readonly Payment[],
): Promise<void> {
  const recovery = payments.length > 0 ? await findRecovery(tx, enrollment) : undefined
  if (!recovery) return
  for (const { key, refunded, lost } of payments)
    await tx
      .updateTable('recovery_payment')
      .set({ refunded, lost })
      .where(inAccount(enrollment))
      .where('recovery_id', '=', recovery.id)
      .where('payment', '=', key)
      .execute()
}

/** The recovery of an enrollment; undefined until money has come in. */
export async function findRecovery(db: Db, enrollment: Enrollment): Promise<Recovery | undefined> {
  const [row] = await ofEnrollment(db, named(enrollment, enrollment.id))
  return row && recoveryOf(row)
}

const ofEnrollment = reading((db, enrollment: Named) =>
  db
    .selectFrom('recovery')
    .select(['id', 'environment', 'account_id', 'enrollment_id', 'currency', 'version'])
    .where(inAccount(enrollment))
    .where('enrollment_id', '=', enrollment.id),
)

const ofEnrollments = reading((db, given: AccountKey & { readonly ids: readonly string[] }) =>
  db
    .selectFrom('recovery')
    .select('enrollment_id')
    .where(inAccount(given))
    .where('enrollment_id', 'in', given.ids),
)

/** Those of these enrollments whose money has come in. */
export async function haveRecovery(
  db: Db,
  { environment, accountId }: AccountKey,
  enrollmentIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await ofEnrollments(db, { environment, accountId, ids: enrollmentIds })
  return new Set(rows.map(({ enrollment_id }) => enrollment_id))
}

/** The payments of a recovery, oldest first. */
export async function paymentsOf(
  db: Db,
  recovery: AccountKey & { readonly id: string },
): Promise<readonly RecordedPayment[]> {
  const rows = await db
    .selectFrom('recovery_payment')
    .selectAll()
    .where(inAccount(recovery))
    .where('recovery_id', '=', recovery.id)
    .execute()
  return rows.toSorted(byTimeAndName).map((row) => ({
    payment: row.payment,
    amount: row.amount,
    refunded: row.refunded,
    lost: row.lost,
    paidAt: fromMs(row.paid_at),
    throughStripe: row.through_stripe === 1,
    attemptCount: row.attempt_count,
    attribution: row.attribution,
    nudgeId: row.nudge_id ?? undefined,
  }))
}

/** Databases sort texts each in their own way. */
function byTimeAndName(a: RecoveryPaymentTable, b: RecoveryPaymentTable): number {
  return a.paid_at - b.paid_at || (a.payment < b.payment ? -1 : 1)
}

/** What is known of the effect of each message sent for an enrollment. */
export async function nudgeEvidence(db: Db, enrollment: Enrollment): Promise<readonly NudgeEvidence[]> {
  const sent = await db
    .selectFrom('nudge')
    .innerJoin('send', (join) =>
      join.on(sameAccount('send', 'nudge')).onRef('send.nudge_id', '=', 'nudge.id'),
    )
    .select(['nudge.id', 'send.read_at'])
    .where(inAccount(enrollment, 'nudge'))
    .where('nudge.enrollment_id', '=', enrollment.id)
    .where('send.outcome', '<>', 'refused')
    .execute()
  if (sent.length === 0) return []
  const clicks = await db
    .selectFrom('click')
    .select(['nudge_id', 'clicked_at'])
    .where(inAccount(enrollment))
    .where('enrollment_id', '=', enrollment.id)
    .execute()
  const answers = await db
    .selectFrom('message')
    .select(['nudge_id', 'received_at'])
    .where(inAccount(enrollment))
    .where(
      'nudge_id',
      'in',
      sent.map(({ id }) => id),
    )
    .where((eb) => eb.or([eb('answered_as', 'is', null), eb('answered_as', '<>', 'stop')]))
    .execute()
  return sent.map((nudge) => ({
    nudgeId: nudge.id,
    answeredAt: answers
      .filter((answer) => answer.nudge_id === nudge.id)
      .map((answer) => fromMs(answer.received_at)),
    readAt: fromNullableMs(nudge.read_at),
    clickedAt: clicks.filter((click) => click.nudge_id === nudge.id).map((click) => fromMs(click.clicked_at)),
  }))
}

/** Keeps who earned each payment. */
export async function saveAttributions(
  tx: Db,
  recovery: Recovery,
  payments: readonly {
    readonly payment: string
    readonly attribution: Attribution
    readonly nudgeId: string | undefined
  }[],
): Promise<void> {
  for (const payment of payments) {
    await tx
      .updateTable('recovery_payment')
      .set({ attribution: payment.attribution, nudge_id: payment.nudgeId ?? null })
      .where(inAccount(recovery))
      .where('recovery_id', '=', recovery.id)
      .where('payment', '=', payment.payment)
      .execute()
  }
}

/** Keeps what a recovery comes to; a changed one is due to be written back. Returns whether it changed. */
export async function saveTotal(
  tx: Db,
  recovery: Recovery,
  total: RecoveryTotal,
  now: Temporal.Instant,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('recovery')
    .set((eb) => ({
      amount: total.amount,
      attribution: total.attribution,
      nudge_id: total.nudgeId ?? null,
      fingerprint: total.fingerprint,
      version: eb('version', '+', 1),
      updated_at: toMs(now),
      // A write under way keeps its lease, so that an older note never lands on a newer one.
      write_next_at: eb
        .case()
        .when('write_leased_until', '>', toMs(now))
        .then(eb.ref('write_leased_until'))
        .else(toMs(now))
        .end(),
      write_attempts: 0,
    }))
    .where(inAccount(recovery))
    .where('id', '=', recovery.id)
    .where('fingerprint', '<>', total.fingerprint)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

async function addRecovery(
  tx: Db,
  enrollment: Enrollment,
  currency: string,
  now: Temporal.Instant,
): Promise<Recovery> {
  const row = await tx
    .insertInto('recovery')
    .values({
      id: newId(now),
      ...keyColumns(enrollment),
      enrollment_id: enrollment.id,
      currency,
      amount: 0,
      attribution: 'unaided',
      updated_at: toMs(now),
      fingerprint: '',
      version: 0,
      write_attempts: 0,
    })
    .returning(['id', 'environment', 'account_id', 'enrollment_id', 'currency', 'version'])
    .executeTakeFirstOrThrow()
  return recoveryOf(row)
}

type RecoveryRow = {
  id: string
  environment: AccountKey['environment']
  account_id: string
  enrollment_id: string
  currency: string
  version: number
}

function recoveryOf(row: RecoveryRow): Recovery {
  return {
    id: row.id,
    ...accountOf(row),
    enrollmentId: row.enrollment_id,
    currency: row.currency,
    version: row.version,
  }
}
