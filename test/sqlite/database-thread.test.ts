import { setTimeout as pause } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { fileOf, openDatabase } from '../../server/store/database.ts'
import { beginThread } from '../../server/store/database-thread.ts'
import { newSharedDatabaseUrl } from '../databases.ts'

/** From before a thread has begun to well after: one that is terminated while it begins ends the process. */
const waitsMs = Array.from({ length: 12 }, (_, nth) => nth * 20)

test.each(['checkpoint-thread.ts', 'write-thread.ts'])(
  '%s ends by itself whenever it is asked to, also while it begins',
  async (name) => {
    const url = await newSharedDatabaseUrl()
    const db = await openDatabase(url)
    onTestFinished(() => db.destroy())
    const codes = await Promise.all(
      waitsMs.map(async (waitMs) => {
        const { worker, end } = beginThread(name, fileOf(url))
        const code = new Promise((exited) => worker.once('exit', exited))
        await pause(waitMs)
        await end()
        return code
      }),
    )
    // One that was terminated would say 1.
    expect(codes).toEqual(waitsMs.map(() => 0))
  },
)
