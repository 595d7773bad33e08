/** A moment as the tables keep it. */
export function toMs(time: Temporal.Instant): number {
  return time.epochMilliseconds
}

/** The moment a table kept. */
export function fromMs(ms: number): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(ms)
}

/** The moment a table kept, where it kept one. */
export function fromNullableMs(ms: number | null): Temporal.Instant | undefined {
  return ms === null ? undefined : fromMs(ms)
}
