import { sql } from 'kysely'
import { type Db, isPostgresUrl } from './database.ts'

/** From so many rows on it matters by which index a table is read. */
const manyRows = 100
const everyMs = 2_000

/**
 * Has PostgreSQL look at tables that it never looked at, or that are three times what they were. Its own autovacuum does so
 * up to a minute later, and after an upgrade perhaps never; until then it takes an environment and an account for as good as
 * a key, and reads all of an account for each row of another table: https://www.postgresql.org/docs/current/planner-stats.html
 */
export async function analyzeGrown(db: Db): Promise<void> {
  const { rows } = await sql<{ relname: string }>`
    select grown.relname from pg_stat_user_tables as grown join pg_class as class on class.oid = grown.relid
    where grown.schemaname = current_schema() and (
      grown.n_mod_since_analyze > greatest(${manyRows}, 2 * class.reltuples)
      or class.reltuples > ${manyRows} and not exists (
        select from pg_stats where pg_stats.schemaname = grown.schemaname and pg_stats.tablename = grown.relname
      ))`.execute(db)
  // Another worker may be at it.
  for (const { relname } of rows) await sql`analyze (skip_locked) ${sql.table(relname)}`.execute(db)
}

/** Does so now and every few seconds; returns what ends it. Other databases need none. */
export function keepAnalyzing(db: Db, url: string): () => Promise<void> {
  if (!isPostgresUrl(url)) return async () => undefined
  let looking: Promise<void> | undefined
  const look = () => {
    // A database that is away is told elsewhere, and looked at the next time.
    looking ??= analyzeGrown(db)
      .catch(() => undefined)
      .finally(() => {
        looking = undefined
      })
  }
  look()
  const timer = setInterval(look, everyMs)
  timer.unref()
  return async () => {
    clearInterval(timer)
    await looking
  }
}
