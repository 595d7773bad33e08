import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { inject, onTestFinished } from 'vitest'
import { type Db, isPostgresUrl, openDatabase } from '../server/store/database.ts'
import { emptyDatabase, newDatabase } from './postgres.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The PostgreSQL server of this run; undefined where tests run on SQLite. */
    postgresUrl: string | undefined
  }
}

/** Whether the tests of this project run on PostgreSQL. */
export function onPostgres(): boolean {
  return inject('postgresUrl') !== undefined
}

/** The URL of an empty database for one handle, gone after the test: memory alone, or one of PostgreSQL's. */
export async function newDatabaseUrl(): Promise<string> {
  return onPostgres() ? newSharedDatabaseUrl() : 'file::memory:'
}

/** The URL of an empty database that several handles or processes may open, gone after the test. */
export async function newSharedDatabaseUrl(): Promise<string> {
  const server = inject('postgresUrl')
  if (!server) return newFileUrl()
  const url = free.pop() ?? (await newDatabase(server))
  onTestFinished(async () => {
    await emptyDatabase(url)
    free.push(url)
  })
  return url
}

/** Databases nobody uses any more: to empty one is faster than to make one. */
const free: string[] = []

/**
 * Opens a database as the server does. On PostgreSQL its connections stay open for the next test that is given it: each
 * reads what tables there are when it begins, which takes longer than most tests.
 */
export async function openKept(url: string): Promise<Db> {
  if (!isPostgresUrl(url)) return openDatabase(url)
  const db = kept.get(url) ?? Object.assign(await openDatabase(url), { destroy: async () => undefined })
  kept.set(url, db)
  return db
}

const kept = new Map<string, Db>()

async function newFileUrl(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'paynudge-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return `file:${path.join(folder, 'paynudge.db')}`
}
