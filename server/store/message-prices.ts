import type { AccountKey } from '../domain/account.ts'
import type { Price } from '../domain/price.ts'
import { writing } from './composed.ts'
import type { Db } from './database.ts'
import { inAccount, keyColumns } from './keys.ts'
import type { MessagePriceTable } from './schema.ts'
import { toMs } from './time.ts'

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

/** How many messages of an account have each price. */
export async function countPrices(
  db: Db,
  key: AccountKey,
): Promise<readonly (Omit<Price, 'model'> & { readonly messages: number })[]> {
  const rows = await db
    .selectFrom('message_price')
    .select(['category', 'kind', 'billable'])
    .select((eb) => eb.fn.countAll<number>().as('messages'))
    .where(inAccount(key))
    .groupBy(['category', 'kind', 'billable'])
    .execute()
  return rows.map(({ category, kind, billable, messages }) => ({
    category,
    kind,
    isBillable: toldBillable(billable),
    messages: Number(messages),
  }))
}

/** What Meta told of whether a message is charged; undefined when it told nothing. */
export function toldBillable(billable: MessagePriceTable['billable']): boolean | undefined {
  return billable === null ? undefined : billable === 1
}
