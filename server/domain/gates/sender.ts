import type { Situation, Verdict } from '../situation.ts'
import { skip } from '../verdict.ts'

/** What this gate can say. */
export const senderReasons = {
  'no-number':
    'No WhatsApp number is linked to this account. Link one with `npm run paynudge -- number link`.',
} as const

/** A linked WhatsApp number to send from. */
export function sender({ hasNumber }: Situation): Verdict | undefined {
  return hasNumber ? undefined : skip('no-number')
}
