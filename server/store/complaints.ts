import type { AccountKey } from '../domain/account.ts'
import type { Complaints } from '../domain/brake.ts'
import type { Db } from './database.ts'
import { inAccount, sameAccount } from './keys.ts'
import { firstIdOf } from './sends.ts'

/** Messages of an account by flow, and what came back on them, since then. `codes` are the errors that count. */
export async function countComplaints(
  db: Db,
  key: AccountKey,
  { since, codes }: { readonly since: Temporal.Instant; readonly codes: readonly number[] },
): Promise<Readonly<Record<string, Complaints>>> {
  const rows = await sentSince(db, key, since)
    .select('enrollment.flow')
    .select(({ eb, fn }) => [
      fn.countAll<number>().as('sent'),
      fn.sum<number>(eb.case().when('send.error_code', 'in', codes).then(1).else(0).end()).as('refused'),
    ])
    .groupBy('enrollment.flow')
    .execute()
  const stops = await sentSince(db, key, since)
    .innerJoin('consent', (join) =>
      join.on(sameAccount('consent', 'enrollment')).onRef('consent.shopper_id', '=', 'enrollment.shopper_id'),
    )
    .select('enrollment.flow')
    .select(({ fn }) => fn.count<number>('consent.shopper_id').distinct().as('stopped'))
    .where('consent.state', '=', 'withdrawn')
    .where('consent.source', 'in', ['shopper', 'meta'])
    .whereRef('consent.recorded_at', '>=', 'send.opened_at')
    .groupBy('enrollment.flow')
    .execute()
  const stopped = Object.fromEntries(stops.map((row) => [row.flow, Number(row.stopped)]))
  return Object.fromEntries(
    rows.map(({ flow, sent, refused }) => [
      flow,
      { sent: Number(sent), refused: Number(refused), stopped: stopped[flow] ?? 0 },
    ]),
  )
}

/** Ids are in the order of time, and the first key of a send; so the latest are found without an index of their own. */
function sentSince(db: Db, key: AccountKey, since: Temporal.Instant) {
  return db
    .selectFrom('send')
    .innerJoin('nudge', (join) =>
      join.on(sameAccount('nudge', 'send')).onRef('nudge.id', '=', 'send.nudge_id'),
    )
    .innerJoin('enrollment', (join) =>
      join.on(sameAccount('enrollment', 'nudge')).onRef('enrollment.id', '=', 'nudge.enrollment_id'),
    )
    .where(inAccount(key, 'send'))
    .where('send.id', '>=', firstIdOf(since))
    .where('send.outcome', '<>', 'refused')
}
