import path from 'node:path'
import { parentPort, Worker } from 'node:worker_threads'

/** A thread with a handle of its own at a SQLite file. It keeps no process alive. */
export type DatabaseThread = {
  readonly worker: Worker
  /** Asks it to let go of the file and end, and resolves once it has. */
  readonly end: () => Promise<void>
}

const endWord = 'end'

/**
 * Begins a thread of this folder over a SQLite file. It is asked to end and never terminated: what is terminated in the
 * middle of a call into SQLite takes the whole process with it (https://github.com/WiseLibs/better-sqlite3/issues/1507).
 */
export function beginThread(name: string, file: string): DatabaseThread {
  const worker = new Worker(path.join(import.meta.dirname, name), { workerData: file })
  worker.unref()
  const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()))
  return {
    worker,
    end: () => {
      // Whoever waits for it is kept alive that long.
      worker.ref()
      worker.postMessage(endWord)
      return ended
    },
  }
}

/** In such a thread: calls `told` with each message, and lets go by `letGo` once it is asked to end. */
export function listenInThread(told: (message: unknown) => void, letGo: () => Promise<void>): void {
  parentPort?.on('message', async (message: unknown) => {
    if (message !== endWord) return told(message)
    await letGo()
    parentPort?.close()
  })
}
