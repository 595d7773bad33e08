import type { AccountKey } from '../domain/account.ts'
import { newId } from '../domain/ids.ts'
import type { Db } from './database.ts'
import { inAccount, keyColumns, sameAccount } from './keys.ts'
import type { MessageTable } from './schema.ts'
import { fromMs, toMs } from './time.ts'

/** Something a shopper wrote, its words without card numbers. */
export type NewMessage = Pick<
  MessageTable,
  'wamid' | 'shopper_id' | 'phone_number_id' | 'kind' | 'answered_as' | 'from_name' | 'body' | 'nudge_id'
>

/** Notes a message; false when it was noted before, for Meta repeats its webhooks for days. */
export async function addMessage(
  tx: Db,
  key: AccountKey,
  message: NewMessage,
  at: Temporal.Instant,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('message')
    .values({
      ...message,
      id: newId(at),
      ...keyColumns(key),
      received_at: toMs(at),
    })
    .onConflict((conflict) => conflict.column('wamid').doNothing())
    .executeTakeFirst()
  return Number(numInsertedOrUpdatedRows) > 0
}

/** The last message of a shopper: through which number it came, and whom an answer goes to. */
export type LastHeard = {
  readonly phoneNumberId: string
  readonly from: string | undefined
  readonly wamid: string
  readonly at: Temporal.Instant
}

/** A shopper; only what came through this number of ours; only what came by one of these names of theirs. */
type Heard = {
  readonly shopperId: string
  readonly phoneNumberId?: string
  readonly from?: readonly string[] | undefined
}

/** What a shopper last wrote; undefined when they never did. What WhatsApp itself says of them is none of it. */
export async function lastHeard(
  db: Db,
  key: AccountKey,
  { shopperId, phoneNumberId, from }: Heard,
): Promise<LastHeard | undefined> {
  let query = db
    .selectFrom('message')
    .select(['phone_number_id', 'from_name', 'wamid', 'received_at'])
    .where(inAccount(key))
    .where('shopper_id', '=', shopperId)
    .where('kind', '<>', 'system')
    .orderBy('received_at', 'desc')
    .limit(1)
  if (phoneNumberId) query = query.where('phone_number_id', '=', phoneNumberId)
  if (from) query = query.where('from_name', 'in', from)
  const row = await query.executeTakeFirst()
  return (
    row && {
      phoneNumberId: row.phone_number_id,
      from: row.from_name ?? undefined,
      wamid: row.wamid,
      at: fromMs(row.received_at),
    }
  )
}

/** The nudge a message of ours was: by Meta's id of it. */
export async function nudgeOfMessage(db: Db, key: AccountKey, wamid: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('send')
    .select('nudge_id')
    .where(inAccount(key))
    .where('wamid', '=', wamid)
    .executeTakeFirst()
  return row?.nudge_id
}

/**
 * Whether somebody by one of these names took up what we wrote about a customer: they asked to pay, for the invoice, for
 * time, not for us to stop or for a person.
 */
export async function hasTakenUp(
  db: Db,
  key: AccountKey,
  {
    shopperId,
    customerId,
    names,
  }: { readonly shopperId: string; readonly customerId: string; readonly names: readonly string[] },
): Promise<boolean> {
  const row = await db
    .selectFrom('message')
    .innerJoin('nudge', (join) =>
      join.on(sameAccount('nudge', 'message')).onRef('nudge.id', '=', 'message.nudge_id'),
    )
    .innerJoin('enrollment', (join) =>
      join.on(sameAccount('enrollment', 'nudge')).onRef('enrollment.id', '=', 'nudge.enrollment_id'),
    )
    .select('message.id')
    .where(inAccount(key, 'message'))
    .where('message.shopper_id', '=', shopperId)
    .where('message.from_name', 'in', names)
    .where('message.answered_as', 'is not', null)
    .where('message.answered_as', 'not in', ['stop', 'person'])
    .where('enrollment.customer_id', '=', customerId)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** The nudge that was last sent to one of these shoppers at one of these phones or ids of Meta's since then. */
export async function lastNudgeTo(
  db: Db,
  key: AccountKey,
  { shoppers, at }: { readonly shoppers: readonly string[]; readonly at: readonly string[] },
  since: Temporal.Instant,
): Promise<string | undefined> {
  if (shoppers.length === 0 || at.length === 0) return undefined
  const row = await db
    .selectFrom('enrollment')
    .innerJoin('nudge', (join) =>
      join.on(sameAccount('nudge', 'enrollment')).onRef('nudge.enrollment_id', '=', 'enrollment.id'),
    )
    .innerJoin('send', (join) =>
      join.on(sameAccount('send', 'nudge')).onRef('send.nudge_id', '=', 'nudge.id'),
    )
    .select('send.nudge_id')
    .where(inAccount(key, 'enrollment'))
    .where('enrollment.shopper_id', 'in', shoppers)
    .where('send.to_phone', 'in', at)
    .where('send.outcome', '<>', 'refused')
    .where('send.opened_at', '>=', toMs(since))
    .orderBy('send.opened_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.nudge_id
}

/** How many messages of a shopper nobody has looked at. */
export async function countUnread(db: Db, key: AccountKey, shopperId: string): Promise<number> {
  const { count } = await db
    .selectFrom('message')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where(inAccount(key))
    .where('shopper_id', '=', shopperId)
    .where('seen_at', 'is', null)
    .executeTakeFirstOrThrow()
  return count
}

/** Notes that a person looked at all a shopper wrote; returns the messages that were new to them. */
export async function markSeen(
  tx: Db,
  key: AccountKey,
  shopperId: string,
  now: Temporal.Instant,
): Promise<number> {
  const { numUpdatedRows } = await tx
    .updateTable('message')
    .set({ seen_at: toMs(now) })
    .where(inAccount(key))
    .where('shopper_id', '=', shopperId)
    .where('seen_at', 'is', null)
    .executeTakeFirst()
  return Number(numUpdatedRows)
}
