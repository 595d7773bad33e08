import type { Situation, Verdict } from '../situation.ts'
import { skip } from '../verdict.ts'

/** What this gate can say. */
export const allowListReasons = {
  'not-on-allow-list':
    'Outside live mode only numbers on your allow-list are written to. Add this one with `npm run paynudge -- allow-list add`.',
} as const

/** Outside live mode only the merchant's own numbers are written to. */
export function allowList({ environment, phoneIsAllowed }: Situation): Verdict | undefined {
  return environment === 'live' || phoneIsAllowed ? undefined : skip('not-on-allow-list')
}
