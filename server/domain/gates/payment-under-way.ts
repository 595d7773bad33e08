import type { Situation, Verdict } from '../situation.ts'
import { waitOrSkip } from '../verdict.ts'

/** What this gate can say. */
export const paymentUnderWayReasons = {
  'payment-under-way':
    'The customer has paid, and their bank takes some days to bring the money, as with a bank debit. Should it fail, messages go on.',
} as const

/** News of how it ends comes by itself; this is for news that does not come. */
const askedAgainHours = 12

/** Whoever pays by a bank debit has done their part, for as long as nobody knows whether the money comes. */
export function paymentUnderWay({ isUnderWay, now, uselessAt }: Situation): Verdict | undefined {
  if (!isUnderWay) return undefined
  return waitOrSkip({ until: now.add({ hours: askedAgainHours }), uselessAt, reason: 'payment-under-way' })
}
