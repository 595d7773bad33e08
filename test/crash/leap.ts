import { setTimeout as pause } from 'node:timers/promises'
import type { SimulatedClock } from '../../simulator/clock.ts'
import type { Looks } from './looks.ts'
import type { Random } from './random.ts'

/**
 * How many leaps wait for nothing, so that the server finds its looks and decisions grown old. Were it all of them, it would
 * hardly ever write to anybody: no call begins long after it was decided.
 */
const ruthlessShare = 0.1
const lookAgainMs = 2
/** Real milliseconds for which a leap waits at most: somebody who looks all the time holds none back. */
const waitsAtMostMs = 1_000

/** Time that goes by in one go, as for a server whose machine slept. */
export type Leap = {
  /** Begins a leap once the server has done what it looked for, unless one is under way. What is due on the way happens in its time. */
  readonly begin: (ms: number) => void
  /** Ends the leap under way where it has come to; no other one begins until `allow`. */
  readonly stop: () => void
  readonly allow: () => void
}

/** Lets a clock leap; at most one leap at once. */
export function createLeap(clock: SimulatedClock, looks: Looks, random: Random): Leap {
  let isUnderWay = false
  let isAllowed = true

  async function leapBy(ms: number) {
    const until = performance.now() + (random.chance(ruthlessShare) ? 0 : waitsAtMostMs)
    while (isAllowed && looks.areUnderWay() && performance.now() < until) await pause(lookAgainMs)
    const target = clock.now().add({ milliseconds: ms })
    while (isAllowed && Temporal.Instant.compare(clock.now(), target) < 0) {
      const times = [target, clock.nextAt()].filter((time) => time !== undefined)
      await clock.moveTo(times.toSorted(Temporal.Instant.compare)[0] ?? target)
    }
  }

  return {
    begin: (ms) => {
      if (isUnderWay || !isAllowed) return
      isUnderWay = true
      leapBy(ms).finally(() => {
        isUnderWay = false
      })
    },
    stop: () => {
      isAllowed = false
    },
    allow: () => {
      isAllowed = true
    },
  }
}
