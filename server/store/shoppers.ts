import type { AccountKey } from '../domain/account.ts'
import { newId } from '../domain/ids.ts'
import type { Db } from './database.ts'
import { inAccount, keyColumns } from './keys.ts'
import type { IdentityTable } from './schema.ts'
import { toMs } from './time.ts'

/** One way to recognise a person: a phone number (E.164), or an id Meta gives them. */
export type Identity = Pick<IdentityTable, 'kind' | 'value'> & { readonly ofPhone?: string }

/** What a person is known by: identities, the Stripe customer who is this person, a shopper already met. */
export type KnownBy = {
  readonly identities: readonly Identity[]
  readonly customerId?: string | undefined
  readonly shopperId?: string
}

/** The tables that point to a shopper, and are pointed anew when two turn out to be one. */
const pointers = ['identity', 'customer', 'consent', 'enrollment', 'message'] as const

/**
 * The shopper who is known by any of these, made when nobody is; what was not known of them is added. Two
 * shoppers who turn out to be one person are merged into the older, with every withdrawal.
 */
export async function recognise(
  tx: Db,
  key: AccountKey,
  knownBy: KnownBy,
  now: Temporal.Instant,
): Promise<string> {
  const found = (await findShoppers(tx, key, knownBy)).toSorted()
  const shopperId = found[0] ?? (await makeShopper(tx, key, now))
  for (const twin of found.slice(1)) await merge(tx, key, { from: twin, into: shopperId })
  await addIdentities(tx, key, { ...knownBy, shopperId }, now)
  return shopperId
}

/** Every shopper known by one of these. */
export async function findShoppers(db: Db, key: AccountKey, knownBy: KnownBy): Promise<readonly string[]> {
  const ids: string[] = knownBy.shopperId ? [knownBy.shopperId] : []
  for (const { kind, value } of knownBy.identities) {
    const row = await db
      .selectFrom('identity')
      .select('shopper_id')
      .where(inAccount(key))
      .where('kind', '=', kind)
      .where('value', '=', value)
      .executeTakeFirst()
    if (row) ids.push(row.shopper_id)
  }
  const byCustomer = knownBy.customerId && (await shopperOfCustomer(db, key, knownBy.customerId))
  return [...new Set(byCustomer ? [...ids, byCustomer] : ids)]
}

/** Phone numbers as identities. */
export function phoneIdentities(phones: readonly string[]): readonly Identity[] {
  return phones.map((value) => ({ kind: 'phone', value }))
}

/** The ids Meta gave, instead of their number, to the person who is written to at one of these phones. */
export async function hiddenNames(
  db: Db,
  key: AccountKey,
  { shopperId, phones }: { readonly shopperId: string; readonly phones: readonly string[] },
): Promise<readonly string[]> {
  if (phones.length === 0) return []
  const rows = await db
    .selectFrom('identity')
    .select('value')
    .where(inAccount(key))
    .where('shopper_id', '=', shopperId)
    .where('kind', 'in', ['bsuid', 'parent_bsuid'])
    .where('of_phone', 'in', phones)
    .execute()
  return rows.map(({ value }) => value)
}

async function shopperOfCustomer(db: Db, key: AccountKey, customerId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('customer')
    .select('shopper_id')
    .where(inAccount(key))
    .where('customer_id', '=', customerId)
    .executeTakeFirst()
  return row?.shopper_id
}

async function makeShopper(tx: Db, key: AccountKey, now: Temporal.Instant): Promise<string> {
  const id = newId(now)
  await tx
    .insertInto('shopper')
    .values({ id, ...keyColumns(key), created_at: toMs(now) })
    .execute()
  return id
}

async function addIdentities(
  tx: Db,
  key: AccountKey,
  { shopperId, identities, customerId }: KnownBy & { readonly shopperId: string },
  now: Temporal.Instant,
) {
  const common = {
    ...keyColumns(key),
    shopper_id: shopperId,
    created_at: toMs(now),
  }
  for (const { kind, value, ofPhone } of identities) {
    await tx
      .insertInto('identity')
      .values({ ...common, kind, value, of_phone: ofPhone ?? null })
      .onConflict((conflict) =>
        ofPhone
          ? conflict
              .columns(['environment', 'account_id', 'kind', 'value'])
              .doUpdateSet({ of_phone: ofPhone })
          : conflict.doNothing(),
      )
      .execute()
  }
  if (!customerId) return
  await tx
    .insertInto('customer')
    .values({ ...common, customer_id: customerId })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

async function merge(
  tx: Db,
  key: AccountKey,
  { from, into }: { readonly from: string; readonly into: string },
) {
  for (const table of pointers) {
    await tx
      .updateTable(table)
      .set({ shopper_id: into })
      .where(inAccount(key))
      .where('shopper_id', '=', from)
      .execute()
  }
  await tx.deleteFrom('shopper').where(inAccount(key)).where('id', '=', from).execute()
}
