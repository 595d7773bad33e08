import { parentPort, workerData } from 'node:worker_threads'
import { CompiledQuery, Kysely, type QueryResult, sql } from 'kysely'
import { listenInThread } from './database-thread.ts'
import { assertSqliteDurable, sqliteDialect } from './sqlite.ts'

type Statement = Pick<CompiledQuery, 'sql' | 'parameters'>

/** What came of a statement: its result, or what SQLite said and the code it said it by. */
export type Done =
  | { readonly result: QueryResult<unknown>; readonly error?: undefined }
  | { readonly error: { readonly message: string; readonly code: unknown }; readonly result?: undefined }

const db = new Kysely<unknown>({ dialect: sqliteDialect(workerData) })
await assertSqliteDurable(db)
// The log is moved into the database elsewhere (checkpoints.ts), not in the middle of a commit.
await sql`pragma wal_autocheckpoint = 0`.execute(db)

let running: Promise<void> | undefined
listenInThread(
  (statement) => {
    running = answer(statement as Statement)
  },
  async () => {
    await running
    await db.destroy()
  },
)
// The first word says that it is ready.
parentPort?.postMessage(undefined)

async function answer(statement: Statement) {
  parentPort?.postMessage(await run(statement))
}

async function run({ sql, parameters }: Statement): Promise<Done> {
  try {
    return { result: await db.executeQuery(CompiledQuery.raw(sql, [...parameters])) }
  } catch (error) {
    const { message, code } = error as Error & { readonly code?: unknown }
    return { error: { message, code } }
  }
}
