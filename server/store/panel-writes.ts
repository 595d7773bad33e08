import type { AccountKey } from '../domain/account.ts'
import type { Db } from './database.ts'
import { fromJson, toJson } from './json.ts'
import { inAccount, keyColumns } from './keys.ts'
import { toMs } from './time.ts'

/** A write as it was asked for: the id the panel gave it, and a hash of all it says. */
export type AskedWrite = { readonly requestId: string; readonly asked: string }

/** How a write was answered: an HTTP status, and what was said. */
export type WriteAnswer = { readonly status: number; readonly body: object }

/** What is known of a write that was asked for before. */
export type KnownWrite =
  | { readonly kind: 'answered'; readonly answer: WriteAnswer }
  | { readonly kind: 'under-way' }
  | { readonly kind: 'another' }

/** A signature is of use for minutes; what is older cannot come again. */
const keptMs = 24 * 60 * 60_000

/** Begins a write, for whoever asks first; else tells what is known of it. */
export async function beginWrite(
  db: Db,
  key: AccountKey,
  { requestId, asked }: AskedWrite,
  now: Temporal.Instant,
): Promise<KnownWrite | undefined> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('panel_write')
    .values({ ...keyColumns(key), request_id: requestId, asked, begun_at: toMs(now) })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return (numInsertedOrUpdatedRows ?? 0n) > 0n ? undefined : readWrite(db, key, { requestId, asked })
}

/** Forgets the writes of all accounts that cannot come again: an answer may say what a customer agreed to. */
export async function forgetWrites(db: Db, now: Temporal.Instant): Promise<void> {
  await db
    .deleteFrom('panel_write')
    .where('begun_at', '<', toMs(now) - keptMs)
    .execute()
}

/** Keeps how a write was answered. */
export async function keepAnswer(
  db: Db,
  key: AccountKey,
  { requestId }: Pick<AskedWrite, 'requestId'>,
  { status, body }: WriteAnswer,
): Promise<void> {
  await db
    .updateTable('panel_write')
    .set({ status, answer: toJson(body) })
    .where(inAccount(key))
    .where('request_id', '=', requestId)
    .execute()
}

async function readWrite(db: Db, key: AccountKey, { requestId, asked }: AskedWrite): Promise<KnownWrite> {
  const row = await db
    .selectFrom('panel_write')
    .select(['asked', 'status', 'answer'])
    .where(inAccount(key))
    .where('request_id', '=', requestId)
    .executeTakeFirst()
  if (row && row.asked !== asked) return { kind: 'another' }
  if (!row || row.status === null || row.answer === null) return { kind: 'under-way' }
  return { kind: 'answered', answer: { status: row.status, body: fromJson(row.answer) } }
}
