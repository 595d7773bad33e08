import { stat } from 'node:fs/promises'
import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { checkpointApart } from '../../server/store/checkpoints.ts'
import { type Db, fileOf, openDatabase } from '../../server/store/database.ts'
import { createKeeper } from '../../server/store/keeper.ts'
import { newSharedDatabaseUrl } from '../databases.ts'
import { received } from '../store/stockroom.ts'

const body = 'x'.repeat(4_000)
/** More than the pages after which SQLite would move its log by itself. */
const webhooks = 2_000

async function openTended() {
  const url = await newSharedDatabaseUrl()
  const db = await openDatabase(url)
  const end = await checkpointApart(db, url)
  onTestFinished(async () => {
    await end()
    await db.destroy()
  })
  return { db, file: fileOf(url), end }
}

async function keepMany(db: Db) {
  const keep = createKeeper(db)
  const ids = Array.from({ length: webhooks }, (_, index) => `evt_${index}`)
  await Promise.all(ids.map((id) => keep(received(id, { body }))))
}

const sizeOf = async (file: string) => (await stat(file)).size

test('the log is moved into the database by a thread of its own, and not in the middle of a commit', async () => {
  const { db, file } = await openTended()
  const { rows } = await sql<{ wal_autocheckpoint: number }>`pragma wal_autocheckpoint`.execute(db)
  expect(rows).toEqual([{ wal_autocheckpoint: 0 }])

  await keepMany(db)

  await expect.poll(() => sizeOf(file)).toBeGreaterThan(webhooks * body.length)
  const { count } = await db
    .selectFrom('inbox')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  expect(count).toBe(webhooks)
})

test('a database that is closed leaves nothing in the log', async () => {
  const { db, file, end } = await openTended()
  await keepMany(db)
  await end()
  await db.destroy()
  await expect(sizeOf(`${file}-wal`)).rejects.toThrow(/ENOENT/)
  expect(await sizeOf(file)).toBeGreaterThan(webhooks * body.length)
})

test('a database in memory needs no such thread', async () => {
  const db = await openDatabase('file::memory:')
  onTestFinished(() => db.destroy())
  await (await checkpointApart(db, 'file::memory:'))()
})
