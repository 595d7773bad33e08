import type { AccountKey } from '../domain/account.ts'
import { reading } from './composed.ts'
import type { Db } from './database.ts'
import { toMs } from './time.ts'

/** How long nobody else does a duty that one worker has taken. */
export type Taking = { readonly name: string; readonly leaseMs: number }

/** Takes a duty that is due, for one worker alone; false when it is not due, or another one has it. */
export async function takeDuty(db: Db, { name, leaseMs }: Taking, now: Temporal.Instant): Promise<boolean> {
  const next_at = toMs(now) + leaseMs
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('duty')
    .values({ name, next_at })
    .onConflict((conflict) =>
      conflict.column('name').doUpdateSet({ next_at }).where('duty.next_at', '<=', toMs(now)),
    )
    .executeTakeFirst()
  return (numInsertedOrUpdatedRows ?? 0n) > 0n
}

/** Puts a duty off until it is due again. */
export async function endDuty(db: Db, name: string, nextAt: Temporal.Instant): Promise<void> {
  await db
    .updateTable('duty')
    .set({ next_at: toMs(nextAt) })
    .where('name', '=', name)
    .execute()
}

/** When a duty is due next; undefined when it was never done. */
export async function dutyDueAt(db: Db, name: string): Promise<number | undefined> {
  const [row] = await duty(db, { name })
  return row?.next_at
}

const duty = reading((db, given: { readonly name: string }) =>
  db.selectFrom('duty').select('next_at').where('name', '=', given.name),
)

/** Work somebody asked for, about one account; `what` is its name without the account. */
export type Asked = AccountKey & { readonly name: string; readonly leasedUntil: number }

/** Asks for a duty about one account, then or sooner if it was asked for already. */
export async function askForDuty(tx: Db, what: string, key: AccountKey, at: Temporal.Instant): Promise<void> {
  const next_at = toMs(at)
  await tx
    .insertInto('duty')
    .values({ name: nameFor(what, key), next_at })
    .onConflict((conflict) =>
      conflict.column('name').doUpdateSet({ next_at }).where('duty.next_at', '>', next_at),
    )
    .execute()
}

/** Takes the duties of this kind that were asked for and are due, for one worker alone. */
export async function takeAsked(
  db: Db,
  { what, limit, leaseMs }: { readonly what: string; readonly limit: number; readonly leaseMs: number },
  now: Temporal.Instant,
): Promise<readonly Asked[]> {
  const due = await soonestAsked(db, { ...kind(what), limit })
  const taken: Asked[] = []
  for (const { name, next_at } of due)
    if (next_at <= toMs(now) && (await takeDuty(db, { name, leaseMs }, now)))
      taken.push({ ...keyIn(name), name, leasedUntil: toMs(now) + leaseMs })
  return taken
}

/** Puts a duty that was asked for off until it is due again, unless it was asked for again meanwhile. */
export async function putOffAsked(
  db: Db,
  { name, leasedUntil }: Asked,
  nextAt: Temporal.Instant,
): Promise<void> {
  await db
    .updateTable('duty')
    .set({ next_at: toMs(nextAt) })
    .where('name', '=', name)
    .where('next_at', '=', leasedUntil)
    .execute()
}

/** Ends a duty that was asked for, unless it was asked for again meanwhile. */
export async function endAsked(db: Db, { name, leasedUntil }: Asked): Promise<void> {
  await db.deleteFrom('duty').where('name', '=', name).where('next_at', '=', leasedUntil).execute()
}

/** When the next duty of this kind is due; undefined when none was asked for. */
export async function nextAskedAt(db: Db, what: string): Promise<number | undefined> {
  const [row] = await soonestAsked(db, { ...kind(what), limit: 1 })
  return row?.next_at
}

const soonestAsked = reading(
  (db, given: { readonly from: string; readonly to: string; readonly limit: number }) =>
    db
      .selectFrom('duty')
      .select(['name', 'next_at'])
      .where('name', '>', given.from)
      .where('name', '<', given.to)
      .orderBy('next_at')
      .limit(given.limit),
)

/** Names begin with what they are, and `0` comes right after the slash. */
function kind(what: string) {
  return { from: `${what}/`, to: `${what}0` }
}

function nameFor(what: string, { environment, accountId }: AccountKey): string {
  return `${what}/${environment}/${accountId}`
}

function keyIn(name: string): AccountKey {
  const [, environment = '', accountId = ''] = name.split('/')
  return { environment: environment as AccountKey['environment'], accountId }
}
