import type { Reason } from './reasons.ts'
import type { Verdict } from './situation.ts'

/** A wait for something, and what it is worth nothing after. */
export type Waiting = {
  readonly until: Temporal.Instant
  readonly uselessAt: Temporal.Instant
  readonly reason: Reason
  /** The reason when the wait would outlast the message's use, where it is another. */
  readonly tooLate?: Reason
}

/** The end of the matter: the message is not sent. */
export function skip(reason: Reason): Verdict {
  return { kind: 'skip', reason }
}

const soonestMinutes = 1

/** The end of a rest; one that should be over and is not is asked about again in a minute. */
export function notBefore(now: Temporal.Instant, until: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.compare(until, now) > 0 ? until : now.add({ minutes: soonestMinutes })
}

/** Waits while the message is still of use at the end of the wait; else skips it. */
export function waitOrSkip({ until, uselessAt, reason, tooLate = reason }: Waiting): Verdict {
  const isOfUse = Temporal.Instant.compare(until, uselessAt) < 0
  return isOfUse ? { kind: 'wait', until, reason } : skip(tooLate)
}
