import type { Situation, Verdict } from '../situation.ts'
import { waitOrSkip } from '../verdict.ts'

/** What this gate can say. */
export const personReasons = {
  'person-talks':
    'A person of yours holds the thread with this customer. Messages go on once it is handed back.',
} as const

/** How long to wait before asking again whether the thread was handed back. */
const askAgainMinutes = 15

/** While a person talks with a shopper, no machine does. */
export function person({
  heldBy,
  now,
  uselessAt,
}: Pick<Situation, 'heldBy' | 'now' | 'uselessAt'>): Verdict | undefined {
  if (heldBy === 'bot') return undefined
  return waitOrSkip({ until: now.add({ minutes: askAgainMinutes }), uselessAt, reason: 'person-talks' })
}
