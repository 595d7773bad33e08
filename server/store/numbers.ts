import type { AccountKey } from '../domain/account.ts'
import type { Db } from './database.ts'
import { accountOf, inAccount, keyColumns } from './keys.ts'
import type { NumberTable } from './schema.ts'
import { toMs } from './time.ts'

/** A linked WhatsApp number; its token is sealed for its account and number. */
export type LinkedNumber = AccountKey & {
  readonly phoneNumberId: string
  readonly wabaId: string
  /** The Meta app whose webhooks speak for this number. */
  readonly app: string
  readonly displayPhone: string
  readonly verifiedName: string
  readonly tokenSealed: string
}

/** The number an account sends from. */
export async function defaultNumber(db: Db, key: AccountKey): Promise<LinkedNumber | undefined> {
  const row = await db
    .selectFrom('number')
    .selectAll()
    .where(inAccount(key))
    .where('is_default', '=', 1)
    .executeTakeFirst()
  return row && numberOf(row)
}

/** The number an account sends from: the one named, where it is linked, else the default. */
export async function senderFor(
  db: Db,
  key: AccountKey,
  phoneNumberId: string | undefined,
): Promise<LinkedNumber | undefined> {
  if (!phoneNumberId) return defaultNumber(db, key)
  const row = await db
    .selectFrom('number')
    .selectAll()
    .where(inAccount(key))
    .where('phone_number_id', '=', phoneNumberId)
    .executeTakeFirst()
  return row ? numberOf(row) : defaultNumber(db, key)
}

/** Every number an account has linked, by Meta's id. */
export async function listNumbers(db: Db, key: AccountKey): Promise<readonly LinkedNumber[]> {
  const rows = await db
    .selectFrom('number')
    .selectAll()
    .where(inAccount(key))
    .orderBy('phone_number_id')
    .execute()
  return rows.map(numberOf)
}

/** The number of this id that the app speaks for, whoever linked it. */
export async function findNumber(
  db: Db,
  app: string,
  phoneNumberId: string,
): Promise<LinkedNumber | undefined> {
  const row = await db
    .selectFrom('number')
    .selectAll()
    .where('phone_number_id', '=', phoneNumberId)
    .where('app', '=', app)
    .executeTakeFirst()
  return row && numberOf(row)
}

/** Who linked this number, through whichever app. */
export async function ownerOfNumber(db: Db, phoneNumberId: string): Promise<AccountKey | undefined> {
  const row = await db
    .selectFrom('number')
    .select(['environment', 'account_id'])
    .where('phone_number_id', '=', phoneNumberId)
    .executeTakeFirst()
  return row && accountOf(row)
}

/** Links a number, or renews its credentials; it becomes the one the account sends from. */
export async function saveNumber(tx: Db, number: LinkedNumber, now: Temporal.Instant): Promise<void> {
  await tx.updateTable('number').set({ is_default: 0 }).where(inAccount(number)).execute()
  const values = {
    waba_id: number.wabaId,
    app: number.app,
    display_phone: number.displayPhone,
    verified_name: number.verifiedName,
    token_sealed: number.tokenSealed,
    is_default: 1 as const,
    linked_at: toMs(now),
  }
  const key = {
    ...keyColumns(number),
    phone_number_id: number.phoneNumberId,
  }
  await tx
    .insertInto('number')
    .values({ ...key, ...values })
    .onConflict((conflict) =>
      conflict.columns(['environment', 'account_id', 'phone_number_id']).doUpdateSet(values),
    )
    .execute()
}

function numberOf(row: NumberTable): LinkedNumber {
  return {
    ...accountOf(row),
    phoneNumberId: row.phone_number_id,
    wabaId: row.waba_id,
    app: row.app,
    displayPhone: row.display_phone,
    verifiedName: row.verified_name,
    tokenSealed: row.token_sealed,
  }
}
