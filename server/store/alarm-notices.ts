import type { AccountKey } from '../domain/account.ts'
import type { AlarmNews, AlarmWay } from '../domain/alarms.ts'
import { listWays } from './alarm-ways.ts'
import { notTaken } from './claim.ts'
import { reading } from './composed.ts'
import type { Db, Tx } from './database.ts'
import { accountOf, inAccount, keyColumns } from './keys.ts'
import type { AlarmNoticeTable } from './schema.ts'
import { fromNullableMs, toMs } from './time.ts'

/** News of one alarm that goes out by one way. */
export type Notice = AccountKey & {
  readonly alarmId: string
  readonly news: AlarmNews
  readonly way: AlarmWay
  /** Tries so far, the present one included. */
  readonly attempts: number
}

/** How telling went. */
export type Telling = Notice & {
  readonly toldAt: Temporal.Instant | undefined
  /** What went wrong at the last try. */
  readonly error: string | undefined
  /** No more tries are made. */
  readonly isOver: boolean
}

type News = { readonly alarmId: string; readonly news: AlarmNews }

/** Has news of an alarm go out by every way the account chose. */
export async function addNotices(tx: Tx, key: AccountKey, news: News, now: Temporal.Instant): Promise<void> {
  for (const { way } of await listWays(tx, key)) await addNotice(tx, key, { ...news, way }, now)
}

/** Has news of an alarm go out by one way; news that went out by it already is not told again. */
export async function addNotice(
  tx: Tx,
  key: AccountKey,
  { alarmId, news, way }: News & { readonly way: AlarmWay },
  now: Temporal.Instant,
): Promise<void> {
  const first = await tx
    .selectFrom('alarm_notice')
    .select('next_at')
    .where(inAccount(key))
    .where('alarm_id', '=', alarmId)
    .where('way', '=', way)
    .where('news', '=', 'raised')
    .executeTakeFirst()
  const next_at = Math.max(toMs(now), first?.next_at ?? 0)
  await tx
    .insertInto('alarm_notice')
    .values({ ...keyColumns(key), alarm_id: alarmId, news, way, next_at, attempts: 0 })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Takes notices that are due, for `leaseMs`. That an alarm lifted is told after that it was raised. */
export async function claimNotices(
  db: Db,
  { limit, leaseMs }: { readonly limit: number; readonly leaseMs: number },
  now: Temporal.Instant,
): Promise<readonly Notice[]> {
  const due = db
    .selectFrom('alarm_notice')
    .select(noticeKey)
    .where('next_at', 'is not', null)
    .where('next_at', '<=', toMs(now))
    .where(({ eb, or, not, exists, selectFrom }) =>
      or([
        eb('news', '=', 'raised'),
        not(
          exists(
            selectFrom('alarm_notice as first')
              .select('first.alarm_id')
              .whereRef('first.environment', '=', 'alarm_notice.environment')
              .whereRef('first.account_id', '=', 'alarm_notice.account_id')
              .whereRef('first.alarm_id', '=', 'alarm_notice.alarm_id')
              .whereRef('first.way', '=', 'alarm_notice.way')
              .where('first.news', '=', 'raised')
              .where('first.next_at', 'is not', null),
          ),
        ),
      ]),
    )
    .orderBy('next_at')
    .limit(limit)
  const rows = await db
    .with('due', () => notTaken(db, due))
    .updateTable('alarm_notice')
    .set((eb) => ({ next_at: toMs(now) + leaseMs, attempts: eb('attempts', '+', 1) }))
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('due')
          .select('due.alarm_id')
          .whereRef('due.environment', '=', 'alarm_notice.environment')
          .whereRef('due.account_id', '=', 'alarm_notice.account_id')
          .whereRef('due.alarm_id', '=', 'alarm_notice.alarm_id')
          .whereRef('due.news', '=', 'alarm_notice.news')
          .whereRef('due.way', '=', 'alarm_notice.way'),
      ),
    )
    .returningAll()
    .execute()
  return rows.map(noticeOf)
}

const noticeKey = [
  'alarm_notice.environment',
  'alarm_notice.account_id',
  'alarm_notice.alarm_id',
  'alarm_notice.news',
  'alarm_notice.way',
] as const

/** Notes that a notice went out. */
export async function markTold(db: Db, notice: Notice, now: Temporal.Instant): Promise<void> {
  await ofNotice(db, notice)
    .set({ told_at: toMs(now), next_at: null, error: null })
    .execute()
}

/**
 * Notes why a notice did not go out, and when it is tried again; undefined for never. News that comes after it waits as
 * long.
 */
export async function markNotTold(
  db: Db,
  notice: Notice,
  { error, nextAt }: { readonly error: string; readonly nextAt: Temporal.Instant | undefined },
): Promise<void> {
  const next_at = nextAt ? toMs(nextAt) : null
  await ofNotice(db, notice).set({ error, next_at }).execute()
  if (next_at !== null && notice.news === 'raised')
    await ofNotice(db, { ...notice, news: 'lifted' })
      .set({ next_at })
      .where('next_at', 'is not', null)
      .execute()
}

/** How the merchant was told of these alarms. */
export async function tellingsOf(
  db: Db,
  key: AccountKey,
  alarmIds: readonly string[],
): Promise<readonly Telling[]> {
  if (alarmIds.length === 0) return []
  const rows = await db
    .selectFrom('alarm_notice')
    .selectAll()
    .where(inAccount(key))
    .where('alarm_id', 'in', alarmIds)
    .execute()
  return rows.map((row) => ({
    ...noticeOf(row),
    toldAt: fromNullableMs(row.told_at),
    error: row.error ?? undefined,
    isOver: row.next_at === null,
  }))
}

/** When the next notice is due; undefined when none waits. */
export async function nextNoticeAt(db: Db): Promise<number | undefined> {
  const [row] = await nextToTell(db, {})
  return row?.next_at ?? undefined
}

const nextToTell = reading((db) =>
  db
    .selectFrom('alarm_notice')
    .select('next_at')
    .where('next_at', 'is not', null)
    .orderBy('next_at')
    .limit(1),
)

function ofNotice(db: Db, { alarmId, news, way, ...key }: Notice) {
  return db
    .updateTable('alarm_notice')
    .where(inAccount(key))
    .where('alarm_id', '=', alarmId)
    .where('news', '=', news)
    .where('way', '=', way)
}

function noticeOf(row: AlarmNoticeTable): Notice {
  return {
    ...accountOf(row),
    alarmId: row.alarm_id,
    news: row.news,
    way: row.way,
    attempts: row.attempts,
  }
}
