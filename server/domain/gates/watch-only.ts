import type { Situation, Verdict } from '../situation.ts'
import { skip } from '../verdict.ts'

/** What this gate can say. */
export const watchOnlyReasons = {
  'watch-only':
    'Nothing spoke against the message, but Paynudge only watches here. Choose in the settings to send messages to have them go out.',
} as const

/** A merchant who only watches sees every decision, and nobody is written to. */
export function watchOnly({ mode }: Pick<Situation, 'mode'>): Verdict | undefined {
  return mode === 'watch' ? skip('watch-only') : undefined
}
