import type { AccountKey } from '../domain/account.ts'
import type { OwnText } from '../domain/own-text.ts'
import type { Db } from './database.ts'
import { fromJson, toJson } from './json.ts'
import { inAccount, keyColumns } from './keys.ts'
import { toMs } from './time.ts'

const ownTextsAtMost = 500

/** A text of the merchant's own by Meta's name; undefined when it was not adopted. */
export async function findOwnText(db: Db, key: AccountKey, name: string): Promise<OwnText | undefined> {
  const row = await db
    .selectFrom('own_text')
    .select('content')
    .where(inAccount(key))
    .where('name', '=', name)
    .executeTakeFirst()
  return row && fromJson<OwnText>(row.content)
}

/** Every text of the merchant's own, by name. */
export async function listOwnTexts(db: Db, key: AccountKey): Promise<readonly OwnText[]> {
  const rows = await db
    .selectFrom('own_text')
    .select('content')
    .where(inAccount(key))
    .orderBy('name')
    .limit(ownTextsAtMost)
    .execute()
  return rows.map(({ content }) => fromJson<OwnText>(content))
}

/** Keeps a text of the merchant's own, in the place of what was known of it before. */
export async function saveOwnText(
  tx: Db,
  key: AccountKey,
  text: OwnText,
  now: Temporal.Instant,
): Promise<void> {
  const values = { content: toJson(text), adopted_at: toMs(now) }
  await tx
    .insertInto('own_text')
    .values({ ...keyColumns(key), name: text.name, ...values })
    .onConflict((conflict) => conflict.columns(['environment', 'account_id', 'name']).doUpdateSet(values))
    .execute()
}

/** What each of the merchant's own texts counted as when it was adopted, by Meta's name. */
export async function ownCategories(
  db: Db,
  key: AccountKey,
): Promise<ReadonlyMap<string, OwnText['category']>> {
  const rows = await db.selectFrom('own_text').select(['name', 'content']).where(inAccount(key)).execute()
  return new Map(rows.map(({ name, content }) => [name, fromJson<OwnText>(content).category]))
}
