import { sql } from 'kysely'
import type { AccountKey } from '../domain/account.ts'
import type { Enrollment, Nudge, NudgeState } from '../domain/enrollment.ts'
import { newId } from '../domain/ids.ts'
import { notTaken } from './claim.ts'
import { reading, writing } from './composed.ts'
import type { Db, Tx } from './database.ts'
import { accountOf, inAccount, keyColumns, type Named, named, sameAccount } from './keys.ts'
import type { NudgeTable } from './schema.ts'
import { fromMs, toMs } from './time.ts'

/** A nudge as planned: its step, its text, and when it is of use. */
export type PlannedNudge = Pick<Nudge, 'step' | 'template' | 'delayMinutes' | 'dueAt' | 'uselessAt'> & {
  /** What is worth more goes first when not all may go; nothing when absent. */
  readonly weight?: number
}

/** A nudge taken by one worker for a while. */
export type ClaimedNudge = Nudge & { readonly leaseId: string }

/** Writes the nudges of an enrollment, all scheduled. */
export async function addNudges(
  tx: Db,
  enrollment: Enrollment,
  planned: readonly PlannedNudge[],
  now: Temporal.Instant,
): Promise<readonly Nudge[]> {
  const rows = await tx
    .insertInto('nudge')
    .values(
      planned.map((nudge) => ({
        id: newId(now),
        ...keyColumns(enrollment),
        enrollment_id: enrollment.id,
        step: nudge.step,
        template: nudge.template,
        delay_minutes: nudge.delayMinutes,
        due_at: toMs(nudge.dueAt),
        useless_at: toMs(nudge.uselessAt),
        next_at: toMs(nudge.dueAt),
        state: 'scheduled' as const,
        attempts: 0,
        weight: nudge.weight ?? 0,
      })),
    )
    .returningAll()
    .execute()
  return rows.map(nudgeOf)
}

const inSteps = reading((db, enrollment: Named) =>
  db
    .selectFrom('nudge')
    .selectAll()
    .where(inAccount(enrollment))
    .where('enrollment_id', '=', enrollment.id)
    .orderBy('step'),
)

/** The nudges of an enrollment in the order of their steps. */
export async function nudgesOf(db: Db, enrollment: Enrollment): Promise<readonly Nudge[]> {
  return (await inSteps(db, named(enrollment, enrollment.id))).map(nudgeOf)
}

/** The nudge that was planned last for a shopper, in whatever flow; undefined when there never was one. */
export async function lastNudge(db: Db, key: AccountKey, shopperId: string): Promise<Nudge | undefined> {
  const row = await db
    .selectFrom('enrollment')
    .innerJoin('nudge', (join) =>
      join.on(sameAccount('nudge', 'enrollment')).onRef('nudge.enrollment_id', '=', 'enrollment.id'),
    )
    .selectAll('nudge')
    .where(inAccount(key, 'enrollment'))
    .where('enrollment.shopper_id', '=', shopperId)
    .orderBy('nudge.id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row && nudgeOf(row)
}

const ofId = reading((db, given: Named) =>
  db.selectFrom('nudge').selectAll().where(inAccount(given)).where('id', '=', given.id),
)

/** The nudge of this id in this account. */
export async function nudgeById(db: Db, key: AccountKey, id: string): Promise<Nudge | undefined> {
  const [row] = await ofId(db, named(key, id))
  return row && nudgeOf(row)
}

/** Moves a nudge that has not been handed to Meta to another time of its own, or gives it another text. */
export async function replan(
  tx: Db,
  nudge: Nudge,
  { dueAt, uselessAt, template }: Pick<Nudge, 'dueAt' | 'uselessAt' | 'template'>,
): Promise<Nudge> {
  const hasMoved = Temporal.Instant.compare(dueAt, nudge.dueAt) !== 0
  await tx
    .updateTable('nudge')
    .set({
      template,
      due_at: toMs(dueAt),
      useless_at: toMs(uselessAt),
      ...(hasMoved && !nudge.hastenedAt ? { next_at: toMs(dueAt) } : {}),
    })
    .where(inAccount(nudge))
    .where('id', '=', nudge.id)
    .where('state', '=', 'scheduled')
    .execute()
  return { ...nudge, dueAt, uselessAt, template }
}

/** The flows of other enrollments that have something due for this shopper at this moment. */
export async function flowsDueNow(
  db: Db,
  { id, shopperId, ...key }: Enrollment,
  now: Temporal.Instant,
): Promise<readonly string[]> {
  const rows = await otherDue(db, { ...named(key, id), shopperId, now: toMs(now) })
  return rows.map(({ flow }) => flow)
}

const otherDue = reading((db, given: Named & { readonly shopperId: string; readonly now: number }) =>
  db
    .selectFrom('enrollment')
    .select('enrollment.flow')
    .where(inAccount(given, 'enrollment'))
    .where('enrollment.shopper_id', '=', given.shopperId)
    .where('enrollment.ending', 'is', null)
    .where('enrollment.id', '<>', given.id)
    // Joined with them, SQLite would begin with the nudges of the whole account.
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('nudge')
          .select('nudge.id')
          .where(sameAccount('nudge', 'enrollment'))
          .whereRef('nudge.enrollment_id', '=', 'enrollment.id')
          .where('nudge.state', '=', 'scheduled')
          .where(isDue(given.now))
          // One that waits for its turn has a later time and no lease; one in a worker's hands has both.
          .where(({ eb, or }) =>
            or([eb('nudge.next_at', '<=', given.now), eb('nudge.lease_id', 'is not', null)]),
          ),
      ),
    ),
)

/** How many nudges are weighed for each one that is taken. */
const weighedForOne = 8

/**
 * Takes nudges of an account that are due, for `leaseMs`: of those that have waited longest the ones worth most. A lease
 * that runs out without a send row makes the nudge due again.
 */
export async function claimDue(
  db: Db,
  key: AccountKey,
  { limit, leaseMs }: { readonly limit: number; readonly leaseMs: number },
  now: Temporal.Instant,
): Promise<readonly ClaimedNudge[]> {
  const dearest = await dearestDue(db, key, limit, now)
  if (dearest.length === 0) return []
  const leaseId = newId(now)
  const due = db
    .selectFrom('nudge')
    .select('id')
    .where('id', 'in', dearest)
    .where('state', '=', sql.lit('scheduled'))
    .where('next_at', '<=', toMs(now))
  const rows = await db
    .with('due', () => notTaken(db, due))
    .updateTable('nudge')
    .set({ lease_id: leaseId, next_at: toMs(now) + leaseMs })
    .where('id', 'in', (eb) => eb.selectFrom('due').select('id'))
    .returningAll()
    .execute()
  return rows.map((row) => ({ ...nudgeOf(row), leaseId }))
}

async function dearestDue(
  db: Db,
  key: AccountKey,
  limit: number,
  now: Temporal.Instant,
): Promise<readonly string[]> {
  const longest = await db
    .selectFrom('nudge')
    .select(['id', 'weight'])
    .where(inAccount(key))
    .where('state', '=', sql.lit('scheduled'))
    .where('next_at', '<=', toMs(now))
    .orderBy('next_at')
    .limit(limit * weighedForOne)
    .execute()
  return longest
    .toSorted((a, b) => b.weight - a.weight)
    .slice(0, limit)
    .map(({ id }) => id)
}

/**
 * What came sooner than nudges wait for: anything, what they wait for until exactly a moment, what these texts wait for, or
 * what a matter waits for.
 */
export type Awaited =
  | 'anything'
  | { readonly until: Temporal.Instant }
  | { readonly templates: readonly string[] }
  | { readonly enrollmentId: string }

/** Has what is overdue and waits for better times asked about at once, for what it may wait for has come. */
export async function wakeNudges(
  tx: Db,
  key: AccountKey,
  awaited: Awaited,
  now: Temporal.Instant,
): Promise<void> {
  let waiting = tx
    .updateTable('nudge')
    .set({ next_at: toMs(now) })
    .where(inAccount(key))
    .where('state', '=', sql.lit('scheduled'))
    .where('lease_id', 'is', null)
    .where(isDue(toMs(now)))
    .where('next_at', '>', toMs(now))
  if (awaited !== 'anything') {
    if ('until' in awaited) waiting = waiting.where('next_at', '=', toMs(awaited.until))
    if ('templates' in awaited) waiting = waiting.where('template', 'in', awaited.templates)
    if ('enrollmentId' in awaited) waiting = waiting.where('enrollment_id', '=', awaited.enrollmentId)
  }
  await waiting.execute()
}

/**
 * Turns a claimed nudge into one that is being sent. False when it is no longer mine: the lease was lost, or a
 * settlement cancelled it.
 */
export async function startSending(
  tx: Db,
  nudge: ClaimedNudge,
  leaseUntil: Temporal.Instant,
): Promise<boolean> {
  const { leaseId, attempts } = nudge
  const next = { nextAt: toMs(leaseUntil), attempts: attempts + 1 }
  return (await beginSending(tx, { ...named(nudge, nudge.id), leaseId, ...next })) > 0
}

type Begin = Named & { readonly leaseId: string; readonly nextAt: number; readonly attempts: number }

const beginSending = writing((db, mine: Begin) =>
  leasedBy(db, mine).set({ state: 'sending', next_at: mine.nextAt, attempts: mine.attempts }),
)

/** Puts a claimed nudge back until `nextAt`. */
export async function waitUntil(tx: Db, nudge: ClaimedNudge, nextAt: Temporal.Instant): Promise<boolean> {
  return changeMine(tx, nudge, { next_at: toMs(nextAt), lease_id: null })
}

/** Ends a claimed nudge without sending it. */
export async function skipClaimed(tx: Db, nudge: ClaimedNudge): Promise<boolean> {
  return changeMine(tx, nudge, { state: 'skipped', lease_id: null })
}

/** Skips a nudge that nobody has claimed. */
export async function skipScheduled(tx: Db, nudge: Nudge): Promise<void> {
  await setState(tx, nudge, { from: ['scheduled'], to: 'skipped' })
}

/** Moves a nudge between states; true when it stood in one of `from`. */
export async function setState(
  tx: Db,
  nudge: Pick<Nudge, 'environment' | 'accountId' | 'id'>,
  {
    from,
    to,
    nextAt,
    attempts,
  }: {
    readonly from: readonly NudgeState[]
    readonly to: NudgeState
    readonly nextAt?: Temporal.Instant
    readonly attempts?: number
  },
): Promise<boolean> {
  const kept = { nextAt: nextAt ? toMs(nextAt) : null, attempts: attempts ?? null }
  return (await moveState(tx, { ...named(nudge, nudge.id), from, to, ...kept })) > 0
}

type Move = Named & {
  readonly from: readonly NudgeState[]
  readonly to: NudgeState
  readonly nextAt: number | null
  readonly attempts: number | null
}

const moveState = writing((db, given: Move) =>
  db
    .updateTable('nudge')
    .set((eb) => ({
      state: given.to,
      lease_id: null,
      next_at: eb.fn.coalesce(sql<number>`cast(${given.nextAt} as bigint)`, 'next_at'),
      attempts: eb.fn.coalesce(sql<number>`cast(${given.attempts} as bigint)`, 'attempts'),
    }))
    .where(inAccount(given))
    .where('id', '=', given.id)
    .where('state', 'in', given.from),
)

/** Cancels every nudge of an enrollment that has not been handed to Meta; returns how many. */
export async function cancelWaiting(tx: Db, enrollment: Enrollment): Promise<number> {
  const { numUpdatedRows } = await tx
    .updateTable('nudge')
    .set({ state: 'cancelled', lease_id: null })
    .where(inAccount(enrollment))
    .where('enrollment_id', '=', enrollment.id)
    .where('state', '=', 'scheduled')
    .executeTakeFirst()
  return Number(numUpdatedRows)
}

/** Has a nudge that waits asked about at once, before its own time too; a worker that holds it does so now. */
export async function hasten(tx: Tx, nudge: Nudge, now: Temporal.Instant): Promise<void> {
  const isEarly = Temporal.Instant.compare(now, nudge.dueAt) < 0
  await tx
    .updateTable('nudge')
    .set((eb) => ({
      ...(isEarly ? { hastened_at: toMs(now) } : {}),
      next_at: eb.case().when('lease_id', 'is', null).then(toMs(now)).else(eb.ref('next_at')).end(),
    }))
    .where(inAccount(nudge))
    .where('id', '=', nudge.id)
    .where('state', '=', 'scheduled')
    .execute()
}

/** Whether a nudge is due: at its own time, or since a person asked for it. */
function isDue(nowMs: number) {
  return sql<boolean>`coalesce(nudge.hastened_at, nudge.due_at) <= ${nowMs}`
}

/** Nudges whose sender went away in the middle of the call: their lease ran out behind an open send. */
export async function abandonedSending(
  db: Db,
  limit: number,
  now: Temporal.Instant,
): Promise<readonly Nudge[]> {
  const rows = await leftSending(db, { now: toMs(now), limit })
  return rows.map(nudgeOf)
}

const leftSending = reading((db, given: { readonly now: number; readonly limit: number }) =>
  db
    .selectFrom('nudge')
    .selectAll()
    .where('state', '=', sql.lit('sending'))
    .where('next_at', '<=', given.now)
    .orderBy('next_at')
    .limit(given.limit),
)

/** When the next nudge is due. */
export async function nextNudgeAt(db: Db): Promise<number | undefined> {
  const [row] = await nextScheduled(db, {})
  return row?.next_at
}

const nextScheduled = reading((db) =>
  db
    .selectFrom('nudge')
    .select('next_at')
    .where('state', '=', sql.lit('scheduled'))
    .orderBy('next_at')
    .limit(1),
)

type Change = Partial<Pick<NudgeTable, 'state' | 'next_at' | 'lease_id'>>

async function changeMine(tx: Db, nudge: ClaimedNudge, change: Change): Promise<boolean> {
  const { numUpdatedRows } = await leasedBy(tx, nudge).set(change).executeTakeFirst()
  return numUpdatedRows > 0n
}

function leasedBy(db: Db, nudge: Named & { readonly leaseId: string }) {
  return db
    .updateTable('nudge')
    .where(inAccount(nudge))
    .where('id', '=', nudge.id)
    .where('state', '=', 'scheduled')
    .where('lease_id', '=', nudge.leaseId)
}

function nudgeOf(row: NudgeTable): Nudge {
  return {
    id: row.id,
    ...accountOf(row),
    enrollmentId: row.enrollment_id,
    step: row.step,
    template: row.template,
    delayMinutes: row.delay_minutes,
    dueAt: fromMs(row.due_at),
    hastenedAt: row.hastened_at === null ? undefined : fromMs(row.hastened_at),
    uselessAt: fromMs(row.useless_at),
    state: row.state,
    attempts: row.attempts,
  }
}
