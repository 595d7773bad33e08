import type { AccountKey } from '../domain/account.ts'
import type { Holder } from '../domain/answer.ts'
import { newId } from '../domain/ids.ts'
import { reading } from './composed.ts'
import type { Db } from './database.ts'
import { inAccount, keyColumns, type Named, named } from './keys.ts'
import { fromMs, toMs } from './time.ts'

/** Who answers in a thread, and since when. */
export type Turn = {
  readonly heldBy: Holder
  readonly actor: string
  readonly since: Temporal.Instant
}

const latestOf = reading((db, shopper: Named) =>
  db
    .selectFrom('thread_turn')
    .select(['held_by', 'actor', 'since'])
    .where(inAccount(shopper))
    .where('shopper_id', '=', shopper.id)
    .orderBy('id', 'desc')
    .limit(1),
)

/** Who answers in the thread with a shopper; undefined where nobody ever took it, so that it is the bot. */
export async function currentTurn(db: Db, key: AccountKey, shopperId: string): Promise<Turn | undefined> {
  const [row] = await latestOf(db, named(key, shopperId))
  return row && { heldBy: row.held_by, actor: row.actor, since: fromMs(row.since) }
}

/** Who answers in the thread with a shopper. */
export async function holderOf(db: Db, key: AccountKey, shopperId: string): Promise<Holder> {
  return (await currentTurn(db, key, shopperId))?.heldBy ?? 'bot'
}

/** Gives a thread to the bot or to a person; false when it is theirs already. */
export async function giveThread(
  tx: Db,
  key: AccountKey,
  turn: { readonly shopperId: string; readonly heldBy: Holder; readonly actor: string },
  now: Temporal.Instant,
): Promise<boolean> {
  if ((await holderOf(tx, key, turn.shopperId)) === turn.heldBy) return false
  await tx
    .insertInto('thread_turn')
    .values({
      id: newId(now),
      ...keyColumns(key),
      shopper_id: turn.shopperId,
      held_by: turn.heldBy,
      actor: turn.actor,
      since: toMs(now),
    })
    .execute()
  return true
}
