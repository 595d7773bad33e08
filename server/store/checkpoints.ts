import { sql } from 'kysely'
import { type Db, fileOf, isPostgresUrl } from './database.ts'
import { beginThread } from './database-thread.ts'

/** Pages after which SQLite moves its log into the database by itself, in the middle of somebody's commit. */
const usualPages = 1_000

/**
 * Has a thread of its own move SQLite's log into the database, so that no commit has to wait for that; returns what
 * ends it. Other databases need none. https://sqlite.org/wal.html#ckpt
 */
export async function checkpointApart(db: Db, url: string): Promise<() => Promise<void>> {
  if (isPostgresUrl(url) || fileOf(url) === ':memory:') return async () => undefined
  const { worker, end } = beginThread('checkpoint-thread.ts', fileOf(url))
  // Should the thread end by itself, the log would grow for ever.
  worker.once('error', () => void checkpointEvery(db, usualPages).catch(() => undefined))
  await checkpointEvery(db, 0)
  return end
}

async function checkpointEvery(db: Db, pages: number) {
  await sql`pragma wal_autocheckpoint = ${sql.lit(pages)}`.execute(db)
}
