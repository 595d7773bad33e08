import type { AccountKey } from '../domain/account.ts'
import { reading } from './composed.ts'
import type { Db } from './database.ts'
import { inAccount, keyColumns } from './keys.ts'
import { toMs } from './time.ts'

/** Whether this number may be written to outside live mode. */
export async function isAllowed(db: Db, key: AccountKey, phone: string): Promise<boolean> {
  const { environment, accountId } = key
  return (await ofPhone(db, { environment, accountId, phone })).length > 0
}

const ofPhone = reading((db, given: AccountKey & { readonly phone: string }) =>
  db.selectFrom('allowed_phone').select('phone').where(inAccount(given)).where('phone', '=', given.phone),
)

/** Puts a number on the list; twice changes nothing. */
export async function allowPhone(
  tx: Db,
  key: AccountKey,
  phone: string,
  now: Temporal.Instant,
): Promise<void> {
  await tx
    .insertInto('allowed_phone')
    .values({ ...keyColumns(key), phone, created_at: toMs(now) })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Takes a number off the list. */
export async function disallowPhone(tx: Db, key: AccountKey, phone: string): Promise<void> {
  await tx.deleteFrom('allowed_phone').where(inAccount(key)).where('phone', '=', phone).execute()
}

/** The numbers on the list, E.164, oldest first. */
export async function listAllowed(db: Db, key: AccountKey): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('allowed_phone')
    .select('phone')
    .where(inAccount(key))
    .orderBy('created_at')
    .execute()
  return rows.map((row) => row.phone)
}
