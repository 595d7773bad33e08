import { rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { fileOf, inTransaction, openDatabase } from '../../server/store/database.ts'
import { keepApart } from '../../server/store/keeper.ts'
import { isDatabaseTrouble } from '../../server/store/trouble.ts'
import { openApart } from '../../server/store/write-apart.ts'
import { newSharedDatabaseUrl } from '../databases.ts'
import { received } from '../store/stockroom.ts'

async function open() {
  const url = await newSharedDatabaseUrl()
  const db = await openDatabase(url)
  onTestFinished(() => db.destroy())
  const keeper = keepApart(db, url)
  onTestFinished(keeper.close)
  const eventIds = async () => {
    const rows = await db.selectFrom('inbox').select('event_id').orderBy('event_id').execute()
    return rows.map(({ event_id }) => event_id)
  }
  return { db, url, keep: keeper.keep, eventIds }
}

const idsUpTo = (count: number) =>
  Array.from({ length: count }, (_, nth) => `evt_${String(nth).padStart(4, '0')}`)

test('webhooks kept in a thread are there once they are acknowledged, each once', async () => {
  const { keep, eventIds } = await open()
  const ids = idsUpTo(700)
  await Promise.all([...ids, ...ids].map((id) => keep(received(id))))
  expect(await eventIds()).toEqual(ids)
})

test('what a thread cannot write is not acknowledged, and the error says why', async () => {
  const { db, keep, eventIds } = await open()
  await sql`create trigger refuse before insert on inbox when new.event_id = 'evt_bad' begin select raise(abort, 'refused'); end`.execute(
    db,
  )
  await expect(keep(received('evt_bad'))).rejects.toMatchObject({
    message: 'refused',
    code: 'SQLITE_CONSTRAINT_TRIGGER',
  })
  await keep(received('evt_good'))
  expect(await eventIds()).toEqual(['evt_good'])
})

test('a thread writes when no transaction is under way, and waits for none asleep', async () => {
  const { db, keep, eventIds } = await open()
  await keep(received('evt_before'))
  let kept: Promise<void> | undefined
  await inTransaction(db, async (tx) => {
    kept = keep(received('evt_during'))
    await tx.deleteFrom('inbox').execute()
    const turns = Array.from({ length: 50 }, () => new Promise((resolve) => setImmediate(resolve)))
    for (const turn of turns) await turn
    expect(await tx.selectFrom('inbox').select('event_id').execute()).toEqual([])
  })
  await kept
  expect(await eventIds()).toEqual(['evt_during'])
})

test('a thread that ends takes its statement with it as trouble of the database, and the next begins another', async () => {
  const { db, url } = await open()
  const inTheWay = path.join(path.dirname(fileOf(url)), `${path.basename(fileOf(url))}-folder`)
  await writeFile(inTheWay, '')
  const apart = openApart(db, `file:${inTheWay}/paynudge.db`)
  onTestFinished(apart.close)
  const ask = () => sql<{ one: number }>`select 1 as one`.execute(apart.db)

  const error = await ask().catch((error: unknown) => error)
  expect(String(error)).toContain('The thread that writes ended')
  expect(isDatabaseTrouble(error)).toBe(true)

  await rm(inTheWay)
  expect((await ask()).rows).toEqual([{ one: 1 }])
})

test('a transaction apart is refused: it would hold everything up', async () => {
  const { db, url } = await open()
  const apart = openApart(db, url)
  onTestFinished(apart.close)
  await expect(apart.db.transaction().execute(async () => undefined)).rejects.toThrow(
    /single statements only/,
  )
})

test('a database in memory is written to as it is', async () => {
  const db = await openDatabase('file::memory:')
  onTestFinished(() => db.destroy())
  const keeper = keepApart(db, 'file::memory:')
  await keeper.keep(received('evt_1'))
  await keeper.close()
  expect(await db.selectFrom('inbox').select('event_id').execute()).toEqual([{ event_id: 'evt_1' }])
})
