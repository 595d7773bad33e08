import type { Clock } from '../server/domain/clock.ts'

/** The one clock of a simulated world: still until it is advanced, or running at a chosen speed. */
export type SimulatedClock = Clock & {
  /** Does the work at that time on this clock; a time already passed means as soon as possible. */
  readonly at: (time: Temporal.Instant, work: Work) => void
  /** When the next piece of waiting work is due. */
  readonly nextAt: () => Temporal.Instant | undefined
  /** Moves a still clock to that time and awaits the work due on the way, in order. Never moves back. */
  readonly moveTo: (time: Temporal.Instant) => Promise<void>
  /** Lets the clock run, `speed` seconds of its own for each real one, until it is stopped. */
  readonly run: (speed: number) => void
  readonly stop: () => void
}

type Work = () => void | Promise<void>

/** Real milliseconds between two looks of a running clock at its waiting work. */
const tickMs = 20

/** A clock that stands still at this time until it is moved. */
export function createClock(start: Temporal.Instant): SimulatedClock {
  const hands = createHands(start)
  const { now, at } = hands
  let moving: Promise<void> = Promise.resolve()

  function moveTo(time: Temporal.Instant): Promise<void> {
    moving = moving.then(() => hands.passTo(time.epochMilliseconds, (work) => work()))
    return moving
  }

  function sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (signal?.aborted) return resolve()
      signal?.addEventListener('abort', () => resolve(), { once: true })
      at(later(now(), ms), () => resolve())
    })
  }

  return { now, sleep, at, nextAt: hands.nextAt, moveTo, ...createDrive(hands) }
}

type Waiting = { readonly time: number; readonly work: Work }
type Hands = ReturnType<typeof createHands>

/** The time, in fractions of a millisecond, and what waits for it. */
function createHands(start: Temporal.Instant) {
  let current = start.epochMilliseconds
  /** The next one first; of one time in the order they came. Thousands may wait. */
  const waiting: Waiting[] = []

  function at(time: Temporal.Instant, work: Work) {
    const entry = { time: Math.max(time.epochMilliseconds, current), work }
    waiting.splice(placeAfter(waiting, entry.time), 0, entry)
  }

  function takeNext(until: number): Waiting | undefined {
    const [next] = waiting
    return next && next.time <= until ? waiting.shift() : undefined
  }

  /** Passes to that time, with the work due on the way done by `carryOut`. */
  async function passTo(until: number, carryOut: (work: Work) => void | Promise<void>) {
    for (let next = takeNext(until); next; next = takeNext(until)) {
      current = Math.max(current, next.time)
      await carryOut(next.work)
    }
    current = Math.max(current, until)
  }

  return {
    at,
    passTo,
    now: () => Temporal.Instant.fromEpochMilliseconds(Math.floor(current)),
    current: () => current,
    nextAt: () => waiting[0] && Temporal.Instant.fromEpochMilliseconds(Math.ceil(waiting[0].time)),
  }
}

/** Behind everything that waits for that time or an earlier one. */
function placeAfter(waiting: readonly Waiting[], time: number): number {
  let [low, high] = [0, waiting.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((waiting[middle]?.time ?? 0) <= time) low = middle + 1
    else high = middle
  }
  return low
}

/** Moves the hands by real time. Running time does not wait for the work it started, as a real clock does not. */
function createDrive(hands: Hands) {
  let ticking: NodeJS.Timeout | undefined

  function stop() {
    clearInterval(ticking)
    ticking = undefined
  }

  function run(speed: number) {
    stop()
    let last = performance.now()
    ticking = setInterval(() => {
      const real = performance.now()
      void hands.passTo(hands.current() + (real - last) * speed, (work) => void work())
      last = real
    }, tickMs)
  }

  return { run, stop }
}

function later(time: Temporal.Instant, ms: number): Temporal.Instant {
  return time.add({ milliseconds: Math.ceil(ms) })
}
