import type { AccountKey } from '../domain/account.ts'
import { reading, writing } from './composed.ts'
import type { Db } from './database.ts'
import { idOfBody } from './inbox.ts'
import { accountOf, inAccount, keyColumns, sameAccount } from './keys.ts'
import { toMs } from './time.ts'

/** A report about a message we do not know yet: it came before the send's own answer, and named no id of ours. */
export type ParkedReport = AccountKey & {
  readonly id: string
  readonly app: string
  /** The body as Meta would have sent it with this report only. */
  readonly body: string
}

/** Keeps a report until its message is known; the same one is kept once. */
export async function park(
  tx: Db,
  key: AccountKey,
  { app, wamid, body }: { readonly app: string; readonly wamid: string; readonly body: string },
  now: Temporal.Instant,
): Promise<void> {
  await tx
    .insertInto('parked_report')
    .values({ ...keyColumns(key), id: idOfBody(body), app, wamid, body, parked_at: toMs(now) })
    .onConflict((conflict) => conflict.columns(['environment', 'account_id', 'id']).doNothing())
    .execute()
}

/** The reports whose messages are known by now. */
export async function findMatched(db: Db, limit: number): Promise<readonly ParkedReport[]> {
  const rows = await matched(db, { limit })
  return rows.map(({ id, app, body, ...row }) => ({ ...accountOf(row), id, app, body }))
}

const matched = reading((db, given: { readonly limit: number }) =>
  db
    .selectFrom('parked_report')
    .select(['environment', 'account_id', 'id', 'app', 'body'])
    .where(({ exists, or, selectFrom }) =>
      or([
        exists(
          selectFrom('send')
            .select('send.id')
            .where(sameAccount('send', 'parked_report'))
            .whereRef('send.wamid', '=', 'parked_report.wamid'),
        ),
        exists(
          selectFrom('answer')
            .select('answer.id')
            .where(sameAccount('answer', 'parked_report'))
            .whereRef('answer.wamid', '=', 'parked_report.wamid'),
        ),
      ]),
    )
    .orderBy('parked_at')
    .limit(given.limit),
)

/** Lets go of a report; false when another worker did. */
export async function unpark(tx: Db, parked: ParkedReport): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('parked_report')
    .where(inAccount(parked))
    .where('id', '=', parked.id)
    .executeTakeFirst()
  return numDeletedRows > 0n
}

/** Lets go of what was parked before then: its messages are none of ours. Returns how many. */
export function forgetParked(db: Db, before: Temporal.Instant): Promise<number> {
  return forgetting(db, { before: toMs(before) })
}

const forgetting = writing((db, given: { readonly before: number }) =>
  db.deleteFrom('parked_report').where('parked_at', '<', given.before),
)
