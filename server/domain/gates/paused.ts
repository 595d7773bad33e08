import type { Situation, Verdict } from '../situation.ts'
import { waitOrSkip } from '../verdict.ts'

/** What this gate can say. */
export const pausedReasons = {
  'enrollment-paused':
    'Somebody of your team paused the messages about this. Let them go on to have them sent.',
} as const

/** How long to wait before asking again; who lets it go on has it asked at once. */
const askAgainMinutes = 60

/** What a person paused is written about again when a person lets it go on. */
export function paused({
  pausedBy,
  now,
  uselessAt,
}: Pick<Situation, 'pausedBy' | 'now' | 'uselessAt'>): Verdict | undefined {
  if (pausedBy === undefined) return undefined
  return waitOrSkip({ until: now.add({ minutes: askAgainMinutes }), uselessAt, reason: 'enrollment-paused' })
}
