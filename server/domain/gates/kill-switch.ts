import type { Situation, Verdict } from '../situation.ts'
import { skip } from '../verdict.ts'

/** What this gate can say. */
export const killSwitchReasons = {
  'stopped-everything':
    'Whoever runs this server stopped all messages of all accounts. They can lift the stop.',
  'stopped-account': 'All messages of this account are stopped. Resume sending to have messages sent.',
  'stopped-flow': 'The messages of this flow are stopped. Resume the flow to have them sent.',
} as const

/** What somebody stopped in a hurry stays unsent; the stop itself says how wide it is. */
export function killSwitch({ stopped }: Pick<Situation, 'stopped'>): Verdict | undefined {
  switch (stopped) {
    case undefined:
      return undefined
    case 'everything':
      return skip('stopped-everything')
    case 'account':
      return skip('stopped-account')
    case 'flow':
      return skip('stopped-flow')
  }
}
