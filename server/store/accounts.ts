import type { Account, AccountKey } from '../domain/account.ts'
import type { Db } from './database.ts'
import { accountOf, inAccount, keyColumns } from './keys.ts'
import { toMs } from './time.ts'

/** Undefined when nobody has set this account up. */
export async function findAccount(db: Db, key: AccountKey): Promise<Account | undefined> {
  const row = await db.selectFrom('account').selectAll().where(inAccount(key)).executeTakeFirst()
  return (
    row && {
      ...accountOf(row),
      name: row.name,
      country: row.country,
      language: row.language,
      linkDomain: row.link_domain ?? undefined,
    }
  )
}

/** Writes all that is known of an account, new or not. */
export async function saveAccount(tx: Db, account: Account, now: Temporal.Instant): Promise<void> {
  const values = {
    name: account.name,
    country: account.country,
    language: account.language,
    link_domain: account.linkDomain ?? null,
  }
  await tx
    .insertInto('account')
    .values({
      ...values,
      ...keyColumns(account),
      created_at: toMs(now),
    })
    .onConflict((conflict) => conflict.columns(['environment', 'account_id']).doUpdateSet(values))
    .execute()
}
