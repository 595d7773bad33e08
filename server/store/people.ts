import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { type AccountKey, nameOfAccount } from '../domain/account.ts'
import type { Db } from './database.ts'
import { accountOf, inAccount } from './keys.ts'
import { listNumbers, type SeenOfNumber } from './numbers.ts'
import { firstIdOf } from './sends.ts'
import { toMs } from './time.ts'

/** A number of a business at Meta, whichever account here has linked it. */
export type PortfolioNumber = AccountKey &
  Pick<SeenOfNumber, 'messagingLimit' | 'throughput'> & {
    readonly phoneNumberId: string
    readonly wabaId: string
    /** Nothing is sent from it any more, but what was counts for a day. */
    readonly isUnlinked: boolean
  }

/**
 * The numbers Meta counts together, for each business an account has numbers of: those of one portfolio, and where that is
 * not known yet, of one WhatsApp Business Account. Some may be of other accounts, for Meta knows nothing of ours.
 */
export async function portfoliosOf(
  db: Db,
  key: AccountKey,
): Promise<readonly (readonly PortfolioNumber[])[]> {
  const own = await listNumbers(db, key)
  const groups = Map.groupBy(own, ({ portfolioId, wabaId }) => portfolioId ?? wabaId)
  const portfolios: (readonly PortfolioNumber[])[] = []
  for (const numbers of groups.values()) {
    const ids = numbers.flatMap(({ portfolioId }) => portfolioId ?? [])
    const wabas = numbers.map(({ wabaId }) => wabaId)
    portfolios.push(await numbersOfBusiness(db, { ids, wabas }))
  }
  return portfolios
}

async function numbersOfBusiness(
  db: Db,
  { ids, wabas }: { readonly ids: readonly string[]; readonly wabas: readonly string[] },
): Promise<readonly PortfolioNumber[]> {
  const rows = await db
    .selectFrom('number')
    .selectAll()
    .where(({ eb, or }) =>
      or([eb('waba_id', 'in', wabas), ...(ids.length > 0 ? [eb('portfolio_id', 'in', ids)] : [])]),
    )
    .execute()
  return rows.map((row) => ({
    ...accountOf(row),
    phoneNumberId: row.phone_number_id,
    wabaId: row.waba_id,
    messagingLimit: row.messaging_limit ?? undefined,
    throughput: row.throughput ?? undefined,
    isUnlinked: row.unlinked_at !== null,
  }))
}

/** How many people these numbers wrote to since then, each counted once. */
export async function countPeople(
  db: Db,
  numbers: readonly PortfolioNumber[],
  since: Temporal.Instant,
): Promise<number> {
  const { people } = await db
    .selectFrom('send')
    .select((eb) => eb.fn.count<number>('to_phone').distinct().as('people'))
    .where(inAnyAccount(numbers))
    .where(
      'phone_number_id',
      'in',
      numbers.map(({ phoneNumberId }) => phoneNumberId),
    )
    .where('id', '>=', firstIdOf(since))
    .where('outcome', '<>', 'refused')
    .executeTakeFirstOrThrow()
  return Number(people)
}

/** Longer than any lease of a nudge. */
const handsAtMostMs = 10 * 60_000

/** How many messages of the accounts of these numbers are in the hands of workers and not written down as sent yet. */
export async function countInHand(
  db: Db,
  numbers: readonly PortfolioNumber[],
  now: Temporal.Instant,
): Promise<number> {
  const { nudges } = await db
    .selectFrom('nudge')
    .select((eb) => eb.fn.countAll<number>().as('nudges'))
    .where(inAnyAccount(numbers))
    .where('state', '=', sql.lit('scheduled'))
    .where('next_at', '>', toMs(now))
    .where('next_at', '<=', toMs(now) + handsAtMostMs)
    .where('lease_id', 'is not', null)
    .executeTakeFirstOrThrow()
  return Number(nudges)
}

/** How many people the other accounts of these numbers have reserved for themselves. */
export async function reservedByOthers(
  db: Db,
  key: AccountKey,
  numbers: readonly PortfolioNumber[],
  now: Temporal.Instant,
): Promise<number> {
  const { room } = await db
    .selectFrom('sender_lease')
    .select((eb) => eb.fn.sum<number | null>('room').as('room'))
    .where(inAnyAccount(numbers))
    .where(sql<SqlBool>`not (${inAccount(key)})`)
    .where('room_until', '>', toMs(now))
    .executeTakeFirstOrThrow()
  return Number(room ?? 0)
}

/** Reserves so many people for an account, until then; what it had reserved before is forgotten. */
export async function reservePeople(
  tx: Db,
  key: AccountKey,
  { room, until }: { readonly room: number; readonly until: Temporal.Instant },
): Promise<void> {
  await tx
    .updateTable('sender_lease')
    .set({ room, room_until: toMs(until) })
    .where(inAccount(key))
    .execute()
}

function inAnyAccount(keys: readonly AccountKey[]): RawBuilder<SqlBool> {
  const accounts = new Map(keys.map((key) => [nameOfAccount(key), key]))
  const each = [...accounts.values()].map((key) => sql`(${inAccount(key)})`)
  return sql<SqlBool>`(${sql.join(each, sql` or `)})`
}
