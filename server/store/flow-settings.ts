import type { AccountKey } from '../domain/account.ts'
import type { Db } from './database.ts'
import { inAccount, keyColumns } from './keys.ts'
import { toMs } from './time.ts'

/** Whether the merchant switched the flow on; every flow is off until then. */
export async function isFlowOn(db: Db, key: AccountKey, flow: string): Promise<boolean> {
  const row = await db
    .selectFrom('flow_setting')
    .select('is_on')
    .where(inAccount(key))
    .where('flow', '=', flow)
    .executeTakeFirst()
  return row?.is_on === 1
}

/** Keeps whether a flow is on. */
export async function saveFlowSetting(
  tx: Db,
  key: AccountKey,
  setting: { readonly flow: string; readonly isOn: boolean },
  now: Temporal.Instant,
): Promise<void> {
  const values = { is_on: setting.isOn ? (1 as const) : (0 as const), updated_at: toMs(now) }
  await tx
    .insertInto('flow_setting')
    .values({ ...values, ...keyColumns(key), flow: setting.flow })
    .onConflict((conflict) => conflict.columns(['environment', 'account_id', 'flow']).doUpdateSet(values))
    .execute()
}
