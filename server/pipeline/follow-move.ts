import { equivalentPhones } from '../domain/phone.ts'
import type { Tx } from '../store/database.ts'
import { findNumber } from '../store/numbers.ts'
import { recordMove } from '../store/phone-moves.ts'
import { recognise } from '../store/shoppers.ts'
import type { MoveItem } from '../whatsapp/items.ts'
import { personIdentities, phoneOf } from './identities.ts'

/**
 * Follows a shopper to another number or another id of Meta's: both are one person from then on, with every withdrawal,
 * and messages to a customer we knew go to where they are now. False when the number they wrote to is none of ours.
 */
export async function followMove(
  tx: Tx,
  app: string,
  item: MoveItem,
  now: Temporal.Instant,
): Promise<boolean> {
  const account = await findNumber(tx, app, item.phoneNumberId)
  if (!account) return false
  const identities = [...personIdentities(item.person), ...personIdentities(item.movedTo)]
  if (identities.length === 0) return false
  const shopperId = await recognise(tx, account, { identities }, now)
  const [from, to] = [phoneOf(item.person), phoneOf(item.movedTo)]
  if (from && to && from !== to)
    await recordMove(tx, account, { shopperId, from: equivalentPhones(from), to }, now)
  return true
}
