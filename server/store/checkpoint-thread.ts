import { setTimeout as pause } from 'node:timers/promises'
import { workerData } from 'node:worker_threads'
import Sqlite from 'better-sqlite3'
import { listenInThread } from './database-thread.ts'

/** What a checkpoint tells: pages in the log, and how many of them are in the database by now. */
type Progress = { readonly busy: number; readonly log: number; readonly checkpointed: number }

const busyPauseMs = 250
const idlePauseMs = 1_000
/** A log of 64 MB; from there on writers wait for a moment, so that it can begin anew. */
const pagesAtMost = 16_384

const handle = new Sqlite(workerData, { fileMustExist: true })
handle.pragma('busy_timeout = 1000')
// A checkpoint flushes the log before the database: neither may be skipped.
handle.pragma('synchronous = FULL')

const asked = new AbortController()
listenInThread(
  () => undefined,
  async () => asked.abort(),
)

for (let known = 0; !asked.signal.aborted; ) {
  const log = checkpoint('PASSIVE')
  const pages = log > pagesAtMost ? checkpoint('RESTART') : log
  await pause(pages === known ? idlePauseMs : busyPauseMs, undefined, asked).catch(() => undefined)
  known = pages
}
handle.close()

function checkpoint(mode: 'PASSIVE' | 'RESTART'): number {
  const [progress] = handle.pragma(`wal_checkpoint(${mode})`) as Progress[]
  return progress?.log ?? 0
}
