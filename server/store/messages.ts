import type { AccountKey } from '../domain/account.ts'
import { newId } from '../domain/ids.ts'
import type { Db } from './database.ts'
import { keyColumns } from './keys.ts'
import type { MessageTable } from './schema.ts'
import { toMs } from './time.ts'

/** Something a shopper wrote; what it said is not kept. */
export type NewMessage = Pick<
  MessageTable,
  'wamid' | 'shopper_id' | 'phone_number_id' | 'kind' | 'answered_as'
>

/** Whether this message has been taken in before; Meta repeats its webhooks for days. */
export async function isKnownMessage(db: Db, wamid: string): Promise<boolean> {
  const row = await db.selectFrom('message').select('id').where('wamid', '=', wamid).executeTakeFirst()
  return row !== undefined
}

/** Notes a message. Throws when it was noted before. */
export async function addMessage(
  tx: Db,
  key: AccountKey,
  message: NewMessage,
  at: Temporal.Instant,
): Promise<void> {
  await tx
    .insertInto('message')
    .values({
      ...message,
      id: newId(at),
      ...keyColumns(key),
      received_at: toMs(at),
    })
    .execute()
}
