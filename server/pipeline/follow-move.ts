import type { AccountKey } from '../domain/account.ts'
import { equivalentPhones } from '../domain/phone.ts'
import type { Tx } from '../store/database.ts'
import { leaveNumbers } from '../store/left-numbers.ts'
import { findNumber } from '../store/numbers.ts'
import { forgetMoves, recordMove, whoLeft } from '../store/phone-moves.ts'
import { recognise } from '../store/shoppers.ts'
import type { MoveItem } from '../whatsapp/items.ts'
import { personIdentities, phoneOf } from './identities.ts'

/**
 * Follows a shopper to another number or another id of Meta's: both are one person from then on, with every withdrawal,
 * and messages to a customer we knew go to where they are now. Whoever has their number of before is somebody else. False
 * when the number they wrote to is none of ours.
 */
export async function followMove(
  tx: Tx,
  app: string,
  item: MoveItem,
  now: Temporal.Instant,
): Promise<boolean> {
  const account = await findNumber(tx, app, item.phoneNumberId)
  if (!account) return false
  const { wabaId } = account
  const [before, after] = [personIdentities(item.person, wabaId), personIdentities(item.movedTo, wabaId)]
  if (before.length + after.length === 0) return false
  const [from, to] = [phoneOf(item.person), phoneOf(item.movedTo)]
  if (from && to && (await isKnownMove(tx, account, { from, to }))) return true
  const who = before.length > 0 ? await recognise(tx, account, { identities: before }, now) : undefined
  if (who && to) await forgetMoves(tx, account, { shopperId: who, phones: equivalentPhones(to) })
  const shopperId = await recognise(tx, account, { identities: after, ...(who && { shopperId: who }) }, now)
  if (!from || !to || from === to) return true
  await recordMove(tx, account, { shopperId, from: equivalentPhones(from), to }, now)
  await leaveNumbers(tx, account, { shopperId, phones: equivalentPhones(from) }, now)
  return true
}

/** Every number of the merchant's is told of a move, some twice: heard again, it is no move of whoever came after. */
async function isKnownMove(
  tx: Tx,
  account: AccountKey,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<boolean> {
  const movers = await whoLeft(tx, account, [from])
  const movedOn = (await whoLeft(tx, account, [to])).map(({ shopperId }) => shopperId)
  return movers.some(({ shopperId, to: now }) => now === to || movedOn.includes(shopperId))
}
