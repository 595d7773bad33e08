import path from 'node:path'
import { Worker } from 'node:worker_threads'
import { sql } from 'kysely'
import { type Db, fileOf, isPostgresUrl } from './database.ts'

/** Pages after which SQLite moves its log into the database by itself, in the middle of somebody's commit. */
const usualPages = 1_000

/**
 * Has a thread of its own move SQLite's log into the database, so that no commit has to wait for that; returns what
 * ends it. Other databases need none. https://sqlite.org/wal.html#ckpt
 */
export async function checkpointApart(db: Db, url: string): Promise<() => Promise<void>> {
  if (isPostgresUrl(url) || fileOf(url) === ':memory:') return async () => undefined
  const thread = new Worker(path.join(import.meta.dirname, 'checkpoint-thread.ts'), {
    workerData: fileOf(url),
  })
  thread.unref()
  // Should the thread end, the log would grow for ever.
  thread.once('error', () => void checkpointEvery(db, usualPages).catch(() => undefined))
  await checkpointEvery(db, 0)
  return async () => {
    await thread.terminate()
  }
}

async function checkpointEvery(db: Db, pages: number) {
  await sql`pragma wal_autocheckpoint = ${sql.lit(pages)}`.execute(db)
}
