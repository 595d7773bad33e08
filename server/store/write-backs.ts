import type { AccountKey } from '../domain/account.ts'
import type { Attribution } from '../domain/attribution.ts'
import type { Db } from './database.ts'
import { accountOf, inAccount } from './keys.ts'
import { toMs } from './time.ts'

/** A recovery that Stripe's objects do not show yet. */
export type DueWriteBack = AccountKey & {
  readonly recoveryId: string
  readonly enrollmentId: string
  readonly flow: string
  readonly subject: string
  readonly currency: string
  readonly amount: number
  readonly attribution: Attribution
  readonly nudgeId: string | undefined
  readonly version: number
  readonly attempts: number
}

/** Takes recoveries whose write-back is due, for `leaseMs`. */
export async function claimWriteBacks(
  db: Db,
  { limit, leaseMs }: { readonly limit: number; readonly leaseMs: number },
  now: Temporal.Instant,
): Promise<readonly DueWriteBack[]> {
  const due = db
    .selectFrom('recovery')
    .select('id')
    .where('write_next_at', 'is not', null)
    .where('write_next_at', '<=', toMs(now))
    .orderBy('write_next_at')
    .limit(limit)
  const claimed = await db
    .updateTable('recovery')
    .set((eb) => ({ write_next_at: toMs(now) + leaseMs, write_attempts: eb('write_attempts', '+', 1) }))
    .where('write_next_at', 'is not', null)
    .where('id', 'in', due)
    .returningAll()
    .execute()
  const writes: DueWriteBack[] = []
  for (const row of claimed) {
    const { flow, subject } = await db
      .selectFrom('enrollment')
      .select(['flow', 'subject'])
      .where('environment', '=', row.environment)
      .where('account_id', '=', row.account_id)
      .where('id', '=', row.enrollment_id)
      .executeTakeFirstOrThrow()
    writes.push({
      ...accountOf(row),
      recoveryId: row.id,
      enrollmentId: row.enrollment_id,
      flow,
      subject,
      currency: row.currency,
      amount: row.amount,
      attribution: row.attribution,
      nudgeId: row.nudge_id ?? undefined,
      version: row.version,
      attempts: row.write_attempts,
    })
  }
  return writes
}

/** Notes that a version was written; a newer one that came meanwhile stays due. */
export async function markWritten(db: Db, write: DueWriteBack): Promise<void> {
  await ofVersion(db, write)
    .set({ written_version: write.version, write_next_at: null, write_error: null })
    .execute()
}

/** Tries again at that time, or with undefined no more; the error stays to be seen. */
export async function markNotWritten(
  db: Db,
  write: DueWriteBack,
  { error, nextAt }: { readonly error: string; readonly nextAt: Temporal.Instant | undefined },
): Promise<void> {
  await ofVersion(db, write)
    .set({ write_error: error, write_next_at: nextAt ? toMs(nextAt) : null })
    .execute()
}

/** When the next write-back is due. */
export async function nextWriteBackAt(db: Db): Promise<number | undefined> {
  const row = await db
    .selectFrom('recovery')
    .select('write_next_at')
    .where('write_next_at', 'is not', null)
    .orderBy('write_next_at')
    .limit(1)
    .executeTakeFirst()
  return row?.write_next_at ?? undefined
}

function ofVersion(db: Db, write: DueWriteBack) {
  return db
    .updateTable('recovery')
    .where(inAccount(write))
    .where('id', '=', write.recoveryId)
    .where('version', '=', write.version)
}
