import type { Situation, Verdict } from '../situation.ts'
import { waitOrSkip } from '../verdict.ts'

/** What this gate can say. */
export const reachableReasons = {
  unreachable:
    'WhatsApp could not deliver to this customer of late, so they are left alone for a while. Check their phone number in Stripe.',
  'enough-offers':
    'Meta chose not to deliver an offer to this customer of late, so no other one is sent for a day.',
} as const

/** Somebody whom messages did not reach is not tried again at once: each miss costs the number's good name. */
export function reachable(situation: Situation): Verdict | undefined {
  const { unreachableUntil, offersRestUntil, category, now, uselessAt } = situation
  if (isAhead(unreachableUntil, now)) {
    return waitOrSkip({ until: unreachableUntil, uselessAt, reason: 'unreachable' })
  }
  if (category === 'marketing' && isAhead(offersRestUntil, now)) {
    return waitOrSkip({ until: offersRestUntil, uselessAt, reason: 'enough-offers' })
  }
  return undefined
}

function isAhead(until: Temporal.Instant | undefined, now: Temporal.Instant): until is Temporal.Instant {
  return until !== undefined && Temporal.Instant.compare(now, until) < 0
}
