import { type Dialect, type Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import { preparedName } from './prepared.ts'

const connections = 10
/** A database that cannot be reached is told at once: a webhook's sender tries again, one that waits does not. */
const connectTimeoutMs = 5_000
/** No work asks anything that takes a tenth of this; it frees what waits for a lock that never comes. */
const statementTimeoutMs = 30_000
/** After this long the server ends a transaction whose worker went away without closing its connection. */
const idleTransactionTimeoutMs = 60_000

/** The types `bigint` and `numeric`, which the driver would give as text. Ours are times, counts and amounts. */
const numberTypes: ReadonlySet<number> = new Set([20, 1700])

/** PostgreSQL at a URL, through a pool of connections; a patient one lets statements take as long as they need. */
export function postgresDialect(url: string, patience: 'patient' | 'impatient' = 'impatient'): Dialect {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: connectTimeoutMs,
    ...(patience === 'impatient' ? { statement_timeout: statementTimeoutMs } : {}),
    idle_in_transaction_session_timeout: idleTransactionTimeoutMs,
    keepAlive: true,
    application_name: 'paynudge',
    types: { getTypeParser: typeParser },
  })
  // A connection that breaks fails its own query; without a listener it would end the process as well.
  pool.on('error', ignore)
  pool.on('connect', (client) => {
    client.on('error', ignore)
    usePrepared(client)
  })
  return new PostgresDialect({ pool })
}

/** Asks by their names for the statements that are to be kept prepared; kysely knows no names. */
function usePrepared(client: pg.PoolClient) {
  const query = client.query.bind(client) as (...given: unknown[]) => unknown
  const byName = (text: unknown, values: unknown, ...others: unknown[]) => {
    const name = typeof text === 'string' && preparedName(text)
    return name ? query({ name, text, values }, ...others) : query(text, values, ...others)
  }
  Object.assign(client, { query: byName })
}

/** Throws when a commit could be lost with the power. */
export async function assertPostgresDurable(db: Kysely<unknown>): Promise<void> {
  const { rows } = await sql<{ name: string; setting: string }>`
    select name, setting from pg_settings where name in ('fsync', 'synchronous_commit')`.execute(db)
  const lossy = rows.find(({ setting }) => setting === 'off')
  if (lossy) {
    throw new Error(
      `PostgreSQL runs with ${lossy.name} = off, so webhooks that were acknowledged could be lost. Set it to on`,
    )
  }
}

const typeParser: typeof pg.types.getTypeParser = (oid: number, format?: 'text' | 'binary') =>
  numberTypes.has(oid) ? Number : pg.types.getTypeParser(oid, format as 'text')

function ignore() {}
