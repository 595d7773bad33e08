import { PostgresAdapter, type SelectQueryBuilder, sql } from 'kysely'
import { type AccountKey, nameOfAccount } from '../domain/account.ts'
import type { Db, Tx } from './database.ts'
import type { Schema } from './schema.ts'

// The only file that asks which database it is. SQLite has one writer: a transaction has everything to itself.
// PostgreSQL has many, so what a transaction reads in order to write is locked first.

type Select<Tables extends keyof Schema, Row> = SelectQueryBuilder<Schema, Tables, Row>

/** Of the rows a query finds, those that no other worker is taking at this moment. */
export function notTaken<Tables extends keyof Schema, Row>(
  db: Db,
  query: Select<Tables, Row>,
): Select<Tables, Row> {
  return isPostgres(db) ? query.forUpdate().skipLocked() : query
}

/** The rows a query finds, as they are once nobody else changes them; they stay so until the transaction ends. */
export function held<Tables extends keyof Schema & string, Row>(
  tx: Db,
  query: Select<Tables, Row>,
  table: NoInfer<Tables>,
): Select<Tables, Row> {
  return isPostgres(tx) ? query.forUpdate(table as never) : query
}

/** Waits until no other transaction works on one of these subjects, and keeps others off until this one ends. */
export async function holdSubjects(tx: Tx, key: AccountKey, names: readonly string[]): Promise<void> {
  await holdNames(
    tx,
    names.map((name) => `subject ${nameOfAccount(key)} ${name}`),
  )
}

/**
 * Waits until no other transaction learns or forgets by what the persons of an account are recognised. False where there
 * never is another one, so that what was read before still holds.
 */
export async function holdPersons(tx: Db, key: AccountKey): Promise<boolean> {
  await holdNames(tx, [`persons ${nameOfAccount(key)}`])
  return isPostgres(tx)
}

/** Waits until no other transaction changes the settings of an account, so that no choice is lost between two. */
export async function holdSettings(tx: Tx, key: AccountKey): Promise<void> {
  await holdNames(tx, [`settings ${nameOfAccount(key)}`])
}

/** Waits until no other transaction links the number with this id of Meta's, whichever account it is for. */
export async function holdNumber(tx: Tx, phoneNumberId: string): Promise<void> {
  await holdNames(tx, [`number ${phoneNumberId}`])
}

/** Waits until no other transaction counts the people that the businesses of these WhatsApp Business Accounts wrote to. */
export async function holdPortfolios(tx: Tx, wabaIds: readonly string[]): Promise<void> {
  await holdNames(
    tx,
    wabaIds.map((wabaId) => `people ${wabaId}`),
  )
}

/** How inserts that come in by themselves are grouped: batches on their way at once, and the rows that make one full. */
export type Grouping = { readonly batches: number; readonly fullRows: number }

/**
 * The best grouping of inserts. PostgreSQL works on a batch while we gather the next, so it is handed over as soon as it
 * is worth a round trip. SQLite works in our own process: its one batch takes all there is, for one flush to disk.
 */
export function groupingOf(db: Db): Grouping {
  return isPostgres(db) ? { batches: 2, fullRows: 32 } : { batches: 1, fullRows: Number.POSITIVE_INFINITY }
}

/** Where SQLite works in a thread of its own, whatever has come in while it wrote the last batch is the next. */
export const groupingApart: Grouping = { batches: 1, fullRows: 20 }

/** Whether transactions only wait for each other, so that those that wait may as well be one. */
export function hasOneWriter(db: Db): boolean {
  return !isPostgres(db)
}

/** Always in the same order, so that two that want the same never wait for each other. */
async function holdNames(tx: Db, names: readonly string[]) {
  if (!isPostgres(tx)) return
  const sorted = [...new Set(names)].toSorted()
  await sql`select pg_advisory_xact_lock(hashtextextended(name, 0)) from unnest(${sorted}::text[]) as name`.execute(
    tx,
  )
}

function isPostgres(db: Db): boolean {
  return db.getExecutor().adapter instanceof PostgresAdapter
}
