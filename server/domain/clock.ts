/** Where the time comes from: the machine (`system-clock.ts`), or the simulator, whose clock is moved or runs faster. */
export type Clock = {
  readonly now: () => Temporal.Instant
  /** Resolves after `ms` on this clock, or at once when the signal aborts. */
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>
}
