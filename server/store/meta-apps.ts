import type { AccountKey } from '../domain/account.ts'
import type { Db } from './database.ts'
import { accountOf, inAccount, keyColumns } from './keys.ts'
import type { MetaAppTable } from './schema.ts'
import { toMs } from './time.ts'

/** A Meta app of a merchant's own; its secrets are sealed for the account and the app's name. */
export type MerchantApp = AccountKey & {
  /** The last part of its callback's address. */
  readonly name: string
  readonly appId: string
  readonly secretSealed: string
  readonly verifyTokenSealed: string
}

/** The app of this name, whoever added it. */
export async function findMetaApp(db: Db, name: string): Promise<MerchantApp | undefined> {
  const row = await db.selectFrom('meta_app').selectAll().where('name', '=', name).executeTakeFirst()
  return row && appOf(row)
}

/** The apps of an account, by name. */
export async function listMetaApps(db: Db, key: AccountKey): Promise<readonly MerchantApp[]> {
  const rows = await db.selectFrom('meta_app').selectAll().where(inAccount(key)).orderBy('name').execute()
  return rows.map(appOf)
}

/** The apps of every account. */
export async function listAllMetaApps(db: Db): Promise<readonly MerchantApp[]> {
  return (await db.selectFrom('meta_app').selectAll().execute()).map(appOf)
}

/** Adds an app, or renews its secrets. Throws when another account has one of this name. */
export async function saveMetaApp(tx: Db, app: MerchantApp, now: Temporal.Instant): Promise<void> {
  const values = {
    app_id: app.appId,
    secret_sealed: app.secretSealed,
    verify_token_sealed: app.verifyTokenSealed,
  }
  await tx
    .insertInto('meta_app')
    .values({ ...keyColumns(app), name: app.name, ...values, created_at: toMs(now) })
    .onConflict((conflict) => conflict.columns(['environment', 'account_id', 'name']).doUpdateSet(values))
    .execute()
}

/** Puts other boxes in the place of an app's, unless its secrets were changed meanwhile; false then. */
export async function resealMetaApp(
  db: Db,
  app: MerchantApp,
  boxes: Pick<MerchantApp, 'secretSealed' | 'verifyTokenSealed'>,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('meta_app')
    .set({ secret_sealed: boxes.secretSealed, verify_token_sealed: boxes.verifyTokenSealed })
    .where(inAccount(app))
    .where('name', '=', app.name)
    .where('secret_sealed', '=', app.secretSealed)
    .where('verify_token_sealed', '=', app.verifyTokenSealed)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

function appOf(row: MetaAppTable): MerchantApp {
  return {
    ...accountOf(row),
    name: row.name,
    appId: row.app_id,
    secretSealed: row.secret_sealed,
    verifyTokenSealed: row.verify_token_sealed,
  }
}
