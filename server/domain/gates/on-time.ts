import type { Situation, Verdict } from '../situation.ts'
import { skip, waitOrSkip } from '../verdict.ts'

/** What this gate can say. */
export const onTimeReasons = {
  'not-due': 'The message is planned for later.',
  'too-late': 'The message could not go out in time and would no longer help.',
} as const

/** Not before its time, and not when it would come too late to help. */
export function onTime({ now, dueAt, uselessAt }: Situation): Verdict | undefined {
  if (Temporal.Instant.compare(now, uselessAt) >= 0) return skip('too-late')
  const isDue = Temporal.Instant.compare(now, dueAt) >= 0
  return isDue ? undefined : waitOrSkip({ until: dueAt, uselessAt, reason: 'not-due', tooLate: 'too-late' })
}
