import type { AccountKey } from '../domain/account.ts'
import { held } from './claim.ts'
import type { Tx } from './database.ts'
import { inAccount, sameAccount } from './keys.ts'

/** What some reports of one number name: messages by Meta's id, and sends by the id we gave with them. */
export type Reported = {
  readonly phoneNumberId: string
  readonly wamids: readonly string[]
  readonly sendIds: readonly string[]
}

/**
 * Holds the enrollments that these reports are about and then their shoppers, each in the order of their ids. Everybody
 * holds an enrollment before its shopper; taken report by report, one shopper would be held before the next enrollment.
 */
export async function holdReported(tx: Tx, key: AccountKey, reported: Reported): Promise<void> {
  const ids = await enrollmentsOf(tx, reported)
  if (ids.length === 0) return
  const enrollments = tx
    .selectFrom('enrollment')
    .select(['id', 'shopper_id'])
    .where(inAccount(key))
    .where('id', 'in', ids)
    .orderBy('id')
  const found = await held(tx, enrollments, 'enrollment').execute()
  const shopperIds = [...new Set(found.map(({ shopper_id }) => shopper_id))]
  const shoppers = tx
    .selectFrom('shopper')
    .select('id')
    .where(inAccount(key))
    .where('id', 'in', shopperIds)
    .orderBy('id')
  await held(tx, shoppers, 'shopper').execute()
}

async function enrollmentsOf(
  tx: Tx,
  { phoneNumberId, wamids, sendIds }: Reported,
): Promise<readonly string[]> {
  const rows = await tx
    .selectFrom('send')
    .innerJoin('nudge', (join) =>
      join.on(sameAccount('nudge', 'send')).onRef('nudge.id', '=', 'send.nudge_id'),
    )
    .select('nudge.enrollment_id')
    .where('send.phone_number_id', '=', phoneNumberId)
    .where((eb) =>
      eb.or([
        ...(wamids.length > 0 ? [eb('send.wamid', 'in', wamids)] : []),
        ...(sendIds.length > 0 ? [eb('send.id', 'in', sendIds)] : []),
      ]),
    )
    .execute()
  return [...new Set(rows.map(({ enrollment_id }) => enrollment_id))]
}
