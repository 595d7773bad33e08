import type { AccountKey } from '../domain/account.ts'
import type { Alarm, AlarmKind, AlarmNews } from '../domain/alarms.ts'
import { newId } from '../domain/ids.ts'
import { addNotices } from './alarm-notices.ts'
import type { Db, Tx } from './database.ts'
import { accountOf, inAccount, keyColumns } from './keys.ts'
import type { AlarmTable } from './schema.ts'
import { fromMs, fromNullableMs, toMs } from './time.ts'

/** What an alarm is known by: of each at most one is open in an account. */
export type AlarmName = { readonly kind: AlarmKind; readonly about: string }

/** Raises an alarm and has the merchant told; false when the same one is open already, which stays as it was. */
export async function raiseAlarm(
  tx: Tx,
  key: AccountKey,
  { kind, about, detail }: AlarmName & { readonly detail?: string | undefined },
  now: Temporal.Instant,
): Promise<boolean> {
  const row = await tx
    .insertInto('alarm')
    .values({ ...keyColumns(key), id: newId(now), kind, about, detail: detail ?? null, raised_at: toMs(now) })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (row) await addNotices(tx, key, { alarmId: row.id, news: 'raised' }, now)
  return row !== undefined
}

/** Lifts an alarm whose cause is gone and has the merchant told; false when it was not open. */
export async function liftAlarm(
  tx: Tx,
  key: AccountKey,
  { kind, about }: AlarmName,
  now: Temporal.Instant,
): Promise<boolean> {
  const row = await tx
    .updateTable('alarm')
    .set({ lifted_at: toMs(now) })
    .where(inAccount(key))
    .where('kind', '=', kind)
    .where('about', '=', about)
    .where('lifted_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (row) await addNotices(tx, key, { alarmId: row.id, news: 'lifted' }, now)
  return row !== undefined
}

/** The open alarms of these kinds in an account. */
export async function openAlarms(
  db: Db,
  key: AccountKey,
  kinds: readonly AlarmKind[],
): Promise<readonly AlarmName[]> {
  return db
    .selectFrom('alarm')
    .select(['kind', 'about'])
    .where(inAccount(key))
    .where('kind', 'in', kinds)
    .where('lifted_at', 'is', null)
    .execute()
}

/** When an alarm lifted last; undefined when it never did. */
export async function lastLiftedAt(
  db: Db,
  key: AccountKey,
  { kind, about }: AlarmName,
): Promise<Temporal.Instant | undefined> {
  const row = await db
    .selectFrom('alarm')
    .select((eb) => eb.fn.max('lifted_at').as('at'))
    .where(inAccount(key))
    .where('kind', '=', kind)
    .where('about', '=', about)
    .executeTakeFirst()
  return row?.at === null || row?.at === undefined ? undefined : fromMs(Number(row.at))
}

/** The open alarms of an account, and the latest that lifted, newest first. */
export async function listAlarms(db: Db, key: AccountKey, limit: number): Promise<readonly Alarm[]> {
  const rows = await db
    .selectFrom('alarm')
    .selectAll()
    .where(inAccount(key))
    .orderBy((eb) => eb.case().when('lifted_at', 'is', null).then(0).else(1).end())
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(alarmOf)
}

/** The alarm of this id in this account. */
export async function alarmById(db: Db, key: AccountKey, id: string): Promise<Alarm | undefined> {
  const row = await db
    .selectFrom('alarm')
    .selectAll()
    .where(inAccount(key))
    .where('id', '=', id)
    .executeTakeFirst()
  return row && alarmOf(row)
}

function alarmOf(row: AlarmTable): Alarm {
  return {
    ...accountOf(row),
    id: row.id,
    kind: row.kind,
    about: row.about,
    detail: row.detail ?? undefined,
    raisedAt: fromMs(row.raised_at),
    liftedAt: fromNullableMs(row.lifted_at),
  }
}

/** When news of an alarm came about. */
export function newsAt(alarm: Alarm, news: AlarmNews): Temporal.Instant {
  return news === 'lifted' ? (alarm.liftedAt ?? alarm.raisedAt) : alarm.raisedAt
}
