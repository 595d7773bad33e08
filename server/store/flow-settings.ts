import { sql } from 'kysely'
import type { Account, AccountKey } from '../domain/account.ts'
import { type FlowSettings, flowSettingsOf } from '../domain/settings.ts'
import { accountFrom } from './accounts.ts'
import { reading } from './composed.ts'
import type { Db } from './database.ts'
import { fromJson, toJson } from './json.ts'
import { inAccount, keyColumns, sameAccount } from './keys.ts'
import { toMs } from './time.ts'

/** Whether the merchant switched the flow on; every flow is off until then. */
export async function isFlowOn(db: Db, key: AccountKey, flow: string): Promise<boolean> {
  return (await readFlowSettings(db, key, flow)).isOn
}

/** Every account that switched the flow on. */
export async function accountsWithFlowOn(db: Db, flow: string): Promise<readonly Account[]> {
  const rows = await db
    .selectFrom('flow_setting')
    .innerJoin('account', (join) => join.on(sameAccount('account', 'flow_setting')))
    .selectAll('account')
    .where('flow_setting.flow', '=', flow)
    .where('flow_setting.is_on', '=', sql.lit(1))
    .execute()
  return rows.map(accountFrom)
}

/** Whether any account switched the flow on. */
export async function isOnAnywhere(db: Db, flow: string): Promise<boolean> {
  return (await switchedOn(db, { flow })).length > 0
}

const switchedOn = reading((db, given: { readonly flow: string }) =>
  db
    .selectFrom('flow_setting')
    .select('account_id')
    .where('flow', '=', given.flow)
    .where('is_on', '=', sql.lit(1))
    .limit(1),
)

/** What holds for a flow: what the merchant chose, and for the rest the usual. */
export async function readFlowSettings(db: Db, key: AccountKey, flow: string): Promise<FlowSettings> {
  return flowSettingsOf(await chosenForFlow(db, key, flow))
}

const settingsOf = reading((db, given: AccountKey & { readonly flow: string }) =>
  db
    .selectFrom('flow_setting')
    .select(['is_on', 'settings'])
    .where(inAccount(given))
    .where('flow', '=', given.flow),
)

/** What the merchant chose for a flow; empty when nothing was chosen. */
export async function chosenForFlow(db: Db, key: AccountKey, flow: string): Promise<Partial<FlowSettings>> {
  const { environment, accountId } = key
  const [row] = await settingsOf(db, { environment, accountId, flow })
  return row ? { ...fromJson<Partial<FlowSettings>>(row.settings), isOn: row.is_on === 1 } : {}
}

/** Keeps what a merchant chose for a flow, in the place of what was chosen before; it is off unless switched on. */
export async function saveFlowSettings(
  tx: Db,
  key: AccountKey,
  { flow, chosen: { isOn, ...rest } }: { readonly flow: string; readonly chosen: Partial<FlowSettings> },
  now: Temporal.Instant,
): Promise<void> {
  const is_on = isOn ? (1 as const) : (0 as const)
  const values = { is_on, settings: toJson(rest), updated_at: toMs(now) }
  await tx
    .insertInto('flow_setting')
    .values({ ...keyColumns(key), flow, ...values })
    .onConflict((conflict) => conflict.columns(['environment', 'account_id', 'flow']).doUpdateSet(values))
    .execute()
}
