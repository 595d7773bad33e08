import type { Clock } from './domain/clock.ts'

/** The clock of the machine. */
export function systemClock(): Clock {
  return { now: () => Temporal.Now.instant(), sleep }
}

/** Not node's own, which makes an error with its stack each time a sleep is ended early. */
function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve()
    const end = () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, ms)
    signal?.addEventListener('abort', end)
  })
}
