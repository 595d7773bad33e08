import type { Situation, Verdict } from '../situation.ts'
import { skip } from '../verdict.ts'

/** What this gate can say. */
export const notEndedReasons = {
  settled: 'The matter was settled before the message was due.',
} as const

/** Nothing is written about what is already settled. */
export function notEnded({ ending }: Situation): Verdict | undefined {
  return ending && skip('settled')
}
