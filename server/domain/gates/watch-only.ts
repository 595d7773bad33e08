import type { Situation, Verdict } from '../situation.ts'
import { skip } from '../verdict.ts'

/** What this gate can say. */
export const watchOnlyReasons = {
  'watch-only':
    'Nothing spoke against the message, but this account only watches. Set it to live to have messages sent.',
} as const

/** A merchant who only watches sees every decision, and nobody is written to. */
export function watchOnly({ mode }: Situation): Verdict | undefined {
  return mode === 'watch' ? skip('watch-only') : undefined
}
