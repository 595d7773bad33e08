import { sql } from 'kysely'
import { expect, inject, onTestFinished, test } from 'vitest'
import { type Db, openDatabase } from '../../server/store/database.ts'
import { analyzeGrown, keepAnalyzing } from '../../server/store/postgres-statistics.ts'
import { sendsSince } from '../../server/store/sends.ts'
import { newDatabase } from '../postgres.ts'
import { now } from '../store/stockroom.ts'

const key = { environment: 'live', accountId: 'acct_1' } as const
const rows = 1_500

/** A database that nobody used before, about which PostgreSQL knows nothing. */
async function openNew() {
  const url = await newDatabase(inject('postgresUrl') ?? '')
  const db = await openDatabase(url)
  onTestFinished(() => db.destroy())
  expect(await analyzed(db)).toEqual([])
  return { db, url }
}

async function fill(db: Db, { from, to } = { from: 1, to: rows }) {
  const owned = sql`'live', 'acct_1'`
  const series = sql`from generate_series(${sql.lit(from)}::int, ${sql.lit(to)}::int) as i`
  await sql`insert into enrollment (environment, account_id, id, flow, subject, shopper_id, language, facts, failed_attempts, started_at, anchor_at, money_key, window_ends_at, next_look_at) select ${owned}, 'en' || i, 'failed-payment', 'in_' || i, 'sh' || i, 'es', '{}', 1, 0, 0, 'in_' || i, 1, 1 ${series}`.execute(
    db,
  )
  await sql`insert into nudge (environment, account_id, id, enrollment_id, step, template, delay_minutes, due_at, useless_at, next_at, state, attempts, weight) select ${owned}, 'nu' || i, 'en' || i, 1, 'payment_failed', 0, 0, 1, 0, 'sent', 0, 0 ${series}`.execute(
    db,
  )
  await sql`insert into send (environment, account_id, id, nudge_id, phone_number_id, to_phone, opened_at, outcome, crossed) select ${owned}, 'se' || i, 'nu' || i, '1', '+34', ${now.epochMilliseconds}, 'accepted', 0 ${series}`.execute(
    db,
  )
}

/** How many rows PostgreSQL thinks the three tables have. */
async function rowsKnown(db: Db) {
  const { rows } = await sql<{ reltuples: number }>`
    select reltuples from pg_class where relname in ('enrollment', 'nudge', 'send') order by relname`.execute(
    db,
  )
  return rows.map(({ reltuples }) => reltuples)
}

async function analyzed(db: Db) {
  const { rows } = await sql<{ name: string }>`
    select distinct tablename as name from pg_stats where schemaname = 'public' and tablename not like 'kysely%' order by 1`.execute(
    db,
  )
  return rows.map(({ name }) => name)
}

/** Counts reach PostgreSQL's own books a moment after the rows. */
function eventually<T>(ask: () => Promise<T>) {
  return expect.poll(ask, { timeout: 20_000 })
}

const grown = expect.arrayContaining(['enrollment', 'nudge', 'send'])

test('tables that have grown since they were made are looked at, before what they hold is read whole for each message', async () => {
  const { db } = await openNew()
  await fill(db)
  await eventually(() => analyzeGrown(db).then(() => analyzed(db))).toEqual(grown)

  // Without it this takes seconds for each shopper, and soon longer than any statement may.
  for (let nth = 1; nth <= 200; nth += 1) expect(await sendsSince(db, key, `sh${nth}`, now)).toHaveLength(1)
}, 30_000)

test('they are looked at without anybody asking while the server runs', async () => {
  const { db, url } = await openNew()
  const end = keepAnalyzing(db, url)
  await fill(db)
  await eventually(() => analyzed(db)).toEqual(grown)
  await end()
})

test('a table that was looked at while it held next to nothing is looked at again when it has grown', async () => {
  const { db } = await openNew()
  await fill(db, { from: 1, to: 5 })
  for (const table of ['enrollment', 'nudge', 'send']) await sql`analyze ${sql.table(table)}`.execute(db)
  await fill(db, { from: 6, to: rows })
  await eventually(() => analyzeGrown(db).then(() => rowsKnown(db))).toEqual([rows, rows, rows])
})
