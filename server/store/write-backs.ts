import type { AccountKey } from '../domain/account.ts'
import type { Claim } from '../domain/attribution.ts'
import { notTaken } from './claim.ts'
import { reading } from './composed.ts'
import { type Db, inTransaction, type Tx } from './database.ts'
import { accountOf, inAccount, sameAccount } from './keys.ts'
import { paymentsOf, type RecordedPayment } from './recoveries.ts'
import { toMs } from './time.ts'

/** A recovery that Stripe's objects do not show yet, as it stood when it was claimed. */
export type DueWriteBack = AccountKey & {
  readonly recoveryId: string
  readonly flow: string
  readonly subject: string
  readonly currency: string
  readonly attribution: RecordedPayment['attribution']
  readonly nudgeId: string | undefined
  readonly payments: readonly RecordedPayment[]
  /** What other flows say of the same payments. */
  readonly others: readonly Claim[]
  readonly version: number
  readonly attempts: number
}

/** Takes recoveries whose write-back is due, for `leaseMs`, each whole as of one moment. */
export function claimWriteBacks(
  db: Db,
  { limit, leaseMs }: { readonly limit: number; readonly leaseMs: number },
  now: Temporal.Instant,
): Promise<readonly DueWriteBack[]> {
  return inTransaction(db, async (tx) => {
    const due = tx
      .selectFrom('recovery')
      .select('id')
      .where('write_next_at', 'is not', null)
      .where('write_next_at', '<=', toMs(now))
      .orderBy('write_next_at')
      .limit(limit)
    const claimed = await tx
      .with('due', () => notTaken(tx, due))
      .updateTable('recovery')
      .set((eb) => ({
        write_next_at: toMs(now) + leaseMs,
        write_leased_until: toMs(now) + leaseMs,
        write_attempts: eb('write_attempts', '+', 1),
      }))
      .where('id', 'in', (eb) => eb.selectFrom('due').select('id'))
      .returning(['id', 'environment', 'account_id', 'enrollment_id', 'currency', 'attribution', 'nudge_id'])
      .returning(['version', 'write_attempts'])
      .execute()
    const writes: DueWriteBack[] = []
    for (const row of claimed) {
      const key = accountOf(row)
      writes.push({
        ...key,
        ...(await subjectOf(tx, key, row.enrollment_id)),
        recoveryId: row.id,
        currency: row.currency,
        attribution: row.attribution,
        nudgeId: row.nudge_id ?? undefined,
        payments: await paymentsOf(tx, { ...key, id: row.id }),
        others: await othersOn(tx, key, row.id),
        version: row.version,
        attempts: row.write_attempts,
      })
    }
    return writes
  })
}

/** Notes that a version was written; a newer one that came meanwhile is due at once. */
export async function markWritten(db: Db, write: DueWriteBack, now: Temporal.Instant): Promise<void> {
  await ofRecovery(db, write)
    .set((eb) => ({
      write_error: null,
      write_leased_until: null,
      write_next_at: eb.case().when('version', '=', write.version).then(null).else(toMs(now)).end(),
    }))
    .execute()
}

/** Tries again at that time, or with undefined no more; a newer version that came meanwhile is due at once. */
export async function markNotWritten(
  db: Db,
  write: DueWriteBack,
  { error, nextAt }: { readonly error: string; readonly nextAt: Temporal.Instant | undefined },
  now: Temporal.Instant,
): Promise<void> {
  const again = nextAt ? toMs(nextAt) : null
  await ofRecovery(db, write)
    .set((eb) => ({
      write_error: error,
      write_leased_until: null,
      write_next_at: eb.case().when('version', '=', write.version).then(again).else(toMs(now)).end(),
    }))
    .execute()
}

/** When the next write-back is due. */
export async function nextWriteBackAt(db: Db): Promise<number | undefined> {
  const [row] = await nextToWrite(db, {})
  return row?.write_next_at ?? undefined
}

const nextToWrite = reading((db) =>
  db
    .selectFrom('recovery')
    .select('write_next_at')
    .where('write_next_at', 'is not', null)
    .orderBy('write_next_at')
    .limit(1),
)

function subjectOf(tx: Tx, key: AccountKey, enrollmentId: string) {
  return tx
    .selectFrom('enrollment')
    .select(['flow', 'subject'])
    .where(inAccount(key))
    .where('id', '=', enrollmentId)
    .executeTakeFirstOrThrow()
}

/** The other recoveries that hold one of its payments. */
async function othersOn(tx: Tx, key: AccountKey, recoveryId: string): Promise<readonly Claim[]> {
  const payments = tx
    .selectFrom('recovery_payment')
    .select('payment')
    .where(inAccount(key))
    .where('recovery_id', '=', recoveryId)
  const rows = await tx
    .selectFrom('recovery')
    .innerJoin('recovery_payment', (join) =>
      join
        .on(sameAccount('recovery_payment', 'recovery'))
        .onRef('recovery_payment.recovery_id', '=', 'recovery.id'),
    )
    .select(['recovery.id', 'recovery.attribution'])
    .distinct()
    .where(inAccount(key, 'recovery'))
    .where('recovery_payment.payment', 'in', payments)
    .where('recovery.id', '<>', recoveryId)
    .execute()
  return rows.map(({ id, attribution }) => ({ recoveryId: id, attribution }))
}

function ofRecovery(db: Db, write: DueWriteBack) {
  return db.updateTable('recovery').where(inAccount(write)).where('id', '=', write.recoveryId)
}
