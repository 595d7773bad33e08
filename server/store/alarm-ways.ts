import type { AccountKey } from '../domain/account.ts'
import type { AlarmWay } from '../domain/alarms.ts'
import type { Db } from './database.ts'
import { accountOf, inAccount, keyColumns } from './keys.ts'
import { toMs } from './time.ts'

/** Where a merchant hears of alarms: an address, and for a webhook the sealed secret it is signed with. */
export type WayOut = {
  readonly way: AlarmWay
  readonly address: string
  readonly secretSealed: string | undefined
}

/** The ways an account chose. */
export async function listWays(db: Db, key: AccountKey): Promise<readonly WayOut[]> {
  const rows = await db.selectFrom('alarm_way').selectAll().where(inAccount(key)).orderBy('way').execute()
  return rows.map(({ way, address, secret_sealed }) => ({
    way,
    address,
    secretSealed: secret_sealed ?? undefined,
  }))
}

/** The ways of every account that are signed with a secret. */
export async function listSignedWays(
  db: Db,
): Promise<readonly (AccountKey & WayOut & { secretSealed: string })[]> {
  const rows = await db.selectFrom('alarm_way').selectAll().where('secret_sealed', 'is not', null).execute()
  return rows.map(({ way, address, secret_sealed, ...row }) => ({
    ...accountOf(row),
    way,
    address,
    secretSealed: secret_sealed ?? '',
  }))
}

/** Keeps one way, in the place of what it was before. */
export async function saveWay(
  tx: Db,
  key: AccountKey,
  { way, address, secretSealed }: WayOut,
  now: Temporal.Instant,
): Promise<void> {
  const values = { address, secret_sealed: secretSealed ?? null, updated_at: toMs(now) }
  await tx
    .insertInto('alarm_way')
    .values({ ...keyColumns(key), way, ...values })
    .onConflict((conflict) => conflict.columns(['environment', 'account_id', 'way']).doUpdateSet(values))
    .execute()
}

/** Puts another box in the place of a way's secret, unless the secret was changed meanwhile; false then. */
export async function resealWay(
  db: Db,
  { way, secretSealed, ...key }: AccountKey & WayOut & { readonly secretSealed: string },
  box: string,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('alarm_way')
    .set({ secret_sealed: box })
    .where(inAccount(key))
    .where('way', '=', way)
    .where('secret_sealed', '=', secretSealed)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Forgets one way; nothing more goes out by it. */
export async function removeWay(tx: Db, key: AccountKey, way: AlarmWay): Promise<void> {
  await tx.deleteFrom('alarm_way').where(inAccount(key)).where('way', '=', way).execute()
}
