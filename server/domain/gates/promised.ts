import type { Situation, Verdict } from '../situation.ts'
import { waitOrSkip } from '../verdict.ts'

/** What this gate can say. */
export const promisedReasons = {
  'promised-later': 'The customer asked to be left until a day of their own choice.',
} as const

/** Whoever named a day is left alone until then. */
export function promised({
  promisedUntil,
  now,
  uselessAt,
}: Pick<Situation, 'promisedUntil' | 'now' | 'uselessAt'>): Verdict | undefined {
  if (!promisedUntil || Temporal.Instant.compare(promisedUntil, now) <= 0) return undefined
  return waitOrSkip({ until: promisedUntil, uselessAt, reason: 'promised-later' })
}
