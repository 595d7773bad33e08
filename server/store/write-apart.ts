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
import { beginThread, type DatabaseThread } from './database-thread.ts'
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
  const thread = startThread(fileOf(url))
  const dialect = threadDialect(db, thread)
  const apart = new Kysely<Schema>({ dialect, plugins: [...plugins] })
  return { db: apart, grouping: groupingApart, close: thread.end }
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
    acquireConnection: () => connectionTo(db, thread),
    beginTransaction: oneStatement,
    commitTransaction: oneStatement,
    rollbackTransaction: oneStatement,
    releaseConnection: async (connection) => (connection as HeldConnection).letGo(),
    destroy: thread.end,
  }
}

type HeldConnection = DatabaseConnection & { readonly letGo: () => void }

/**
 * Waits for the thread to be ready, then for the caller's handle, and keeps it from everybody else until this connection
 * is let go. What cannot be had says so when it is used: kysely would give none out after one that failed.
 */
async function connectionTo(db: Db, thread: Thread): Promise<HeldConnection> {
  try {
    await thread.ready()
    return await hold(db, thread)
  } catch (error) {
    return { executeQuery: () => Promise.reject(error), streamQuery: oneStatement, letGo: () => undefined }
  }
}

function hold(db: Db, thread: Thread): Promise<HeldConnection> {
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
  /** Resolves once it is at the database: nobody is kept waiting while it begins. */
  readonly ready: () => Promise<void>
  readonly run: (query: CompiledQuery) => Promise<QueryResult<unknown>>
  readonly end: () => Promise<void>
}

type Begun = DatabaseThread & { readonly ready: Promise<void> }

type Waiting = {
  readonly done: (result: QueryResult<unknown>) => void
  readonly failed: (error: Error) => void
}

/** Begins a thread. Should it end by itself, its statement fails, and whoever asks next begins another. */
function startThread(file: string): Thread {
  let waiting: Waiting | undefined
  let begun: Begun | undefined = begin()

  function begin(): Begun {
    const { worker, end } = beginThread('write-thread.ts', file)
    const ready = new Promise<void>((isReady, failed) => {
      worker.once('message', () => {
        worker.on('message', tell)
        isReady()
      })
      worker.once('error', ({ message }) => {
        begun = undefined
        failed(trouble(message))
        waiting?.failed(trouble(message))
        waiting = undefined
      })
    })
    // Whoever asks for it is told.
    ready.catch(() => undefined)
    return { worker, end, ready }
  }

  function tell({ result, error }: Done) {
    const told = waiting
    waiting = undefined
    if (error) told?.failed(Object.assign(new Error(error.message), { code: error.code }))
    else told?.done(result)
  }

  function current(): Begun {
    begun ??= begin()
    return begun
  }

  return {
    ready: () => current().ready,
    run: ({ sql, parameters }) =>
      new Promise((done, failed) => {
        waiting = { done, failed }
        current().worker.postMessage({ sql, parameters })
      }),
    end: async () => begun?.end(),
  }
}

function trouble(message: string): Error {
  return Object.assign(new Error(`The thread that writes ended: ${message}`), { code: 'SQLITE_IOERR' })
}
