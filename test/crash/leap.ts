import type { SimulatedClock } from '../../simulator/clock.ts'

/** Time that goes by in one go, as for a server whose machine slept. */
export type Leap = {
  /** Begins a leap, unless one is under way. What is due on the way happens in its time. */
  readonly begin: (ms: number) => void
  /** Ends the leap under way where it has come to; no other one begins until `allow`. */
  readonly stop: () => void
  readonly allow: () => void
}

/** Lets a clock leap; at most one leap at once. */
export function createLeap(clock: SimulatedClock): Leap {
  let isUnderWay = false
  let isAllowed = true

  async function leapTo(target: Temporal.Instant) {
    while (isAllowed && Temporal.Instant.compare(clock.now(), target) < 0) {
      const times = [target, clock.nextAt()].filter((time) => time !== undefined)
      await clock.moveTo(times.toSorted(Temporal.Instant.compare)[0] ?? target)
    }
  }

  return {
    begin: (ms) => {
      if (isUnderWay || !isAllowed) return
      isUnderWay = true
      leapTo(clock.now().add({ milliseconds: ms })).finally(() => {
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
