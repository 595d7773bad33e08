import { mkdirSync } from 'node:fs'
import fs from 'node:fs/promises'
import path from 'node:path'
import Sqlite from 'better-sqlite3'
import { Kysely, SqliteDialect, type SqliteStatement, sql, type Transaction } from 'kysely'
import { FileMigrationProvider, Migrator } from 'kysely/migration'
import type { Schema } from './schema.ts'

/** The database; inside a transaction `Tx` stands in its place. */
export type Db = Kysely<Schema>
/** What stands in the place of `Db` inside a transaction. */
export type Tx = Transaction<Schema>

/** How long a second process (a command, a backup) may hold the write lock before a write fails. */
const busyTimeoutMs = 5_000
/** Prepared statements kept at once; inserts of many sizes are many texts. */
const statementsAtMost = 500
const migrationFolder = path.join(import.meta.dirname, '../../migrations')

/**
 * Opens the database of a URL, `file:data/paynudge.db`, and brings its tables up to date. Throws when it
 * cannot be opened durable.
 */
export async function openDatabase(url: string): Promise<Db> {
  const db = new Kysely<Schema>({ dialect: new SqliteDialect({ database: openSqlite(fileOf(url)) }) })
  await assertDurable(db)
  await migrate(db)
  return db
}

/** Does the work in one transaction. No network inside, and nothing but `tx` for the database. */
export function inTransaction<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  return db.transaction().execute(work)
}

/** Does a part of a transaction's work that may fail alone: its writes are undone, the rest stays. */
export async function inSavepoint<T>(tx: Tx, work: () => Promise<T>): Promise<T> {
  await sql`savepoint part`.execute(tx)
  try {
    const result = await work()
    await sql`release savepoint part`.execute(tx)
    return result
  } catch (error) {
    await sql`rollback to savepoint part`.execute(tx)
    await sql`release savepoint part`.execute(tx)
    throw error
  }
}

/** Throws when the database does not answer. */
export async function ping(db: Db): Promise<void> {
  await sql`select 1`.execute(db)
}

/** The file of a `file:` URL. */
export function fileOf(url: string): string {
  if (!url.startsWith('file:'))
    throw new Error(`DATABASE_URL must start with file:, not ${url.split(':')[0]}:`)
  return url.slice('file:'.length)
}

/**
 * kysely prepares a statement anew for each query, so the handle it gets caches them. `begin` becomes
 * `begin immediate`, so that a second process waits at the start of a transaction and not in its middle.
 */
function openSqlite(file: string) {
  if (file !== ':memory:') mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 })
  const handle = new Sqlite(file)
  handle.pragma(`busy_timeout = ${busyTimeoutMs}`)
  handle.pragma('journal_mode = WAL')
  // better-sqlite3 is built to skip the fsync at commit in WAL mode; an acknowledged webhook must survive power loss.
  handle.pragma('synchronous = FULL')
  const statements = new Map<string, SqliteStatement>()
  const prepare = (text: string): SqliteStatement => {
    const known = statements.get(text)
    if (known) return known
    const statement = handle.prepare(
      text === 'begin' ? 'begin immediate' : text,
    ) as unknown as SqliteStatement
    if (statements.size >= statementsAtMost) statements.delete(statements.keys().next().value ?? '')
    statements.set(text, statement)
    return statement
  }
  return { prepare, close: () => void handle.close() }
}

async function assertDurable(db: Db) {
  const { rows } = await sql<{ synchronous: number }>`pragma synchronous`.execute(db)
  if (rows[0]?.synchronous !== 2) throw new Error('SQLite did not accept synchronous = FULL')
}

async function migrate(db: Db) {
  const provider = new FileMigrationProvider({ fs, path, migrationFolder })
  const { error } = await new Migrator({ db, provider }).migrateToLatest()
  if (error) throw error
}
