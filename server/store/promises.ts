import type { AccountKey } from '../domain/account.ts'
import type { Enrollment } from '../domain/enrollment.ts'
import { reading } from './composed.ts'
import type { Db } from './database.ts'
import { inAccount, keyColumns, type Named, named } from './keys.ts'
import { fromMs, toMs } from './time.ts'

/** Keeps the day a shopper named for a matter; the last one said holds. */
export async function keepPromise(
  tx: Db,
  enrollment: Enrollment,
  until: Temporal.Instant,
  now: Temporal.Instant,
): Promise<void> {
  const values = { until: toMs(until), made_at: toMs(now) }
  await tx
    .insertInto('promise')
    .values({ ...keyColumns(enrollment), enrollment_id: enrollment.id, ...values })
    .onConflict((conflict) =>
      conflict.columns(['environment', 'account_id', 'enrollment_id']).doUpdateSet(values),
    )
    .execute()
}

/** The day a shopper named for a matter; undefined when they named none. */
export async function promisedUntil(
  db: Db,
  enrollment: AccountKey & { readonly id: string },
): Promise<Temporal.Instant | undefined> {
  const [row] = await dayOf(db, named(enrollment, enrollment.id))
  return row && fromMs(row.until)
}

const dayOf = reading((db, enrollment: Named) =>
  db
    .selectFrom('promise')
    .select('until')
    .where(inAccount(enrollment))
    .where('enrollment_id', '=', enrollment.id),
)
