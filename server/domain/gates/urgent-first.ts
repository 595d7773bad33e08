import type { Situation, Verdict } from '../situation.ts'
import { waitOrSkip } from '../verdict.ts'

/** What this gate can say. */
export const urgentFirstReasons = {
  'urgent-first': 'Something more urgent is about to be sent to this customer.',
} as const

const urgentWaitMinutes = 1

/** When several messages want the same slot, the most urgent gets it, and the caps then see it was taken. */
export function urgentFirst({ urgentWaits, now, uselessAt }: Situation): Verdict | undefined {
  if (!urgentWaits) return undefined
  return waitOrSkip({ until: now.add({ minutes: urgentWaitMinutes }), uselessAt, reason: 'urgent-first' })
}
