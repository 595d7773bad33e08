import { sql } from 'kysely'
import { beforeEach, expect, test } from 'vitest'
import { allowPhone, listAllowed } from '../../server/store/allowed-phones.ts'
import { type Db, inSavepoint, inTransaction } from '../../server/store/database.ts'
import { bodega, now, openStockroom } from '../store/stockroom.ts'

const [maya, ana, eve] = ['+34600000001', '+34600000002', '+34600000003'] as const

let db: Db
beforeEach(async () => {
  db = await openStockroom()
})

function allow(phone: string, more: () => Promise<unknown> = async () => undefined): Promise<string> {
  return inTransaction(db, async (tx) => {
    await allowPhone(tx, bodega, phone, now)
    await more()
    return phone
  })
}

async function outage() {
  throw new Error('the power went out')
}

async function outcomesOf(works: readonly Promise<string>[]): Promise<readonly string[]> {
  const settled = await Promise.allSettled(works)
  return settled.map((one) => (one.status === 'fulfilled' ? one.value : String(one.reason)))
}

test('transactions that come in together are told of their own fate each', async () => {
  const works = [allow(ana, outage), allow(maya), allow(ana, outage), allow(eve)]
  const lost = 'Error: the power went out'
  expect(await outcomesOf(works)).toEqual([lost, maya, lost, eve])
  expect(await listAllowed(db, bodega)).toEqual([maya, eve])
})

test('one sees what those before it did, and nothing of those that failed', async () => {
  const works = [allow(maya), allow(ana, outage), inTransaction(db, (tx) => listAllowed(tx, bodega))]
  const [, , seen] = await Promise.allSettled(works)
  expect(seen).toEqual({ status: 'fulfilled', value: [maya] })
})

test('more than fit into one are all done, in the order they came in', async () => {
  const phones = Array.from({ length: 100 }, (_, nth) => `+346000001${String(nth).padStart(2, '0')}`)
  expect(await outcomesOf(phones.map((phone) => allow(phone)))).toEqual(phones)
  expect(await listAllowed(db, bodega)).toEqual(phones)
})

test('a part that fails in one of several leaves the rest of it', async () => {
  const inParts = inTransaction(db, async (tx) => {
    await allowPhone(tx, bodega, ana, now)
    await inSavepoint(tx, () => allowPhone(tx, bodega, eve, now).then(outage)).catch(() => undefined)
  })
  await Promise.all([allow(maya), inParts])
  expect(await listAllowed(db, bodega)).toEqual([maya, ana])
})

test('when the whole transaction is undone, as by a full disk, none of those in it counts as done', async () => {
  const before = allow(maya)
  const full = inTransaction(db, async (tx) => {
    await sql`rollback`.execute(tx)
    throw new Error('the disk is full')
  })
  const works = [before, full, allow(eve)]
  expect(await outcomesOf(works)).toEqual(['Error: the disk is full', 'Error: the disk is full', eve])
  expect(await listAllowed(db, bodega)).toEqual([eve])
})

test('when not even a transaction can begin, whoever waits for one is told', async () => {
  await db.destroy()
  const lost = /driver has already been destroyed|not open/
  await expect(allow(maya)).rejects.toThrow(lost)
  await expect(Promise.all([allow(ana), allow(eve)])).rejects.toThrow(lost)
})

test('a part that was undone with all before it, as by a full disk, fails by its cause', async () => {
  const inParts = inTransaction(db, async (tx) => {
    await allowPhone(tx, bodega, maya, now)
    await inSavepoint(tx, async () => {
      await sql`rollback`.execute(tx)
      throw new Error('the disk is full')
    })
  })
  await expect(inParts).rejects.toThrow('the disk is full')
  expect(await listAllowed(db, bodega)).toEqual([])
})
