import fs from 'node:fs/promises'
import path from 'node:path'
import { CompiledQuery, Kysely, sql, type Transaction } from 'kysely'
import { FileMigrationProvider, Migrator } from 'kysely/migration'
import { hasOneWriter } from './claim.ts'
import { assertPostgresDurable, postgresDialect } from './postgres.ts'
import type { Schema } from './schema.ts'
import { inSharedTransaction } from './shared-transactions.ts'
import { assertSqliteDurable, sqliteDialect } from './sqlite.ts'
import { expectManyRows } from './sqlite-statistics.ts'

/** The database; inside a transaction `Tx` stands in its place. */
export type Db = Kysely<Schema>
/** What stands in the place of `Db` inside a transaction. */
export type Tx = Transaction<Schema>

const migrationFolder = path.join(import.meta.dirname, '../../migrations')

/**
 * Opens the database of a URL, `file:data/paynudge.db` or `postgres://...`, and brings its tables up to date. Throws
 * when it cannot be opened durable.
 */
export async function openDatabase(url: string): Promise<Db> {
  if (!isPostgresUrl(url)) {
    const sqlite = new Kysely<Schema>({ dialect: sqliteDialect(fileOf(url)) })
    return prepare(sqlite, assertSqliteDurable, expectManyRows)
  }
  const patient = new Kysely<Schema>({ dialect: postgresDialect(url, 'patient') })
  await (await prepare(patient, assertPostgresDurable)).destroy()
  const db = new Kysely<Schema>({ dialect: postgresDialect(url) })
  await ping(db)
  return db
}

type Step = (db: Kysely<unknown>) => Promise<void>

async function prepare(db: Db, assertDurable: Step, afterwards?: Step): Promise<Db> {
  try {
    await assertDurable(db as Kysely<unknown>)
    await migrate(db)
    await afterwards?.(db as Kysely<unknown>)
    return db
  } catch (error) {
    await db.destroy()
    throw error
  }
}

/** Does the work in one transaction. No network inside, and nothing but `tx` for the database. */
export function inTransaction<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  return hasOneWriter(db) ? inSharedTransaction(db, work) : db.transaction().execute(work)
}

/**
 * Does a single write outside of any transaction: where there is one writer it goes into whatever transaction is on its
 * way, as its own flush to disk would cost more than itself.
 */
export function inPassing<T>(db: Db, write: (db: Db) => Promise<T>): Promise<T> {
  return hasOneWriter(db) ? inSharedTransaction(db, write) : write(db)
}

/** Does a part of a transaction's work that may fail alone: its writes are undone, the rest stays. */
export async function inSavepoint<T>(tx: Tx, work: () => Promise<T>): Promise<T> {
  await tx.executeQuery(begin)
  try {
    const result = await work()
    await tx.executeQuery(release)
    return result
  } catch (error) {
    await undoPart(tx, error)
    throw error
  }
}

/** Where the whole transaction is undone already, as by a full disk, there is no part any more, and the cause is what counts. */
async function undoPart(tx: Tx, because: unknown) {
  try {
    await tx.executeQuery(undo)
    await tx.executeQuery(release)
  } catch {
    throw because
  }
}

const begin = CompiledQuery.raw('savepoint part')
const release = CompiledQuery.raw('release savepoint part')
const undo = CompiledQuery.raw('rollback to savepoint part')

/** Throws when the database does not answer. */
export async function ping(db: Db): Promise<void> {
  await sql`select 1`.execute(db)
}

/** Whether a URL is one of PostgreSQL, which many processes may share. */
export function isPostgresUrl(url: string): boolean {
  return /^postgres(ql)?:/.test(url)
}

/** The file of a `file:` URL. */
export function fileOf(url: string): string {
  if (!url.startsWith('file:')) {
    throw new Error(`DATABASE_URL must start with file: or postgres:, not ${url.split(':')[0]}:`)
  }
  return url.slice('file:'.length)
}

async function migrate(db: Db) {
  const provider = new FileMigrationProvider({ fs, path, migrationFolder })
  const { error } = await new Migrator({ db, provider }).migrateToLatest()
  if (error) throw error
}
