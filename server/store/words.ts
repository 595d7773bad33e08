import type { AccountKey } from '../domain/account.ts'
import type { Db } from './database.ts'
import { inAccount } from './keys.ts'
import { toMs } from './time.ts'

const rowsAtMost = 500

/** Erases what was said before then, at most so many messages; true when there may be more. What was consented to stays. */
export async function eraseWords(db: Db, key: AccountKey, before: Temporal.Instant): Promise<boolean> {
  const heard = db
    .selectFrom('message')
    .select('id')
    .where(inAccount(key))
    .where('body', 'is not', null)
    .where('received_at', '<', toMs(before))
    .limit(rowsAtMost)
  const said = db
    .selectFrom('answer')
    .select('id')
    .where(inAccount(key))
    .where('content', 'is not', null)
    .where('created_at', '<', toMs(before))
    .where('state', 'not in', ['waiting', 'sending'])
    .limit(rowsAtMost)
  const erased = await Promise.all([
    db
      .updateTable('message')
      .set({ body: null })
      .where(inAccount(key))
      .where('id', 'in', heard)
      .executeTakeFirst(),
    db
      .updateTable('answer')
      .set({ content: null })
      .where(inAccount(key))
      .where('id', 'in', said)
      .executeTakeFirst(),
  ])
  return erased.some(({ numUpdatedRows }) => Number(numUpdatedRows) === rowsAtMost)
}
