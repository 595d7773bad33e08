import type { Situation, Verdict } from '../situation.ts'
import { skip } from '../verdict.ts'

/** What this gate can say. */
export const installedReasons = {
  'not-installed':
    'The Paynudge app is not installed in this Stripe account any more. Install it again to have messages sent.',
} as const

/** A merchant who took the app out of their account has taken leave of us. */
export function installed({ isInstalled }: Pick<Situation, 'isInstalled'>): Verdict | undefined {
  return isInstalled ? undefined : skip('not-installed')
}
