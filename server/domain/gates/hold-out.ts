import type { Situation, Verdict } from '../situation.ts'
import { skip } from '../verdict.ts'

/** What this gate can say. */
export const holdOutReasons = {
  'held-out':
    'The customer is among the few kept silent on purpose, which shows what your messages bring. The share is a setting.',
} as const

/** Asked last, so that those kept silent differ from those written to in nothing else. */
export function holdOut({ side, isExempt }: Pick<Situation, 'side' | 'isExempt'>): Verdict | undefined {
  return side === 'held-out' && !isExempt ? skip('held-out') : undefined
}
