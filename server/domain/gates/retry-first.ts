import type { Situation, Verdict } from '../situation.ts'
import { waitOrSkip } from '../verdict.ts'

/** What this gate can say. */
export const retryFirstReasons = {
  'retry-first':
    'Stripe tries the payment again by itself, which will probably succeed without the customer.',
} as const

/**
 * What is not due yet and comes after such a retry waits for it rather than for its own time. It is never skipped for
 * that: the failure of the retry may give it another time.
 */
export function afterRetry({ hopefulRetryAt, now, dueAt, uselessAt }: Situation): Verdict | undefined {
  if (!hopefulRetryAt || Temporal.Instant.compare(hopefulRetryAt, now) <= 0) return undefined
  const comesAfter = Temporal.Instant.compare(dueAt, hopefulRetryAt) >= 0
  const isOfUse = Temporal.Instant.compare(dueAt, uselessAt) < 0
  return comesAfter && isOfUse ? { kind: 'wait', until: dueAt, reason: 'retry-first' } : undefined
}

/** How long after its announced time a retry and the news of it may take. */
const retryTakesMinutes = 60

/** A retry that will probably fix it goes first; only once it has failed is there something to write about. */
export function retryFirst({ hopefulRetryAt, now, uselessAt }: Situation): Verdict | undefined {
  const until = hopefulRetryAt?.add({ minutes: retryTakesMinutes })
  if (!until || Temporal.Instant.compare(now, until) >= 0) return undefined
  return waitOrSkip({ until, uselessAt, reason: 'retry-first' })
}
