import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { sql } from 'kysely'
import pg from 'pg'
import type { Db } from '../server/store/database.ts'
import { type Postgres, startPostgres } from '../test/postgres.ts'

/** Where a bench gets its databases: files in a folder, or PostgreSQL with its data in that folder. */
export type Databases = {
  readonly name: string
  readonly newUrl: (name: string) => Promise<string>
  /** What processes of its own have used so far; nothing where the database lives in the server's. */
  readonly cpuMicros: () => number
  readonly stop: () => Promise<void>
}

/** SQLite, one file for each name. */
export function sqliteFiles(folder: string): Databases {
  return {
    name: 'SQLite',
    newUrl: async (name) => `file:${path.join(folder, name, 'bench.db')}`,
    cpuMicros: () => 0,
    stop: async () => undefined,
  }
}

/** PostgreSQL with its data below the folder; undefined, and said so, where it cannot be started. */
export async function postgresIn(folder: string): Promise<Databases | undefined> {
  let server: Postgres
  try {
    server = await startPostgres(folder, operated)
    await useLog(server.url)
  } catch (error) {
    console.log(`Skipped: PostgreSQL, which cannot be started here (${String(error)})\n`)
    return undefined
  }
  const pid = postmasterIn(folder)
  return {
    name: 'PostgreSQL',
    newUrl: server.newDatabase,
    cpuMicros: () => cpuMicrosOfTree(pid),
    stop: server.stop,
  }
}

/** As an operator would set a server of this size; the defaults are for one that must start anywhere. */
const operated = {
  shared_buffers: '512MB',
  min_wal_size: '2GB',
  max_wal_size: '4GB',
  checkpoint_timeout: '15min',
}
/** Of the log, 16 MB each: a server that has run for a while writes into those it has used before. */
const usedSegments = 80

async function useLog(url: string) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  for (let segment = 0; segment < usedSegments; segment += 1) {
    await client.query("select pg_logical_emit_message(false, 'bench', 'a segment is used')")
    await client.query('select pg_switch_wal()')
  }
  await client.query('checkpoint')
  await client.end()
}

/** PostgreSQL writes the id of its first process into its data. */
function postmasterIn(folder: string): number {
  const [file = ''] = globSync(path.join(folder, '*/data/postmaster.pid'))
  return Number(readFileSync(file, 'utf8').split('\n')[0])
}

const microsPerTick = 10_000

/** What a process and its children used, those that ended included (Linux; nothing elsewhere). */
function cpuMicrosOfTree(pid: number): number {
  const stats = globSync('/proc/[0-9]*/stat').map(readStat)
  const own = stats.filter((stat) => stat.pid === pid || stat.parent === pid)
  return (
    own.reduce((sum, stat) => sum + stat.ticks + (stat.pid === pid ? stat.endedTicks : 0), 0) * microsPerTick
  )
}

/** Fields by their places in proc(5), counted behind the name, which may hold spaces. */
function readStat(file: string) {
  try {
    const text = readFileSync(file, 'utf8')
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number)
    const at = (place: number) => fields[place - 3] ?? 0
    return {
      pid: Number(text.split(' ')[0]),
      parent: at(4),
      ticks: at(14) + at(15),
      endedTicks: at(16) + at(17),
    }
  } catch {
    return { pid: 0, parent: 0, ticks: 0, endedTicks: 0 }
  }
}

/** A moment far ahead of everything a bench does. */
const farAhead = Date.UTC(2030, 0, 1)

const series = (rows: number) =>
  sql`with recursive series(i) as (select 1 union all select i + 1 from series where i < ${sql.lit(rows)})`

/** Fills in nudges that all wait for a day far ahead; `dueRows` of them were due long ago. */
export async function fillNudges(db: Db, { rows, dueRows }: { rows: number; dueRows: number }) {
  await sql`
    insert into nudge (environment, account_id, id, enrollment_id, step, template, delay_minutes, due_at, useless_at, next_at, state, attempts)
    ${series(rows + dueRows)}
    select 'live', 'acct_bench', 'nudge_' || (1000000000 + i), 'enrollment_' || (1000000000 + i), 1, 'payment_failed', 0,
      case when i > ${sql.lit(rows)} then i else ${sql.lit(farAhead)} + i end, ${sql.lit(farAhead * 2)},
      case when i > ${sql.lit(rows)} then i else ${sql.lit(farAhead)} + i end, 'scheduled', 0
    from series`.execute(db)
  await sql`analyze nudge`.execute(db)
}

/** Fills in webhooks that were handled long ago, and behind them `waitingRows` that wait. */
export async function fillInbox(db: Db, { rows, waitingRows }: { rows: number; waitingRows: number }) {
  await sql`
    insert into inbox (id, environment, source, account_id, event_id, type, body, received_at, state, reason, next_at, attempts, stamped_at)
    ${series(rows + waitingRows)}
    select 'row_' || (1000000000 + i), 'live', 'stripe', 'acct_bench', 'evt_' || (1000000000 + i), 'customer.updated',
      '{"id":"evt","object":"event","type":"customer.updated","data":{"object":{"id":"cus_1"}}}', i,
      case when i > ${sql.lit(rows)} then 'waiting' else 'ignored' end, 'means-nothing-to-us', i, 0, i
    from series`.execute(db)
  await sql`analyze inbox`.execute(db)
}
