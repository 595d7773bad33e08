/**
 * Where the time comes from. `main.ts` holds the only system clock; the simulator's accelerates and is
 * moved by hand in tests.
 */
export type Clock = {
  readonly now: () => Temporal.Instant
  /** Resolves after `ms` on this clock, or at once when the signal aborts. */
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>
  /** Repeats the work, each time `ms` on this clock after the last one ended, until the returned function is called. */
  readonly every: (ms: number, work: () => void | Promise<void>) => () => void
}
