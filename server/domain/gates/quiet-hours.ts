import { daytimeOf, isQuiet, nextOpening } from '../quiet-hours.ts'
import type { Situation, Verdict } from '../situation.ts'
import { skip, waitOrSkip } from '../verdict.ts'

/** What this gate can say. */
export const quietHoursReasons = {
  'quiet-hours': "It is outside the sending hours on the customer's clock.",
  'no-common-hours':
    "No moment lies within your sending hours in every time zone the customer may live in. Add the customer's address in Stripe, or widen the hours.",
} as const

/** Nobody is woken: a message waits for the sending hours on the shopper's clock. */
export function quietHours(
  situation: Pick<Situation, 'now' | 'uselessAt' | 'sendingHours' | 'timeZones' | 'phoneCountry'>,
): Verdict | undefined {
  const { now, uselessAt } = situation
  const daytime = daytimeOf(situation)
  if (!isQuiet(now, daytime)) return undefined
  const until = nextOpening(now, daytime)
  return until ? waitOrSkip({ until, uselessAt, reason: 'quiet-hours' }) : skip('no-common-hours')
}
