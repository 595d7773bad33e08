import type { AccountKey } from '../domain/account.ts'
import { reading } from './composed.ts'
import type { Db } from './database.ts'
import { accountOf, inAccount, keyColumns } from './keys.ts'
import type { NumberTable } from './schema.ts'
import { fromMs, toMs } from './time.ts'

/** What Meta said of a number when it was last asked, in Meta's words. */
export type SeenOfNumber = {
  readonly quality: string | undefined
  /** People reached outside open chats in 24 hours, such as `TIER_2K`. */
  readonly messagingLimit: string | undefined
  readonly throughput: string | undefined
  /** Such as `CONNECTED`. */
  readonly status: string | undefined
  /** The business at Meta it belongs to, by Meta's id. */
  readonly portfolioId: string | undefined
}

/** A linked WhatsApp number; its token is sealed for its account and number. */
export type LinkedNumber = AccountKey &
  SeenOfNumber & {
    readonly phoneNumberId: string
    readonly wabaId: string
    /** The Meta app whose webhooks speak for this number. */
    readonly app: string
    readonly displayPhone: string
    readonly verifiedName: string
    readonly tokenSealed: string
    /** Undefined for a token that never ends, or whose end nobody could tell. */
    readonly tokenExpiresAt: Temporal.Instant | undefined
    readonly isDefault: boolean
    /** When Meta said it; undefined when nobody wrote it down. */
    readonly seenAt: Temporal.Instant | undefined
  }

/** The number an account sends from. */
export async function defaultNumber(db: Db, key: AccountKey): Promise<LinkedNumber | undefined> {
  const { environment, accountId } = key
  const [row] = await markedDefault(db, { environment, accountId })
  return row && numberOf(row)
}

const markedDefault = reading((db, key: AccountKey) => linked(db, key).where('is_default', '=', 1))

/** The number an account sends from: the first of those named that is linked, else the default. */
export async function senderFor(
  db: Db,
  key: AccountKey,
  ...named: readonly (string | undefined)[]
): Promise<LinkedNumber | undefined> {
  for (const phoneNumberId of named) {
    const row = phoneNumberId && (await ofId(linked(db, key), phoneNumberId))
    if (row) return numberOf(row)
  }
  return defaultNumber(db, key)
}

/** Every number an account has linked, by Meta's id. */
export async function listNumbers(db: Db, key: AccountKey): Promise<readonly LinkedNumber[]> {
  const rows = await linked(db, key).orderBy('phone_number_id').execute()
  return rows.map(numberOf)
}

/** The WhatsApp Business Accounts of the business a number belongs to at Meta, as far as it is known. */
export async function wabasOfBusiness(
  db: Db,
  { wabaId, portfolioId, ...key }: LinkedNumber,
): Promise<readonly string[]> {
  if (portfolioId === undefined) return [wabaId]
  const rows = await db
    .selectFrom('number')
    .select('waba_id')
    .distinct()
    .where(inAccount(key))
    .where('portfolio_id', '=', portfolioId)
    .execute()
  return rows.map(({ waba_id }) => waba_id)
}

/** Whose number an id is, as far as the app speaks for it. What is said to a number that was unlinked counts as well. */
export async function findNumber(
  db: Db,
  app: string,
  phoneNumberId: string,
): Promise<(AccountKey & Pick<LinkedNumber, 'phoneNumberId' | 'wabaId'>) | undefined> {
  const [row] = await spokenFor(db, { app, phoneNumberId })
  return row && { ...accountOf(row), phoneNumberId, wabaId: row.waba_id }
}

const spokenFor = reading((db, given: { readonly app: string; readonly phoneNumberId: string }) =>
  db
    .selectFrom('number')
    .select(['environment', 'account_id', 'waba_id'])
    .where('phone_number_id', '=', given.phoneNumberId)
    .where('app', '=', given.app),
)

/** Who has linked this number, through whichever app. */
export async function ownerOfNumber(db: Db, phoneNumberId: string): Promise<AccountKey | undefined> {
  const row = await db
    .selectFrom('number')
    .select(['environment', 'account_id'])
    .where('phone_number_id', '=', phoneNumberId)
    .where('unlinked_at', 'is', null)
    .executeTakeFirst()
  return row && accountOf(row)
}

/** Whether any account, in whichever environment, has a number of this WhatsApp Business Account linked through the app. */
export async function isWabaLinked(
  db: Db,
  { wabaId, app }: Pick<LinkedNumber, 'wabaId' | 'app'>,
): Promise<boolean> {
  const row = await db
    .selectFrom('number')
    .select('phone_number_id')
    .where('waba_id', '=', wabaId)
    .where('app', '=', app)
    .where('unlinked_at', 'is', null)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Links a number Meta was just asked about, or renews its credentials. One that nobody has linked any more changes its owner. */
export async function saveNumber(
  tx: Db,
  number: Omit<LinkedNumber, 'seenAt'>,
  now: Temporal.Instant,
): Promise<void> {
  if (number.isDefault)
    await tx.updateTable('number').set({ is_default: 0 }).where(inAccount(number)).execute()
  await tx
    .deleteFrom('number')
    .where('phone_number_id', '=', number.phoneNumberId)
    .where('unlinked_at', 'is not', null)
    .execute()
  const values = {
    waba_id: number.wabaId,
    app: number.app,
    display_phone: number.displayPhone,
    verified_name: number.verifiedName,
    token_sealed: number.tokenSealed,
    token_expires_at: number.tokenExpiresAt ? toMs(number.tokenExpiresAt) : null,
    ...seenColumns(number, now),
    is_default: number.isDefault ? (1 as const) : (0 as const),
    linked_at: toMs(now),
    unlinked_at: null,
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

/** Makes a linked number the one its account sends from. */
export async function makeDefault(tx: Db, number: LinkedNumber): Promise<void> {
  await tx.updateTable('number').set({ is_default: 0 }).where(inAccount(number)).execute()
  await ofNumber(tx, number).set({ is_default: 1 }).execute()
}

/** Sends nothing from a number any more, and destroys its token. */
export async function unlink(tx: Db, number: LinkedNumber, now: Temporal.Instant): Promise<void> {
  await ofNumber(tx, number).set(unlinked(now)).execute()
}

/** Unlinks every number of an account. What shoppers say to them still counts, as with any that is unlinked. */
export async function unlinkAll(tx: Db, key: AccountKey, now: Temporal.Instant): Promise<void> {
  await tx
    .updateTable('number')
    .set(unlinked(now))
    .where(inAccount(key))
    .where('unlinked_at', 'is', null)
    .execute()
}

/** Keeps what Meta says of a number now. */
export async function noteSeen(
  tx: Db,
  number: LinkedNumber,
  seen: SeenOfNumber,
  now: Temporal.Instant,
): Promise<void> {
  await ofNumber(tx, number).set(seenColumns(seen, now)).execute()
}

/** What Meta tells of a number or of all of a business account; what it does not tell is undefined. */
export type NumberNews = {
  readonly wabaId: string
  /** The number's digits; undefined when it is about every number of the account. */
  readonly digits: string | undefined
} & Partial<Pick<SeenOfNumber, 'throughput' | 'messagingLimit' | 'quality'>>

/** Keeps what Meta tells through one of its apps; returns the linked numbers it is about, whosever they are. */
export async function noteNews(
  tx: Db,
  app: string,
  { wabaId, digits, throughput, messagingLimit, quality }: NumberNews,
  now: Temporal.Instant,
): Promise<readonly LinkedNumber[]> {
  const rows = await tx
    .selectFrom('number')
    .selectAll()
    .where('waba_id', '=', wabaId)
    .where('app', '=', app)
    .where('unlinked_at', 'is', null)
    .execute()
  const numbers = rows
    .map(numberOf)
    .filter(({ displayPhone }) => digits === undefined || displayPhone.replace(/\D/g, '') === digits)
  for (const number of numbers) {
    const told = { throughput, messagingLimit, quality }
    const news = Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined))
    await noteSeen(tx, number, { ...number, ...news }, now)
  }
  return numbers
}

/** Every sealed token there is, of all accounts. */
export async function listSealedTokens(db: Db): Promise<readonly LinkedNumber[]> {
  const rows = await db.selectFrom('number').selectAll().where('unlinked_at', 'is', null).execute()
  return rows.map(numberOf)
}

/** Puts another box in the place of a token's, unless the token was changed meanwhile; false then. */
export async function reseal(tx: Db, number: LinkedNumber, tokenSealed: string): Promise<boolean> {
  const { numUpdatedRows } = await ofNumber(tx, number)
    .set({ token_sealed: tokenSealed })
    .where('token_sealed', '=', number.tokenSealed)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

function linked(db: Db, key: AccountKey) {
  return db.selectFrom('number').selectAll().where(inAccount(key)).where('unlinked_at', 'is', null)
}

function ofId(query: ReturnType<typeof linked>, phoneNumberId: string) {
  return query.where('phone_number_id', '=', phoneNumberId).executeTakeFirst()
}

function ofNumber(tx: Db, number: LinkedNumber) {
  return tx.updateTable('number').where(inAccount(number)).where('phone_number_id', '=', number.phoneNumberId)
}

function unlinked(now: Temporal.Instant) {
  return { unlinked_at: toMs(now), token_sealed: '', token_expires_at: null, is_default: 0 } as const
}

function seenColumns(
  { quality, messagingLimit, throughput, status, portfolioId }: SeenOfNumber,
  now: Temporal.Instant,
) {
  return {
    quality: quality ?? null,
    messaging_limit: messagingLimit ?? null,
    throughput: throughput ?? null,
    status: status ?? null,
    seen_at: toMs(now),
    portfolio_id: portfolioId ?? null,
  }
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
    tokenExpiresAt: row.token_expires_at === null ? undefined : fromMs(row.token_expires_at),
    quality: row.quality ?? undefined,
    messagingLimit: row.messaging_limit ?? undefined,
    throughput: row.throughput ?? undefined,
    status: row.status ?? undefined,
    seenAt: row.seen_at === null ? undefined : fromMs(row.seen_at),
    portfolioId: row.portfolio_id ?? undefined,
    isDefault: row.is_default === 1,
  }
}
