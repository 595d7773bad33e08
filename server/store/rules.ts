import type { AccountKey } from '../domain/account.ts'
import {
  type AccountSettings,
  accountSettingsOf,
  type FlowSettings,
  flowSettingsOf,
} from '../domain/settings.ts'
import { reading } from './composed.ts'
import type { Db } from './database.ts'
import { fromJson } from './json.ts'
import { inAccount, sameAccount } from './keys.ts'

/** What holds for an account and one of its flows: what the merchant chose, and for the rest the usual. */
export type Rules = {
  readonly isInstalled: boolean
  /** What is mixed into the draw of a shopper's side. */
  readonly holdOutSalt: string
  readonly ofAccount: AccountSettings
  readonly ofFlow: FlowSettings
}

const rulesOf = reading((db, given: AccountKey & { readonly flow: string }) =>
  db
    .selectFrom('account')
    .leftJoin('account_setting', (join) => join.on(sameAccount('account_setting', 'account')))
    .leftJoin('flow_setting', (join) =>
      join.on(sameAccount('flow_setting', 'account')).on('flow_setting.flow', '=', given.flow),
    )
    .select(['account.hold_out_salt', 'account.uninstalled_at', 'flow_setting.is_on'])
    .select(['account_setting.settings as account_settings', 'flow_setting.settings as flow_settings'])
    .where(inAccount(given, 'account')),
)

/** Reads all of it in one statement, for it is asked for every message. Throws when nobody has set this account up. */
export async function readRules(db: Db, key: AccountKey, flow: string): Promise<Rules> {
  const { environment, accountId } = key
  const [row] = await rulesOf(db, { environment, accountId, flow })
  if (!row) throw new Error(`Nobody has set ${accountId} up`)
  const chosenForFlow = row.flow_settings === null ? {} : fromJson<Partial<FlowSettings>>(row.flow_settings)
  return {
    isInstalled: row.uninstalled_at === null,
    holdOutSalt: row.hold_out_salt,
    ofAccount: accountSettingsOf(
      row.account_settings === null ? {} : fromJson<Partial<AccountSettings>>(row.account_settings),
    ),
    ofFlow: flowSettingsOf({ ...chosenForFlow, isOn: row.is_on === 1 }),
  }
}
