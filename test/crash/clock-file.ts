import { closeSync, openSync, readSync, writeSync } from 'node:fs'
import type { Clock } from '../../server/domain/clock.ts'
import { systemClock } from '../../server/system-clock.ts'

/** Real milliseconds between two looks at the time by somebody who sleeps. */
const lookMs = 3
const bytes = 8

/** Shows the time of a clock to another process. */
export type ClockFace = { readonly show: () => void; readonly close: () => void }

/** Writes a clock's time, epoch milliseconds in 8 bytes, into a file whenever it is told to. */
export function showClock(clock: Pick<Clock, 'now'>, file: string): ClockFace {
  const descriptor = openSync(file, 'w')
  const hands = new BigInt64Array(1)
  const show = () => {
    hands[0] = BigInt(clock.now().epochMilliseconds)
    writeSync(descriptor, hands, 0, bytes, 0)
  }
  show()
  return { show, close: () => closeSync(descriptor) }
}

/** The clock whose time another process shows in this file. */
export function clockFromFile(file: string): Clock {
  const real = systemClock()
  const descriptor = openSync(file, 'r')
  const hands = new BigInt64Array(1)

  function nowMs(): number {
    readSync(descriptor, hands, 0, bytes, 0)
    return Number(hands[0])
  }

  async function sleep(ms: number, signal?: AbortSignal): Promise<void> {
    const until = nowMs() + ms
    while (nowMs() < until && !signal?.aborted) await real.sleep(lookMs, signal)
  }

  return { now: () => Temporal.Instant.fromEpochMilliseconds(nowMs()), sleep }
}
