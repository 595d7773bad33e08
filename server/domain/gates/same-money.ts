import type { Situation, Verdict } from '../situation.ts'
import { skip } from '../verdict.ts'

/** What this gate can say. */
export const sameMoneyReasons = {
  'already-spoken-about': 'Another of your flows already writes to the customer about the same money.',
} as const

/** One failure told by two events is one matter for the shopper, and one flow speaks about it. */
export function sameMoney({ alreadySpeaks }: Situation): Verdict | undefined {
  return alreadySpeaks === undefined ? undefined : skip('already-spoken-about')
}
