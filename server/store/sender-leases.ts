import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { AccountKey } from '../domain/account.ts'
import { reading } from './composed.ts'
import { type Db, inPassing } from './database.ts'
import { accountOf, inAccount, keyColumns, sameAccount } from './keys.ts'
import { toMs } from './time.ts'

/**
 * Takes or keeps the sending of an account for one worker, so that each of its numbers has one sender who knows its pace;
 * false while another worker has it. Whoever has it keeps it for half of `leaseMs` at least, and writes that down no
 * more often than needed.
 */
export async function takeSending(
  db: Db,
  key: AccountKey,
  { worker, leaseMs }: { readonly worker: string; readonly leaseMs: number },
  now: Temporal.Instant,
): Promise<boolean> {
  const { environment, accountId } = key
  const [lease] = await leaseOf(db, { environment, accountId })
  if (lease?.worker === worker && lease.until > toMs(now) + leaseMs / 2) return true
  if (lease && lease.worker !== worker && lease.until > toMs(now)) return false
  const until = toMs(now) + leaseMs
  const { numInsertedOrUpdatedRows } = await inPassing(db, (at) =>
    at
      .insertInto('sender_lease')
      .values({ ...keyColumns(key), worker, until })
      .onConflict((conflict) =>
        conflict
          .columns(['environment', 'account_id'])
          .doUpdateSet({ worker, until })
          .where(({ eb, or }) =>
            or([eb('sender_lease.worker', '=', worker), eb('sender_lease.until', '<=', toMs(now))]),
          ),
      )
      .executeTakeFirst(),
  )
  return (numInsertedOrUpdatedRows ?? 0n) > 0n
}

const leaseOf = reading((db, key: AccountKey) =>
  db.selectFrom('sender_lease').select(['worker', 'until']).where(inAccount(key)),
)

/** Leaves everything a worker had to others. */
export async function leaveSending(db: Db, worker: string): Promise<void> {
  await db.deleteFrom('sender_lease').where('worker', '=', worker).execute()
}

/** Accounts that have something due, at most so many, in the order of their keys from the one behind `after` on. */
export async function accountsDue(
  db: Db,
  { after, limit }: { readonly after: AccountKey | undefined; readonly limit: number },
  now: Temporal.Instant,
): Promise<readonly AccountKey[]> {
  if (!after) return (await dueAccounts(db, limit, now).execute()).map(accountOf)
  const behind = await dueAccounts(db, limit, now).where(isBehind(after)).execute()
  const left = limit - behind.length
  const others =
    left > 0
      ? await dueAccounts(db, left, now)
          .where(sql<SqlBool>`not (${isBehind(after)})`)
          .execute()
      : []
  return [...behind, ...others].map(accountOf)
}

/** An account may be due in several environments, each in its turn. */
function isBehind({ accountId, environment }: AccountKey): RawBuilder<SqlBool> {
  return sql<SqlBool>`(account.account_id > ${accountId} or (account.account_id = ${accountId} and account.environment > ${environment}))`
}

function dueAccounts(db: Db, limit: number, now: Temporal.Instant) {
  return db
    .selectFrom('account')
    .select(['account.environment', 'account.account_id'])
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('nudge')
          .select('nudge.id')
          .where(sameAccount('nudge', 'account'))
          .where('nudge.state', '=', sql.lit('scheduled'))
          .where('nudge.next_at', '<=', toMs(now)),
      ),
    )
    .orderBy('account.account_id')
    .orderBy('account.environment')
    .limit(limit)
}
