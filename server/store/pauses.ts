import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { AccountKey } from '../domain/account.ts'
import { type PauseCause, type PausePlace, type PauseState, restMinutesOf } from '../domain/pauses.ts'
import { liftAlarm, raiseAlarm } from './alarms.ts'
import { held, notTaken } from './claim.ts'
import { reading } from './composed.ts'
import type { Db, Tx } from './database.ts'
import { accountOf, inAccount, keyColumns } from './keys.ts'
import { wakeNudges } from './nudges.ts'
import type { PauseTable } from './schema.ts'
import { fromMs, toMs } from './time.ts'

/** Something Meta refuses as a whole, until it is looked at again. */
export type Pause = AccountKey &
  PausePlace &
  PauseCause & {
    readonly state: PauseState
    /** The number by which Meta is asked whether it is mended. */
    readonly phoneNumberId: string
    readonly restMinutes: number
    readonly tries: number
    readonly until: Temporal.Instant
  }

/** A refusal of something as a whole. */
export type NewPause = PausePlace &
  PauseCause & {
    readonly state: PauseState
    readonly phoneNumberId: string
    readonly restMinutes: number
    /** What Meta said. */
    readonly detail: string
  }

/**
 * Pauses something and raises the alarm. What rests already rests on as it was; a trial that failed rests for longer than
 * the time before. Returns until when.
 */
export async function addPause(
  tx: Tx,
  key: AccountKey,
  { detail, ...wanted }: NewPause,
  now: Temporal.Instant,
): Promise<Temporal.Instant> {
  await raiseAlarm(tx, key, { kind: wanted.alarm, about: wanted.about, detail }, now)
  const query = tx.selectFrom('pause').selectAll().where(isAt(key, wanted))
  const known = await held(tx, query, 'pause').executeTakeFirst()
  if (!known) return insertPause(tx, key, wanted, now)
  if (wanted.state === 'trial' || known.state === 'paused') return fromMs(known.until)
  return restAgain(tx, pauseOf(known), now)
}

async function insertPause(
  tx: Tx,
  key: AccountKey,
  { scope, about, state, code, alarm, phoneNumberId, restMinutes }: Omit<NewPause, 'detail'>,
  now: Temporal.Instant,
): Promise<Temporal.Instant> {
  const until = now.add({ minutes: restMinutes })
  await tx
    .insertInto('pause')
    .values({
      ...keyColumns(key),
      ...{ scope, about, state, code, alarm, tries: 1 },
      phone_number_id: phoneNumberId,
      rest_minutes: restMinutes,
      since: toMs(now),
      until: toMs(until),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return until
}

/** Lets something rest on, for longer than the time before; returns until when. */
export async function restAgain(tx: Tx, pause: Pause, now: Temporal.Instant): Promise<Temporal.Instant> {
  const tries = pause.tries + 1
  const until = now.add({ minutes: restMinutesOf(pause.restMinutes, tries) })
  await tx
    .updateTable('pause')
    .set({ state: 'paused', tries, until: toMs(until) })
    .where(isAt(pause, pause))
    .execute()
  return until
}

/** Lets messages go this way again, on trial until then; those that waited for it are due at once. */
export async function tryAgain(
  tx: Tx,
  pause: Pause,
  until: Temporal.Instant,
  now: Temporal.Instant,
): Promise<void> {
  await tx
    .updateTable('pause')
    .set({ state: 'trial', until: toMs(until) })
    .where(isAt(pause, pause))
    .execute()
  await wakeNudges(tx, pause, { until: pause.until }, now)
}

/** Ends a pause, lifts its alarm, and has what waited for it due at once. */
export async function endPause(tx: Tx, pause: Pause, now: Temporal.Instant): Promise<void> {
  await tx.deleteFrom('pause').where(isAt(pause, pause)).execute()
  await liftAlarm(tx, pause, { kind: pause.alarm, about: pause.about }, now)
  if (pause.state === 'paused') await wakeNudges(tx, pause, { until: pause.until }, now)
}

/** Ends what rests because of a number or its account, and lifts the alarms: the number was linked anew. */
export async function endPausesOf(
  tx: Tx,
  key: AccountKey,
  { phoneNumberId, wabaId }: { readonly phoneNumberId: string; readonly wabaId: string },
  now: Temporal.Instant,
): Promise<void> {
  const places = [
    { scope: 'account', about: wabaId },
    { scope: 'number', about: phoneNumberId },
  ] as const
  for (const pause of await readPauses(tx, key, places)) await endPause(tx, pause, now)
}

/** Which of these places are paused or on trial. */
export async function readPauses(
  db: Db,
  key: AccountKey,
  places: readonly PausePlace[],
): Promise<readonly Pause[]> {
  if (places.length === 0) return []
  const { environment, accountId } = key
  const rows = await pausesAbout(db, { environment, accountId, abouts: places.map(({ about }) => about) })
  const isAsked = (row: PauseTable) =>
    places.some(({ scope, about }) => row.scope === scope && row.about === about)
  return rows.filter(isAsked).map(pauseOf)
}

const pausesAbout = reading((db, given: AccountKey & { readonly abouts: readonly string[] }) =>
  db.selectFrom('pause').selectAll().where(inAccount(given)).where('about', 'in', given.abouts),
)

/** Whether anything of an account is on trial, so that messages that get through prove something. */
export async function isAnyOnTrial(db: Db, { environment, accountId }: AccountKey): Promise<boolean> {
  return (await onTrial(db, { environment, accountId })).length > 0
}

const onTrial = reading((db, key: AccountKey) =>
  db.selectFrom('pause').select('about').where(inAccount(key)).where('state', '=', 'trial').limit(1),
)

/** Takes pauses whose rest or trial is over, for `leaseMs`; messages wait as long. */
export async function claimPauses(
  db: Db,
  { limit, leaseMs }: { readonly limit: number; readonly leaseMs: number },
  now: Temporal.Instant,
): Promise<readonly Pause[]> {
  const due = db
    .selectFrom('pause')
    .select(['environment', 'account_id', 'scope', 'about'])
    .where('until', '<=', toMs(now))
    .orderBy('until')
    .limit(limit)
  const rows = await db
    .with('due', () => notTaken(db, due))
    .updateTable('pause')
    .set({ until: toMs(now) + leaseMs })
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('due')
          .select('due.about')
          .whereRef('due.environment', '=', 'pause.environment')
          .whereRef('due.account_id', '=', 'pause.account_id')
          .whereRef('due.scope', '=', 'pause.scope')
          .whereRef('due.about', '=', 'pause.about'),
      ),
    )
    .returningAll()
    .execute()
  return rows.map(pauseOf)
}

/** When the next pause is looked at; undefined when nothing is paused. */
export async function nextPauseAt(db: Db): Promise<number | undefined> {
  const [row] = await nextToEnd(db, {})
  return row?.until
}

const nextToEnd = reading((db) => db.selectFrom('pause').select('until').orderBy('until').limit(1))

function isAt(key: AccountKey, { scope, about }: PausePlace): RawBuilder<SqlBool> {
  return sql<SqlBool>`${inAccount(key)} and scope = ${scope} and about = ${about}`
}

function pauseOf(row: PauseTable): Pause {
  const { scope, about, state, code, alarm, tries } = row
  return {
    ...accountOf(row),
    ...{ scope, about, state, code, alarm, tries },
    phoneNumberId: row.phone_number_id,
    restMinutes: row.rest_minutes,
    until: fromMs(row.until),
  }
}
