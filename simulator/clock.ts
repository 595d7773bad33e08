import type { Clock } from '../server/domain/clock.ts'

/** The one clock of a simulated world: still until it is advanced, or running at a chosen speed. */
export type SimulatedClock = Clock & {
  /** Does the work at that time on this clock; a time already passed means as soon as possible. */
  readonly at: (time: Temporal.Instant, work: () => void | Promise<void>) => void
  /** When the next piece of waiting work is due. */
  readonly nextAt: () => Temporal.Instant | undefined
  /** Moves a still clock to that time and awaits the work due on the way, in order. Never moves back. */
  readonly moveTo: (time: Temporal.Instant) => Promise<void>
  /** Lets the clock run, `speed` seconds of its own for each real one, until it is stopped. */
  readonly run: (speed: number) => void
  readonly stop: () => void
}

type Waiting = { readonly time: number; readonly order: number; readonly work: () => void | Promise<void> }

/** Real milliseconds between two looks of a running clock at its waiting work. */
const tickMs = 20

export function createClock(start: Temporal.Instant): SimulatedClock {
  let current = start.epochMilliseconds
  let order = 0
  let waiting: Waiting[] = []
  let ticking: NodeJS.Timeout | undefined
  let moving: Promise<void> = Promise.resolve()

  const now = () => Temporal.Instant.fromEpochMilliseconds(Math.floor(current))

  function at(time: Temporal.Instant, work: Waiting['work']) {
    order += 1
    waiting.push({ time: Math.max(time.epochMilliseconds, current), order, work })
  }

  function takeNext(until: number): Waiting | undefined {
    const due = waiting.filter((entry) => entry.time <= until)
    const next = due.sort((a, b) => a.time - b.time || a.order - b.order)[0]
    if (next) waiting = waiting.filter((entry) => entry !== next)
    return next
  }

  async function pass(until: number) {
    for (let next = takeNext(until); next; next = takeNext(until)) {
      current = Math.max(current, next.time)
      await next.work()
    }
    current = Math.max(current, until)
  }

  function moveTo(time: Temporal.Instant): Promise<void> {
    moving = moving.then(() => pass(time.epochMilliseconds))
    return moving
  }

  function sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (signal?.aborted) return resolve()
      signal?.addEventListener('abort', () => resolve(), { once: true })
      at(now().add({ milliseconds: Math.ceil(ms) }), () => resolve())
    })
  }

  function every(ms: number, work: () => void | Promise<void>) {
    let stopped = false
    const again = () =>
      at(now().add({ milliseconds: Math.ceil(ms) }), async () => {
        if (stopped) return
        await work()
        again()
      })
    again()
    return () => {
      stopped = true
    }
  }

  function nextAt() {
    const first = waiting.reduce<number | undefined>(
      (least, entry) => (least === undefined || entry.time < least ? entry.time : least),
      undefined,
    )
    return first === undefined ? undefined : Temporal.Instant.fromEpochMilliseconds(Math.ceil(first))
  }

  function stop() {
    clearTimeout(ticking)
    ticking = undefined
  }

  function run(speed: number) {
    stop()
    let last = performance.now()
    const tick = async () => {
      const real = performance.now()
      const target = current + (real - last) * speed
      last = real
      for (let next = takeNext(target); next; next = takeNext(target)) {
        current = Math.max(current, next.time)
        // Running time does not wait for the work it started, as a real clock does not.
        void next.work()
      }
      current = Math.max(current, target)
      if (ticking) ticking = setTimeout(tick, tickMs)
    }
    ticking = setTimeout(tick, tickMs)
  }

  return { now, sleep, every, at, nextAt, moveTo, run, stop }
}
