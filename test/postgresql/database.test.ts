import { sql } from 'kysely'
import pg from 'pg'
import { expect, inject, onTestFinished, test } from 'vitest'
import { openDatabase } from '../../server/store/database.ts'
import { createKeeper } from '../../server/store/keeper.ts'
import { nudgeById } from '../../server/store/nudges.ts'
import { sendsSince } from '../../server/store/sends.ts'
import { isDatabaseTrouble } from '../../server/store/trouble.ts'
import { newSharedDatabaseUrl } from '../databases.ts'
import { now, received } from '../store/stockroom.ts'

const key = { environment: 'live', accountId: 'acct_1' } as const
let made = 0

/** A database with nothing in it, not even tables. */
async function newBareUrl(): Promise<string> {
  made += 1
  const server = inject('postgresUrl') ?? ''
  const name = `bare_${process.pid}_${made}`
  await ask(server, `create database ${name}`)
  onTestFinished(() => ask(server, `drop database ${name} with (force)`))
  return Object.assign(new URL(server), { pathname: `/${name}` }).href
}

async function ask(url: string, text: string) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(text).finally(() => client.end())
}

test('processes that start at the same moment on an empty database make its tables once', async () => {
  const url = await newBareUrl()
  const opened = await Promise.all([1, 2, 3, 4].map(() => openDatabase(url)))
  const [first] = opened
  expect(await first?.selectFrom('inbox').selectAll().execute()).toEqual([])
  for (const db of opened) await db.destroy()
})

test.each(['synchronous_commit'])(
  'a server with %s off is refused, for it could lose what was acknowledged',
  async (name) => {
    const url = await newBareUrl()
    await ask(url, `alter database ${new URL(url).pathname.slice(1)} set ${name} = off`)
    await expect(openDatabase(url)).rejects.toThrow(`PostgreSQL runs with ${name} = off`)
  },
)

test('a server that is not there is told at once, and without the password', async () => {
  const opening = openDatabase('postgres://user:secret@127.0.0.1:1/paynudge')
  await expect(opening).rejects.toThrow(/ECONNREFUSED/)
  await expect(opening).rejects.not.toThrow(/secret/)
  await expect(opening).rejects.toSatisfy(isDatabaseTrouble)
})

test('two transactions that wait for each other are trouble of the database, not of the work', async () => {
  const db = await openDatabase(await newSharedDatabaseUrl())
  onTestFinished(() => db.destroy())
  const audit = { environment: 'live', account_id: 'acct_1', actor: 'x', command: 'x', done_at: 0 } as const
  await db
    .insertInto('audit')
    .values([
      { id: 'a', ...audit },
      { id: 'b', ...audit },
    ])
    .execute()
  const bothHold = Promise.withResolvers<void>()
  let holding = 0
  const cross = (first: string, second: string) =>
    db.transaction().execute(async (tx) => {
      await tx.updateTable('audit').set({ actor: first }).where('id', '=', first).execute()
      holding += 1
      if (holding === 2) bothHold.resolve()
      await bothHold.promise
      await tx.updateTable('audit').set({ actor: first }).where('id', '=', second).execute()
    })
  const results = await Promise.allSettled([cross('a', 'b'), cross('b', 'a')])
  const failed = results.filter((result) => result.status === 'rejected')
  expect(failed).toHaveLength(1)
  expect(failed[0]?.reason).toSatisfy(isDatabaseTrouble)
})

test('webhooks are kept, and messages read, by statements that are prepared once', async () => {
  const db = await openDatabase(await newSharedDatabaseUrl())
  onTestFinished(() => db.destroy())
  const keep = createKeeper(db)
  for (const id of ['evt_1', 'evt_2', 'evt_3']) await keep(received(id))
  await sendsSince(db, key, 'shopper', now)
  const { rows } = await sql<{ statement: string }>`select statement from pg_prepared_statements`.execute(db)
  const texts = rows.map(({ statement }) => statement.slice(0, 40))
  expect(texts).toEqual(expect.arrayContaining([expect.stringMatching(/^insert into "inbox"/)]))
  expect(texts).toEqual(expect.arrayContaining([expect.stringMatching(/^select "opened_at"/)]))
})

test('a migration that adds a column while a worker runs breaks none of its statements', async () => {
  const db = await openDatabase(await newSharedDatabaseUrl())
  onTestFinished(() => db.destroy())
  const ask = async () => [await nudgeById(db, key, 'nudge'), await sendsSince(db, key, 'shopper', now)]
  for (let time = 0; time < 7; time += 1) await ask()
  await sql`alter table nudge add column added_later text`.execute(db)
  await sql`alter table send add column added_later text`.execute(db)
  expect(await ask()).toEqual([undefined, []])
})
