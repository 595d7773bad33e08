import type { AccountKey } from '../domain/account.ts'
import { type AccountSettings, accountSettingsOf } from '../domain/settings.ts'
import { reading } from './composed.ts'
import type { Db } from './database.ts'
import { fromJson, toJson } from './json.ts'
import { inAccount, keyColumns } from './keys.ts'
import { toMs } from './time.ts'

/** What holds for an account: what its merchant chose, and for the rest the usual. */
export async function readAccountSettings(db: Db, key: AccountKey): Promise<AccountSettings> {
  return accountSettingsOf(await chosenForAccount(db, key))
}

const settingsOf = reading((db, key: AccountKey) =>
  db.selectFrom('account_setting').select('settings').where(inAccount(key)),
)

/** What the merchant chose for an account; empty when nothing was chosen. */
export async function chosenForAccount(db: Db, key: AccountKey): Promise<Partial<AccountSettings>> {
  const [row] = await settingsOf(db, key)
  return row ? fromJson<Partial<AccountSettings>>(row.settings) : {}
}

/** Keeps what a merchant chose for an account, in the place of what was chosen before. */
export async function saveAccountSettings(
  tx: Db,
  key: AccountKey,
  chosen: Partial<AccountSettings>,
  now: Temporal.Instant,
): Promise<void> {
  const values = { settings: toJson(chosen), updated_at: toMs(now) }
  await tx
    .insertInto('account_setting')
    .values({ ...keyColumns(key), ...values })
    .onConflict((conflict) => conflict.columns(['environment', 'account_id']).doUpdateSet(values))
    .execute()
}
