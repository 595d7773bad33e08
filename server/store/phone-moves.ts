import type { AccountKey } from '../domain/account.ts'
import { reading } from './composed.ts'
import type { Db } from './database.ts'
import { inAccount, keyColumns, sameAccount } from './keys.ts'
import { fromMs, toMs } from './time.ts'

/** A person who took their WhatsApp to another number. Phones in E.164. */
export type PhoneMove = { readonly shopperId: string; readonly from: readonly string[]; readonly to: string }

/** Forgets that a person left these phones, as they are at one of them again. */
export async function forgetMoves(
  tx: Db,
  key: AccountKey,
  { shopperId, phones }: { readonly shopperId: string; readonly phones: readonly string[] },
): Promise<void> {
  await tx
    .deleteFrom('phone_move')
    .where(inAccount(key))
    .where('shopper_id', '=', shopperId)
    .where('from_phone', 'in', phones)
    .execute()
}

/** Somebody who left a phone (E.164), where they are now, and when we heard of it. */
export type Left = {
  readonly shopperId: string
  readonly phone: string
  readonly to: string
  readonly at: Temporal.Instant
}

type Phones = AccountKey & { readonly phones: readonly string[] }

const movesFrom = reading((db, given: Phones) =>
  db.selectFrom('phone_move').selectAll().where(inAccount(given)).where('from_phone', 'in', given.phones),
)

/** Who left which of these phones. */
export async function whoLeft(db: Db, key: AccountKey, phones: readonly string[]): Promise<readonly Left[]> {
  if (phones.length === 0) return []
  const { environment, accountId } = key
  const rows = await movesFrom(db, { environment, accountId, phones })
  return rows.map((row) => ({
    shopperId: row.shopper_id,
    phone: row.from_phone,
    to: row.to_phone,
    at: fromMs(row.moved_at),
  }))
}

/** The phones that people left to be at one of these. */
export async function phonesLeftFor(
  db: Db,
  key: AccountKey,
  phones: readonly string[],
): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('phone_move')
    .select('from_phone')
    .where(inAccount(key))
    .where('to_phone', 'in', phones)
    .execute()
  return rows.map(({ from_phone }) => from_phone)
}

/** Keeps where a person moved to; one who moved here before moves on from there. */
export async function recordMove(
  tx: Db,
  key: AccountKey,
  { shopperId, from, to }: PhoneMove,
  now: Temporal.Instant,
): Promise<void> {
  const values = { shopper_id: shopperId, to_phone: to, moved_at: toMs(now) }
  await tx
    .updateTable('phone_move')
    .set({ to_phone: to })
    .where(inAccount(key))
    .where('shopper_id', '=', shopperId)
    .where('to_phone', 'in', from)
    .execute()
  for (const phone of from)
    await tx
      .insertInto('phone_move')
      .values({ ...keyColumns(key), from_phone: phone, ...values })
      .onConflict((conflict) =>
        conflict.columns(['environment', 'account_id', 'from_phone']).doUpdateSet(values),
      )
      .execute()
}

/**
 * Where the person behind a customer has moved to from one of these phones. Undefined when they have not, and for a
 * customer we met only afterwards: the number may be somebody else's by then.
 */
export async function movedTo(
  db: Db,
  key: AccountKey,
  { customerId, phones }: { readonly customerId: string; readonly phones: readonly string[] },
): Promise<string | undefined> {
  if (phones.length === 0) return undefined
  const { environment, accountId } = key
  const [row] = await moveOf(db, { environment, accountId, phones, customerId })
  return row?.to_phone
}

const moveOf = reading((db, given: Phones & { readonly customerId: string }) =>
  db
    .selectFrom('phone_move')
    .innerJoin('customer', (join) =>
      join
        .on(sameAccount('customer', 'phone_move'))
        .onRef('customer.shopper_id', '=', 'phone_move.shopper_id')
        .onRef('customer.created_at', '<=', 'phone_move.moved_at'),
    )
    .select('phone_move.to_phone')
    .where(inAccount(given, 'phone_move'))
    .where('phone_move.from_phone', 'in', given.phones)
    .where('customer.customer_id', '=', given.customerId),
)
