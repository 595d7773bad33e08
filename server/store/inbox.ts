import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { AccountKey } from '../domain/account.ts'
import { newId } from '../domain/ids.ts'
import { notTaken } from './claim.ts'
import { reading } from './composed.ts'
import type { Db } from './database.ts'
import { inAccount } from './keys.ts'
import type { InboxTable } from './schema.ts'
import { toMs } from './time.ts'

/** A verified webhook as it came in. */
export type Received = Pick<
  InboxTable,
  'environment' | 'source' | 'account_id' | 'event_id' | 'type' | 'body'
> & {
  readonly receivedAt: Temporal.Instant
}

/** A row in the hands of one worker. */
export type InboxRow = Pick<
  InboxTable,
  | 'id'
  | 'environment'
  | 'source'
  | 'account_id'
  | 'event_id'
  | 'type'
  | 'body'
  | 'attempts'
  | 'first_tried_at'
> & { readonly leaseId: string }

/** How a row was dealt with. */
export type Stamp = {
  readonly state: 'handled' | 'ignored'
  readonly reason: string
  readonly subject?: string
  /** Nobody needs its body again. */
  readonly erasesBody?: boolean
}

/** What is taken: how many rows at most, for how long, of which kind, and of whom nothing. */
type Claim = {
  readonly limit: number
  readonly leaseMs: number
  readonly only: 'answers' | 'others'
  readonly notOf?: readonly string[]
}

/** Leases that ran out without a word before a row is suspected of ending its worker. */
const silencesOfSuspect = 3

/**
 * Takes rows that wait, oldest first, for `leaseMs`; a row whose lease runs out unstamped waits again. One that may have
 * ended its worker is taken alone, so that those taken with it are not blamed for that.
 */
export async function claimInbox(db: Db, claim: Claim, now: Temporal.Instant): Promise<readonly InboxRow[]> {
  const suspects = dueRows(db, claim, now)
    .where('attempts', '>=', sql.lit(silencesOfSuspect))
    .where('lease_id', 'is not', null)
    .limit(1)
  const alone = await take(db, suspects, claim, now)
  return alone.length > 0 ? alone : take(db, dueRows(db, claim, now).limit(claim.limit), claim, now)
}

function dueRows(db: Db, { only, notOf = [] }: Claim, now: Temporal.Instant) {
  return db
    .selectFrom('inbox')
    .select('id')
    .where('state', '=', sql.lit('waiting'))
    .where('type', only === 'answers' ? '=' : '<>', sql.lit('answers'))
    .where('next_at', '<=', toMs(now))
    .$if(notOf.length > 0, (due) => due.where('account_id', 'not in', notOf))
    .orderBy('next_at')
}

async function take(
  db: Db,
  due: ReturnType<typeof dueRows>,
  { leaseMs }: Claim,
  now: Temporal.Instant,
): Promise<readonly InboxRow[]> {
  const leaseId = newId(now)
  const rows = await db
    .with('due', () => notTaken(db, due))
    .updateTable('inbox')
    .set((eb) => ({
      lease_id: leaseId,
      next_at: toMs(now) + leaseMs,
      attempts: eb('attempts', '+', 1),
      first_tried_at: eb.fn.coalesce('first_tried_at', eb.val(toMs(now))),
    }))
    .where('id', 'in', (eb) => eb.selectFrom('due').select('id'))
    .returning([
      'id',
      'environment',
      'source',
      'account_id',
      'event_id',
      'type',
      'body',
      'attempts',
      'first_tried_at',
    ])
    .execute()
  return rows.toSorted((a, b) => (a.id < b.id ? -1 : 1)).map((row) => ({ ...row, leaseId }))
}

/** A row that ends its worker again and again must not hold every send back. */
const triesThatHold = 3

/** Whether something a shopper said waits for its first try, or is in the hands of a worker. */
export async function answersWait(db: Db): Promise<boolean> {
  return (await waitingAnswer(db, {})).length > 0
}

const waitingAnswer = reading((db) =>
  db
    .selectFrom('inbox')
    .select('id')
    .where('state', '=', sql.lit('waiting'))
    .where('type', '=', sql.lit('answers'))
    .where((eb) =>
      eb.or([
        eb('attempts', '=', 0),
        eb.and([eb('lease_id', 'is not', null), eb('attempts', '<=', triesThatHold)]),
      ]),
    )
    .limit(1),
)

/** What a body becomes that is of no more use: its id still tells a repeated one. */
const erasedBody = '{}'

/** Stamps rows of one lease with one outcome; false when the lease was lost to another worker. */
export async function stamp(
  tx: Db,
  rows: readonly InboxRow[],
  outcome: Stamp,
  now: Temporal.Instant,
): Promise<boolean> {
  const [first] = rows
  if (!first) return true
  const { numUpdatedRows } = await tx
    .updateTable('inbox')
    .set({
      state: outcome.state,
      reason: outcome.reason,
      subject: outcome.subject ?? null,
      lease_id: null,
      stamped_at: toMs(now),
      ...(outcome.erasesBody ? { body: erasedBody } : {}),
    })
    .where(
      'id',
      'in',
      rows.map((row) => row.id),
    )
    .where('lease_id', '=', first.leaseId)
    .executeTakeFirst()
  return Number(numUpdatedRows) === rows.length
}

/** How many rows about these subjects have been stamped: it changes whenever another worker has dealt with one. */
export async function countStamped(db: Db, key: AccountKey, subjects: readonly string[]): Promise<number> {
  const { environment, accountId } = key
  const [row] = await stamped(db, { environment, accountId, subjects })
  return row?.count ?? 0
}

const stamped = reading((db, given: AccountKey & { readonly subjects: readonly string[] }) =>
  db
    .selectFrom('inbox')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where(inAccount(given))
    .where('subject', 'in', given.subjects),
)

/** Whether a row about one of these subjects was stamped at that time or later, by the clock of whoever stamped it. */
export async function wasStampedSince(
  db: Db,
  key: AccountKey,
  subjects: readonly string[],
  since: Temporal.Instant,
): Promise<boolean> {
  if (subjects.length === 0) return false
  const row = await db
    .selectFrom('inbox')
    .select('id')
    .where(inAccount(key))
    .where('subject', 'in', subjects)
    .where('stamped_at', '>=', toMs(since))
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Gives a failed row back, to be tried again at `nextAt`; `attempts` is how many tries are held against it. */
export async function putBack(
  db: Db,
  row: InboxRow,
  {
    error,
    attempts,
    nextAt,
  }: { readonly error: string; readonly attempts: number; readonly nextAt: Temporal.Instant },
): Promise<void> {
  await db
    .updateTable('inbox')
    .set({ reason: error, lease_id: null, attempts, next_at: toMs(nextAt) })
    .where('id', '=', row.id)
    .where('lease_id', '=', row.leaseId)
    .execute()
}

/** Gives back rows nobody has come to: they wait where they waited, and no try is held against them. */
export async function giveBack(db: Db, rows: readonly InboxRow[]): Promise<void> {
  for (const [leaseId, ofLease] of Map.groupBy(rows, (row) => row.leaseId)) {
    await db
      .updateTable('inbox')
      .set((eb) => ({
        lease_id: null,
        next_at: eb.ref('received_at'),
        attempts: eb('attempts', '-', 1),
        first_tried_at: eb.case().when('attempts', '>', 1).then(eb.ref('first_tried_at')).else(null).end(),
      }))
      .where(
        'id',
        'in',
        ofLease.map((row) => row.id),
      )
      .where('lease_id', '=', leaseId)
      .execute()
  }
}

/** The id of a body whose sender gives it none; a repeated one is the same to the byte. */
export function idOfBody(body: string): string {
  return createHash('sha256').update(body).digest('hex')
}

/** When the next waiting row is due. */
export async function nextInboxAt(db: Db): Promise<number | undefined> {
  const [row] = await nextWaiting(db, {})
  return row?.next_at
}

const nextWaiting = reading((db) =>
  db
    .selectFrom('inbox')
    .select('next_at')
    .where('state', '=', sql.lit('waiting'))
    .orderBy('next_at')
    .limit(1),
)
