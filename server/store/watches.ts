import type { AccountKey } from '../domain/account.ts'
import type { Db } from './database.ts'
import { inAccount, keyColumns } from './keys.ts'
import { fromMs, toMs } from './time.ts'

/** Until which moment a flow has judged what it watches in an account; undefined before it first did. */
export async function watchedUntil(
  db: Db,
  key: AccountKey,
  flow: string,
): Promise<Temporal.Instant | undefined> {
  const row = await db
    .selectFrom('watch')
    .select('watched_until')
    .where(inAccount(key))
    .where('flow', '=', flow)
    .executeTakeFirst()
  return row && fromMs(row.watched_until)
}

/** Keeps until which moment all is judged. */
export async function keepWatched(
  db: Db,
  key: AccountKey,
  { flow, until }: { readonly flow: string; readonly until: Temporal.Instant },
): Promise<void> {
  const watched_until = toMs(until)
  await db
    .insertInto('watch')
    .values({ ...keyColumns(key), flow, watched_until })
    .onConflict((conflict) =>
      conflict.columns(['environment', 'account_id', 'flow']).doUpdateSet({ watched_until }),
    )
    .execute()
}
