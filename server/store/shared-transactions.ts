import { setImmediate as nextTurn } from 'node:timers/promises'
import { CompiledQuery } from 'kysely'
import type { Db, Tx } from './database.ts'

/** So many, so that no query waits long for the transaction to end. */
const worksAtMost = 16

type Work = {
  readonly begin: (tx: Tx) => Promise<unknown>
  readonly done: (result: unknown) => void
  readonly failed: (error: unknown) => void
}
type Line = { readonly waiting: Work[]; isMoving: boolean }

const lines = new WeakMap<Db, Line>()

/**
 * Does the work in a transaction it may share with whatever else waits for the only writer: the flush to disk costs more
 * than the work. Each fails alone, sees all that was done before it, and is told of nothing that is not on disk.
 */
export function inSharedTransaction<T>(db: Db, begin: (tx: Tx) => Promise<T>): Promise<T> {
  const line = lines.get(db) ?? { waiting: [], isMoving: false }
  lines.set(db, line)
  return new Promise<T>((resolve, failed) => {
    line.waiting.push({ begin, done: (result) => resolve(result as T), failed })
    if (!line.isMoving) void move(db, line)
  })
}

async function move(db: Db, line: Line) {
  line.isMoving = true
  while (line.waiting.length > 0) {
    await gather(line.waiting)
    await commitNext(db, line.waiting)
  }
  line.isMoving = false
}

/**
 * What comes in at the same moment may join, for as long as every turn brings more: a flush to disk costs the same for one
 * and for all. Within a transaction nothing else runs: it holds the file's only lock.
 */
async function gather(waiting: readonly Work[]) {
  let seen = 0
  while (waiting.length > seen && waiting.length < worksAtMost) {
    seen = waiting.length
    await nextTurn()
  }
}

async function commitNext(db: Db, waiting: Work[]) {
  // Taken before anything can fail: whoever waits is told, also when not even the transaction could begin.
  const begun = waiting.splice(0, 1)
  const tell: (() => void)[] = []
  let cause: unknown
  try {
    await db.transaction().execute(async (tx) => {
      for (let work = begun[0]; work; work = joinNext(begun, waiting)) {
        try {
          tell.push(await (work === begun[0] ? whole(tx, work) : apart(tx, work)))
        } catch (error) {
          // What kysely says of the transaction's end would hide it.
          cause = error
          throw error
        }
      }
    })
    for (const one of tell) one()
  } catch (error) {
    for (const { failed } of begun) failed(cause ?? error)
  }
}

function joinNext(begun: Work[], waiting: Work[]): Work | undefined {
  const work = begun.length < worksAtMost ? waiting.shift() : undefined
  if (work) begun.push(work)
  return work
}

/** The first one needs no savepoint: when it fails, nothing else has been done yet. */
async function whole(tx: Tx, { begin, done }: Work): Promise<() => void> {
  const result = await begin(tx)
  return () => done(result)
}

const savepoint = CompiledQuery.raw('savepoint shared')
const release = CompiledQuery.raw('release savepoint shared')
const rollBack = CompiledQuery.raw('rollback to savepoint shared')

async function apart(tx: Tx, { begin, done, failed }: Work): Promise<() => void> {
  await tx.executeQuery(savepoint)
  try {
    const result = await begin(tx)
    await tx.executeQuery(release)
    return () => done(result)
  } catch (error) {
    await undo(tx, error)
    return () => failed(error)
  }
}

/** A full disk may make SQLite undo the whole transaction by itself; then nothing in it was done. */
async function undo(tx: Tx, because: unknown) {
  try {
    await tx.executeQuery(rollBack)
    await tx.executeQuery(release)
  } catch {
    throw because
  }
}
