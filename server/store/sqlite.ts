import { mkdirSync } from 'node:fs'
import path from 'node:path'
import Sqlite from 'better-sqlite3'
import {
  type Dialect,
  type Kysely,
  SqliteDialect,
  SqliteQueryCompiler,
  type SqliteStatement,
  sql,
} from 'kysely'

/** How long a second process (a command, a backup) may hold the write lock before a write fails. */
const busyTimeoutMs = 5_000
/** Prepared statements kept at once; inserts of many sizes are many texts. */
const statementsAtMost = 500

/** SQLite over one file, or over memory alone for `:memory:`. */
export function sqliteDialect(file: string): Dialect {
  return new SteadyDialect({ database: openSqlite(file) })
}

class SteadyDialect extends SqliteDialect {
  override createQueryCompiler(): SqliteQueryCompiler {
    return new SteadyCompiler()
  }
}

/**
 * Writes `+?` where a value goes. SQLite plans a statement anew at each run when a value might change its plan, which may be
 * said of most with a join, an order or a limit (https://sqlite.org/c3ref/prepare.html), and takes ten times as long for
 * it. A plus before a value changes nothing but that (https://sqlite.org/lang_expr.html#operators): docs/decisions/0070.
 */
class SteadyCompiler extends SqliteQueryCompiler {
  protected override getCurrentParameterPlaceholder(): string {
    return '+?'
  }
}

/** Throws when a commit could be lost with the power. */
export async function assertSqliteDurable(db: Kysely<unknown>): Promise<void> {
  const { rows } = await sql<{ synchronous: number }>`pragma synchronous`.execute(db)
  if (rows[0]?.synchronous !== 2) throw new Error('SQLite did not accept synchronous = FULL')
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
  // What a savepoint may have to undo is kept in memory, and not written to a file of its own:
  // https://sqlite.org/tempfiles.html#statement_journal_files
  handle.pragma('temp_store = MEMORY')
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
