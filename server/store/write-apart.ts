import path from 'node:path'
import { Worker } from 'node:worker_threads'
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  Kysely,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely'
import { type Grouping, groupingApart, groupingOf } from './claim.ts'
import { type Db, fileOf, isPostgresUrl } from './database.ts'
import type { Schema } from './schema.ts'
import type { Done } from './write-thread.ts'

/** The same database for single statements, how to group inserts there, and what ends it. */
export type Apart = { readonly db: Db; readonly grouping: Grouping; readonly close: () => Promise<void> }

/**
 * The same database, whose statements a thread of its own runs, so that this one goes on while they are written and the
 * disk takes them. The caller's handle is held meanwhile: two handles of one process would wait for SQLite's lock asleep.
 * Other databases work elsewhere anyway, and are given back as they are.
 */
export function openApart(db: Db, url: string): Apart {
  if (isPostgresUrl(url) || fileOf(url) === ':memory:')
    return { db, grouping: groupingOf(db), close: async () => undefined }
  const { plugins } = db.getExecutor()
  const dialect = threadDialect(db, startThread(fileOf(url)))
  const apart = new Kysely<Schema>({ dialect, plugins: [...plugins] })
  return { db: apart, grouping: groupingApart, close: () => apart.destroy() }
}

function threadDialect(db: Db, thread: Thread): Dialect {
  return {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => threadDriver(db, thread),
    createIntrospector: (apart) => new SqliteIntrospector(apart),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  }
}

function threadDriver(db: Db, thread: Thread): Driver {
  return {
    init: async () => undefined,
    acquireConnection: () => holdFor(db, thread),
    beginTransaction: oneStatement,
    commitTransaction: oneStatement,
    rollbackTransaction: oneStatement,
    releaseConnection: async (connection) => (connection as HeldConnection).letGo(),
    destroy: thread.end,
  }
}

type HeldConnection = DatabaseConnection & { readonly letGo: () => void }

/** Waits for the caller's handle, and keeps it from everybody else until this connection is let go. */
function holdFor(db: Db, thread: Thread): Promise<HeldConnection> {
  return new Promise((held, failed) => {
    const work = () =>
      new Promise<void>((letGo) =>
        held({
          executeQuery: <Row>(query: CompiledQuery) => thread.run(query) as Promise<QueryResult<Row>>,
          streamQuery: oneStatement,
          letGo,
        }),
      )
    db.connection().execute(work).catch(failed)
  })
}

/** A transaction would keep everything else out for as long as it takes to talk to the thread. */
function oneStatement(): never {
  throw new Error('What writes apart runs single statements only')
}

/** Runs one statement at a time. */
type Thread = {
  readonly run: (query: CompiledQuery) => Promise<QueryResult<unknown>>
  readonly end: () => Promise<void>
}

type Waiting = {
  readonly done: (result: QueryResult<unknown>) => void
  readonly failed: (error: Error) => void
}

/** A thread that begins with its first statement. Should it end by itself, its statement fails and the next begins another. */
function startThread(file: string): Thread {
  let worker: Worker | undefined
  let waiting: Waiting | undefined

  function tell({ result, error }: Done) {
    const told = waiting
    waiting = undefined
    if (error) told?.failed(Object.assign(new Error(error.message), { code: error.code }))
    else told?.done(result)
  }

  function begin(): Worker {
    const begun = new Worker(path.join(import.meta.dirname, 'write-thread.ts'), { workerData: file })
    begun.unref()
    begun.on('message', tell)
    begun.once('error', ({ message }) => {
      worker = undefined
      tell({ error: { message: `The thread that writes ended: ${message}`, code: 'SQLITE_IOERR' } })
    })
    return begun
  }

  return {
    run: ({ sql, parameters }) =>
      new Promise((done, failed) => {
        waiting = { done, failed }
        worker ??= begin()
        worker.postMessage({ sql, parameters })
      }),
    end: async () => {
      await worker?.terminate()
    },
  }
}
