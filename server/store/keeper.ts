import { CompiledQuery, sql } from 'kysely'
import { newId } from '../domain/ids.ts'
import { groupingOf } from './claim.ts'
import type { Db } from './database.ts'
import type { Received } from './inbox.ts'
import { keepPrepared } from './prepared.ts'
import { toMs } from './time.ts'
import { openApart } from './write-apart.ts'

const rowsAtMost = 500
/** More come in at once so rarely that the statement is not worth being kept. */
const preparedRowsAtMost = 64

/** Keeps one webhook. */
export type Keep = (received: Received) => Promise<void>

type Waiting = { received: Received; kept: () => void; failed: (error: unknown) => void }

/**
 * Keeps webhooks durably. Those that come in at the same moment share one insert, because the flush to disk costs
 * more than the row. The promise resolves after the commit, and rejects when nothing was kept.
 */
export function createKeeper(db: Db, { batches, fullRows } = groupingOf(db)): Keep {
  const waiting: Waiting[] = []
  const insert = createInsert()
  let underWay = 0
  let isAsked = false

  function askFlush() {
    if (waiting.length === 0 || underWay === batches) return
    if (waiting.length >= fullRows) return void flush()
    if (isAsked) return
    isAsked = true
    setImmediate(gather, waiting.length)
  }

  /** Goes on for as long as every turn brings more: a flush to disk costs the same for one webhook and for all. */
  function gather(seen: number) {
    if (waiting.length > seen && waiting.length < rowsAtMost) return setImmediate(gather, waiting.length)
    isAsked = false
    if (waiting.length > 0 && underWay < batches) void flush()
  }

  async function flush() {
    underWay += 1
    let batch = batches > 1 ? take() : []
    try {
      await db.connection().execute(async (held) => {
        // The only connection may have been waited for: what has come in since then goes with the rest.
        if (batches === 1) batch = take()
        const rows = batch.map(({ received }) => rowOf(received))
        if (rows.length > 0) await insert(held, rows)
      })
      for (const entry of batch) entry.kept()
    } catch (error) {
      for (const entry of batch.length > 0 ? batch : take()) entry.failed(error)
    }
    underWay -= 1
    askFlush()
  }

  function take(): readonly Waiting[] {
    const taken = waiting.splice(0, rowsAtMost)
    askFlush()
    return taken
  }

  return (received) =>
    new Promise((kept, failed) => {
      waiting.push({ received, kept, failed })
      askFlush()
    })
}

/** A keeper that leaves writing to a thread of its own where the database is a file, and what ends it. */
export function keepApart(db: Db, url: string): { readonly keep: Keep; readonly close: () => Promise<void> } {
  const apart = openApart(db, url)
  return { keep: createKeeper(apart.db, apart.grouping), close: apart.close }
}

/** Two batches that hold the same webhooks take them in the same order, so that neither waits for the other. */
function createInsert(): (db: Db, rows: readonly NewRow[]) => Promise<unknown> {
  // Composing the statement costs as much as running it, so its text is made once for each number of rows.
  const texts = new Map<number, string>()
  return async (db, rows) => {
    const sorted = rows.toSorted((a, b) => (a.event_id < b.event_id ? -1 : 1))
    const text = texts.get(rows.length) ?? textOf(db, sorted)
    texts.set(rows.length, text)
    return db.executeQuery(CompiledQuery.raw(text, sorted.flatMap(Object.values)))
  }
}

function textOf(db: Db, rows: readonly NewRow[]): string {
  const { sql } = insertOnce(db, rows).compile()
  return rows.length > preparedRowsAtMost ? sql : keepPrepared(sql)
}

type NewRow = ReturnType<typeof rowOf>

/** Every row names its columns in this order, as the text of the insert does. */
function rowOf({ environment, source, account_id, event_id, type, body, receivedAt }: Received) {
  return {
    environment,
    source,
    account_id,
    event_id,
    type,
    body,
    id: newId(receivedAt),
    received_at: toMs(receivedAt),
    next_at: toMs(receivedAt),
  }
}

/** What every row begins with stands in the text: fewer values are fewer to hand over. */
const beginning = { state: sql.lit('waiting' as const), attempts: sql.lit(0) }

function insertOnce(db: Db, rows: readonly NewRow[]) {
  return db
    .insertInto('inbox')
    .values(rows.map((row) => ({ ...row, ...beginning })))
    .onConflict((conflict) =>
      conflict.columns(['environment', 'source', 'account_id', 'event_id']).doNothing(),
    )
}
