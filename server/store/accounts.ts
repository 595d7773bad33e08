import { sql } from 'kysely'
import type { Account, AccountKey } from '../domain/account.ts'
import { newToken } from '../domain/ids.ts'
import { reading } from './composed.ts'
import type { Db } from './database.ts'
import { accountOf, inAccount, keyColumns } from './keys.ts'
import type { AccountTable } from './schema.ts'
import { toMs } from './time.ts'

const installed = reading((db, key: AccountKey) =>
  db.selectFrom('account').selectAll().where(inAccount(key)).where('uninstalled_at', 'is', null),
)

/** Undefined when nobody has set this account up, or the app was taken out of it. */
export async function findAccount(db: Db, key: AccountKey): Promise<Account | undefined> {
  const [row] = await installed(db, key)
  return row && accountFrom(row)
}

/** Every account that was ever set up, also those the app was taken out of. */
export async function everyAccount(db: Db): Promise<readonly AccountKey[]> {
  const rows = await db.selectFrom('account').select(['environment', 'account_id']).execute()
  return rows.map(accountOf)
}

/** An account as its row tells it. */
export function accountFrom(row: AccountTable): Account {
  return {
    ...accountOf(row),
    name: row.name,
    country: row.country,
    language: row.language,
    linkDomain: row.link_domain ?? undefined,
  }
}

/** Writes all that is known of an account, which is installed from then on; a new one gets the salt it keeps. */
export async function saveAccount(tx: Db, account: Account, now: Temporal.Instant): Promise<void> {
  const values = {
    name: account.name,
    country: account.country,
    language: account.language,
    link_domain: account.linkDomain ?? null,
    uninstalled_at: null,
  }
  const installedAgain = sql<number>`case when account.uninstalled_at is null then account.installed_at else ${toMs(now)} end`
  await tx
    .insertInto('account')
    .values({
      ...values,
      ...keyColumns(account),
      hold_out_salt: newToken(),
      created_at: toMs(now),
      installed_at: toMs(now),
    })
    .onConflict((conflict) =>
      conflict
        .columns(['environment', 'account_id'])
        .doUpdateSet({ ...values, installed_at: installedAgain }),
    )
    .execute()
}

/**
 * Notes a later install of an account that is still known from an earlier one: Stripe's news of the end of that one may
 * come late, and must not end this one.
 */
export async function noteInstalledAgain(tx: Db, key: AccountKey, at: Temporal.Instant): Promise<void> {
  await tx
    .updateTable('account')
    .set((eb) => ({
      installed_before: eb.fn.coalesce('installed_before', 'installed_at', 'created_at'),
      installed_at: toMs(at),
    }))
    .where(inAccount(key))
    .where('uninstalled_at', 'is', null)
    .where(({ or, eb }) => or([eb('installed_at', 'is', null), eb('installed_at', '<', toMs(at))]))
    .execute()
}
