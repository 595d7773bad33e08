import type { Situation, Verdict } from '../situation.ts'
import { waitOrSkip } from '../verdict.ts'

/** What this gate can say. */
export const answersFirstReasons = {
  'answers-first': 'A message from a customer is handled first, because it may be a stop.',
} as const

const answersWaitMs = 200

/** What customers said is handled first: it may be a stop. */
export function answersFirst({ answersWait, now, uselessAt }: Situation): Verdict | undefined {
  if (!answersWait) return undefined
  const until = now.add({ milliseconds: answersWaitMs })
  return waitOrSkip({ until, uselessAt, reason: 'answers-first', tooLate: 'too-late' })
}
