import type { AccountKey } from '../domain/account.ts'
import type { Picture } from '../domain/picture.ts'
import type { Db } from './database.ts'
import { inAccount, keyColumns } from './keys.ts'
import { toMs } from './time.ts'

/** Keeps the picture of a merchant's own text, in the place of the one before. */
export async function savePicture(
  tx: Db,
  key: AccountKey,
  { name, picture }: { readonly name: string; readonly picture: Picture },
  now: Temporal.Instant,
): Promise<void> {
  const { type, sha256, bytes } = picture
  const values = { type, sha256, bytes: Buffer.from(bytes).toString('base64'), kept_at: toMs(now) }
  await tx
    .insertInto('own_picture')
    .values({ ...keyColumns(key), name, ...values })
    .onConflict((conflict) => conflict.columns(['environment', 'account_id', 'name']).doUpdateSet(values))
    .execute()
}

/** Which picture a merchant's own text has, by the hash of what is in it; undefined when it has none. */
export async function pictureOf(db: Db, key: AccountKey, name: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('own_picture')
    .select('sha256')
    .where(inAccount(key))
    .where('name', '=', name)
    .executeTakeFirst()
  return row?.sha256
}

/** The picture of a merchant's own text. Throws when it has none. */
export async function readPicture(db: Db, key: AccountKey, name: string): Promise<Picture> {
  const { type, sha256, bytes } = await db
    .selectFrom('own_picture')
    .select(['type', 'sha256', 'bytes'])
    .where(inAccount(key))
    .where('name', '=', name)
    .executeTakeFirstOrThrow(() => new Error(`There is no picture of the text ${name}`))
  return { type, sha256, bytes: new Uint8Array(Buffer.from(bytes, 'base64')) }
}
