import type { AccountKey } from '../domain/account.ts'
import { equivalentPhones } from '../domain/phone.ts'
import { isUserId } from '../domain/user-id.ts'
import type { Db } from './database.ts'
import { inAccount } from './keys.ts'
import { phonesLeftFor, whoLeft } from './phone-moves.ts'
import { hiddenNames } from './shoppers.ts'

/** The phones somebody may be at who writes by this name: a phone (E.164), or the one Meta named an id of its own for. */
export async function phonesBehind(db: Db, key: AccountKey, name: string): Promise<readonly string[]> {
  if (!isUserId(name)) return equivalentPhones(name)
  const rows = await db
    .selectFrom('identity')
    .select('of_phone')
    .where(inAccount(key))
    .where('kind', '=', 'bsuid')
    .where('value', '=', name)
    .execute()
  return rows.flatMap(({ of_phone }) => (of_phone ? equivalentPhones(of_phone) : []))
}

/** Where whoever writes by this name may have been written to: by the name, there, and at phones they left for it. */
export async function placesBehind(db: Db, key: AccountKey, name: string): Promise<readonly string[]> {
  const phones = await phonesBehind(db, key, name)
  if (phones.length === 0) return [name]
  return [name, ...phones, ...(await phonesLeftFor(db, key, phones))]
}

/** The names by which a shopper who is at this phone (E.164) writes, and the phone they left it for. */
export async function namesAt(
  db: Db,
  key: AccountKey,
  { shopperId, phone }: { readonly shopperId: string; readonly phone: string },
): Promise<readonly string[]> {
  const left = await whoLeft(db, key, equivalentPhones(phone))
  const moved = left.filter((one) => one.shopperId === shopperId).map(({ to }) => to)
  const phones = [phone, ...moved].flatMap(equivalentPhones)
  return [...phones, ...(await hiddenNames(db, key, { shopperId, phones }))]
}
