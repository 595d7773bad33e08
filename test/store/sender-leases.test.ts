import { expect, test } from 'vitest'
import type { AccountKey } from '../../server/domain/account.ts'
import { saveAccount } from '../../server/store/accounts.ts'
import type { Db } from '../../server/store/database.ts'
import { accountsDue } from '../../server/store/sender-leases.ts'
import { bakery, bodega, bodegaAccount, bodegaSandbox, enrollMaya, now, openStockroom } from './stockroom.ts'

/** Three accounts with something due, two of them one merchant's. */
async function threeDue(): Promise<Db> {
  const db = await openStockroom()
  for (const key of [bodega, bodegaSandbox, bakery]) {
    await saveAccount(db, { ...bodegaAccount, ...key }, now)
    await enrollMaya(db, {}, key)
  }
  return db
}

/** The accounts served in so many turns with room for so many each. */
async function served(db: Db, turns: number, limit: number): Promise<readonly AccountKey[]> {
  const all: AccountKey[] = []
  for (let turn = 0; turn < turns; turn += 1)
    all.push(...(await accountsDue(db, { after: all.at(-1), limit }, now)))
  return all
}

test.each([
  [3, 1],
  [2, 2],
  [1, 3],
])(
  'in %i turns of %i accounts each has its turn, also one account in two environments',
  async (turns, limit) => {
    const accounts = await served(await threeDue(), turns, limit)

    expect(new Set(accounts.slice(0, 3).map((key) => JSON.stringify(key))).size).toBe(3)
  },
)

test('what is not due has no turn', async () => {
  const db = await threeDue()

  expect(await accountsDue(db, { after: bodega, limit: 10 }, now.subtract({ minutes: 1 }))).toEqual([])
})
