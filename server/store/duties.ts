import type { Db } from './database.ts'
import { toMs } from './time.ts'

/** How long nobody else does a duty that one worker has taken. */
export type Taking = { readonly name: string; readonly leaseMs: number }

/** Takes a duty that is due, for one worker alone; false when it is not due, or another one has it. */
export async function takeDuty(db: Db, { name, leaseMs }: Taking, now: Temporal.Instant): Promise<boolean> {
  const next_at = toMs(now) + leaseMs
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('duty')
    .values({ name, next_at })
    .onConflict((conflict) =>
      conflict.column('name').doUpdateSet({ next_at }).where('duty.next_at', '<=', toMs(now)),
    )
    .executeTakeFirst()
  return (numInsertedOrUpdatedRows ?? 0n) > 0n
}

/** Puts a duty off until it is due again. */
export async function endDuty(db: Db, name: string, nextAt: Temporal.Instant): Promise<void> {
  await db
    .updateTable('duty')
    .set({ next_at: toMs(nextAt) })
    .where('name', '=', name)
    .execute()
}

/** When a duty is due next; undefined when it was never done. */
export async function dutyDueAt(db: Db, name: string): Promise<number | undefined> {
  const row = await db.selectFrom('duty').select('next_at').where('name', '=', name).executeTakeFirst()
  return row?.next_at
}
