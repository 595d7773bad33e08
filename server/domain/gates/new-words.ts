import type { Situation, Verdict } from '../situation.ts'
import { skip } from '../verdict.ts'

/** What this gate can say. */
export const newWordsReasons = {
  'said-already': 'The customer has got the very same text about this before.',
} as const

/** Where a matter went faster than the steps of a flow, a later step may have nothing new to say. */
export function newWords({ saidAlready }: Situation): Verdict | undefined {
  return saidAlready ? skip('said-already') : undefined
}
