import type { AccountKey } from '../domain/account.ts'
import { writing } from './composed.ts'
import type { Db } from './database.ts'
import { keyColumns } from './keys.ts'
import type { MessagePriceTable } from './schema.ts'
import { toMs } from './time.ts'

/** What Meta says a message counts as, in its own words; what it costs depends on that, the country and the month. */
export type Price = {
  readonly category: string
  /** `regular`, or why it is free. */
  readonly kind: string
  readonly model: string
  /** Undefined where Meta does not say: it means to leave that out. */
  readonly isBillable: boolean | undefined
}

/** Keeps what a message counts as; Meta tells it twice, and the first time counts. */
export async function keepPrice(
  tx: Db,
  key: AccountKey,
  { wamid, price }: { readonly wamid: string; readonly price: Price },
  at: Temporal.Instant,
): Promise<void> {
  const { category, kind, model, isBillable } = price
  const billable = isBillable === undefined ? null : isBillable ? (1 as const) : (0 as const)
  await add(tx, { ...keyColumns(key), wamid, category, kind, model, billable, told_at: toMs(at) })
}

const add = writing((db, row: MessagePriceTable) =>
  db
    .insertInto('message_price')
    .values(row)
    .onConflict((conflict) => conflict.columns(['environment', 'account_id', 'wamid']).doNothing()),
)
