import type { AccountKey } from '../domain/account.ts'
import type { Db } from './database.ts'
import { accountOf, inAccount, keyColumns } from './keys.ts'
import { toMs } from './time.ts'

/** Who may link a number with a ticket, and for which account. */
export type ConnectTicket = AccountKey & { readonly actor: string }

/** A ticket to keep, by its hash. */
export type NewTicket = { readonly hash: string; readonly actor: string; readonly endsAt: Temporal.Instant }

/** Keeps a ticket, and forgets those of its account that have ended. */
export async function addTicket(
  tx: Db,
  key: AccountKey,
  { hash, actor, endsAt }: NewTicket,
  now: Temporal.Instant,
): Promise<void> {
  await tx.deleteFrom('connect_ticket').where(inAccount(key)).where('ends_at', '<=', toMs(now)).execute()
  await tx
    .insertInto('connect_ticket')
    .values({ ...keyColumns(key), hash, actor, ends_at: toMs(endsAt), used_at: null })
    .execute()
}

/** Whose ticket this is; undefined for one that nobody was given, that was used, or that has ended. */
export async function findTicket(
  db: Db,
  hash: string,
  now: Temporal.Instant,
): Promise<ConnectTicket | undefined> {
  const row = await db
    .selectFrom('connect_ticket')
    .selectAll()
    .where('hash', '=', hash)
    .where('used_at', 'is', null)
    .where('ends_at', '>', toMs(now))
    .executeTakeFirst()
  return row && { ...accountOf(row), actor: row.actor }
}

/** Uses a ticket up. Of several who try only one is told whose it is. */
export async function takeTicket(
  tx: Db,
  hash: string,
  now: Temporal.Instant,
): Promise<ConnectTicket | undefined> {
  const row = await tx
    .updateTable('connect_ticket')
    .set({ used_at: toMs(now) })
    .where('hash', '=', hash)
    .where('used_at', 'is', null)
    .where('ends_at', '>', toMs(now))
    .returningAll()
    .executeTakeFirst()
  return row && { ...accountOf(row), actor: row.actor }
}
