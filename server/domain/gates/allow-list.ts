import type { Situation, Verdict } from '../situation.ts'
import { skip } from '../verdict.ts'

/** What this gate can say. */
export const allowListReasons = {
  'not-on-allow-list':
    'Outside live mode only numbers on your allow-list are written to. Add this one to try it.',
  'hidden-not-allowed':
    'Outside live mode only numbers on your allow-list are written to, and the number of this customer is not known. Add it to the customer in Stripe.',
} as const

/** Outside live mode only the merchant's own numbers are written to. */
export function allowList({ environment, phone, phoneIsAllowed }: Situation): Verdict | undefined {
  if (environment === 'live' || phoneIsAllowed) return undefined
  return skip(phone ? 'not-on-allow-list' : 'hidden-not-allowed')
}
