import type { SenderPause, Situation, Verdict } from '../situation.ts'
import { notBefore, skip, waitOrSkip } from '../verdict.ts'

/** What this gate can say. */
export const senderReasons = {
  'no-number': 'No WhatsApp number is linked to this account. Link one.',
  'account-paused':
    'Meta refuses messages of your WhatsApp account at the moment. The alarm about it says what to do.',
  'number-paused':
    'Meta refuses messages of this WhatsApp number at the moment. The alarm about it says what to do.',
  'country-paused': 'Meta refuses messages to this customer’s country. The alarm about it says what to do.',
} as const

const reasonOf = {
  account: 'account-paused',
  number: 'number-paused',
  country: 'country-paused',
} as const satisfies Record<SenderPause['scope'], keyof typeof senderReasons>

/** A linked WhatsApp number to send from, which Meta lets send. */
export function sender({
  hasNumber,
  senderPause,
  now,
  uselessAt,
}: Pick<Situation, 'hasNumber' | 'senderPause' | 'now' | 'uselessAt'>): Verdict | undefined {
  if (!hasNumber) return skip('no-number')
  if (!senderPause) return undefined
  const { scope, until } = senderPause
  return waitOrSkip({ until: notBefore(now, until), uselessAt, reason: reasonOf[scope] })
}
