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
