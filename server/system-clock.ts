import { setTimeout as sleep } from 'node:timers/promises'
import type { Clock } from './domain/clock.ts'

/** The clock of the machine. */
export function systemClock(): Clock {
  return {
    now: () => Temporal.Now.instant(),
    sleep: (ms, signal) => sleep(ms, undefined, signal ? { signal } : {}).catch(() => undefined),
    every: (ms, work) => {
      let timer = setTimeout(again, ms)
      let stopped = false
      async function again() {
        await work()
        if (!stopped) timer = setTimeout(again, ms)
      }
      return () => {
        stopped = true
        clearTimeout(timer)
      }
    },
  }
}
