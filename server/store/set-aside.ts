import { sql } from 'kysely'
import type { AccountKey } from '../domain/account.ts'
import { newId } from '../domain/ids.ts'
import type { Db } from './database.ts'
import { type InboxRow, idOfBody, type Received } from './inbox.ts'
import { inAccount } from './keys.ts'
import type { InboxTable } from './schema.ts'
import { toMs } from './time.ts'

/** Sets a row aside that failed too often; a person may have it handled again. */
export async function setAside(
  db: Db,
  row: InboxRow,
  { error, subject }: { readonly error: string; readonly subject: string | undefined },
  now: Temporal.Instant,
): Promise<void> {
  await db
    .updateTable('inbox')
    .set({
      state: 'set_aside',
      reason: error,
      subject: subject ?? null,
      lease_id: null,
      stamped_at: toMs(now),
    })
    .where('id', '=', row.id)
    .where('lease_id', '=', row.leaseId)
    .execute()
}

/** Keeps one item of a body apart that could not be handled with the others. */
export async function keepSetAside(
  tx: Db,
  received: Omit<Received, 'event_id'>,
  error: string,
): Promise<void> {
  const { receivedAt, ...row } = received
  const at = toMs(receivedAt)
  await tx
    .insertInto('inbox')
    .values({
      ...row,
      id: newId(receivedAt),
      event_id: idOfBody(row.body),
      received_at: at,
      state: 'set_aside',
      reason: error,
      next_at: at,
      attempts: 1,
      stamped_at: at,
    })
    .onConflict((conflict) =>
      conflict.columns(['environment', 'source', 'account_id', 'event_id']).doNothing(),
    )
    .execute()
}

const shownColumns = [
  'id',
  'environment',
  'source',
  'account_id',
  'event_id',
  'type',
  'reason',
  'attempts',
  'received_at',
] as const

/** A row that was set aside, with its error as the reason. */
export type SetAside = Pick<InboxTable, (typeof shownColumns)[number]>

/** The rows of an account, and of Meta's bodies, that were set aside, newest last. */
export function listSetAside(db: Db, key: AccountKey, limit: number): Promise<readonly SetAside[]> {
  return db
    .selectFrom('inbox')
    .select(shownColumns)
    .where('state', '=', sql.lit('set_aside'))
    .where(ofAccountOrMeta(key))
    .orderBy('id')
    .limit(limit)
    .execute()
}

function ofAccountOrMeta(key: AccountKey) {
  return sql<boolean>`(source = 'whatsapp' or (${inAccount(key)}))`
}

/** Lets a row that was set aside wait again with a clean count; undefined when there is no such row. */
export async function waitAgain(
  db: Db,
  key: AccountKey,
  id: string,
  now: Temporal.Instant,
): Promise<SetAside | undefined> {
  return db
    .updateTable('inbox')
    .set({
      state: 'waiting',
      attempts: 0,
      first_tried_at: null,
      subject: null,
      next_at: toMs(now),
      stamped_at: null,
    })
    .where((eb) => eb.or([eb('id', '=', id), eb('event_id', '=', id)]))
    .where('state', '=', sql.lit('set_aside'))
    .where(ofAccountOrMeta(key))
    .returning(shownColumns)
    .executeTakeFirst()
}
