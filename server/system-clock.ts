import { setTimeout as sleep } from 'node:timers/promises'
import type { Clock } from './domain/clock.ts'

/** The clock of the machine. */
export function systemClock(): Clock {
  return {
    now: () => Temporal.Now.instant(),
    sleep: (ms, signal) => sleep(ms, undefined, signal ? { signal } : {}).catch(() => undefined),
  }
}
