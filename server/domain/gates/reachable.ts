import type { Situation, Verdict } from '../situation.ts'
import { waitOrSkip } from '../verdict.ts'

/** What this gate can say. */
export const reachableReasons = {
  unreachable:
    'WhatsApp could not deliver to this customer of late, so they are left alone for a while. Check their phone number in Stripe.',
} as const

/** Somebody whom messages did not reach is not tried again at once: each miss costs the number's good name. */
export function reachable({ unreachableUntil, now, uselessAt }: Situation): Verdict | undefined {
  if (!unreachableUntil || Temporal.Instant.compare(now, unreachableUntil) >= 0) return undefined
  return waitOrSkip({ until: unreachableUntil, uselessAt, reason: 'unreachable' })
}
