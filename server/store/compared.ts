import type { AccountKey } from '../domain/account.ts'
import type { Compared } from '../domain/lift.ts'
import type { Side } from '../domain/situation.ts'
import type { Db } from './database.ts'
import { inAccount } from './keys.ts'

/**
 * How many shoppers of each side paid, in flows that keep to the hold-out. A shopper counts once, with the first
 * enrollment that came to it: a later one may be as it is because of what was sent before.
 */
export async function countSides(
  db: Db,
  key: AccountKey,
  flows: readonly string[],
): Promise<Readonly<Record<Side, Compared>>> {
  const eligible = db
    .selectFrom('enrollment')
    .select(['environment', 'account_id', 'id', 'side'])
    .select((eb) =>
      eb.fn
        .agg<number>('row_number')
        .over((over) => over.partitionBy('shopper_id').orderBy('eligible_at').orderBy('id'))
        .as('place'),
    )
    .where(inAccount(key))
    .where('eligible_at', 'is not', null)
    .where('flow', 'in', flows)
  const rows = await db
    .selectFrom(eligible.as('first'))
    .leftJoin('recovery', (join) =>
      join
        .onRef('recovery.environment', '=', 'first.environment')
        .onRef('recovery.account_id', '=', 'first.account_id')
        .onRef('recovery.enrollment_id', '=', 'first.id'),
    )
    .select('first.side')
    .select((eb) => [
      eb.fn.countAll<number>().as('shoppers'),
      eb.fn.sum<number>(eb.case().when('recovery.amount', '>', 0).then(1).else(0).end()).as('paid'),
    ])
    .where('place', '=', 1)
    .groupBy('first.side')
    .execute()
  const of = (side: Side) => {
    const row = rows.find((one) => one.side === side)
    return { shoppers: Number(row?.shoppers ?? 0), paid: Number(row?.paid ?? 0) }
  }
  return { treated: of('treated'), 'held-out': of('held-out') }
}
