import { consent } from './gates/consent.ts'
import { flowOn } from './gates/flow-on.ts'
import { holdOut } from './gates/hold-out.ts'
import { installed } from './gates/installed.ts'
import { killSwitch } from './gates/kill-switch.ts'
import { paused } from './gates/paused.ts'
import { person } from './gates/person.ts'
import { promised } from './gates/promised.ts'
import { quietHours } from './gates/quiet-hours.ts'
import { sender } from './gates/sender.ts'
import { watchOnly } from './gates/watch-only.ts'
import type { Situation, Verdict } from './situation.ts'

/** What stays until somebody changes it, a shopper's promise included; `now` is when the message is to be decided. */
export type Standing = Pick<
  Situation,
  | 'now'
  | 'uselessAt'
  | 'isInstalled'
  | 'stopped'
  | 'flowIsOn'
  | 'pausedBy'
  | 'hasNumber'
  | 'consent'
  | 'purpose'
  | 'heldBy'
  | 'promisedUntil'
  | 'mode'
  | 'side'
  | 'isExempt'
  | 'sendingHours'
  | 'timeZones'
  | 'phoneCountry'
>

/** The gates that can be asked before a message is due, in the order in which `decide` asks them. */
const gates = [
  installed,
  killSwitch,
  flowOn,
  paused,
  sender,
  consent,
  person,
  promised,
  watchOnly,
  holdOut,
] as const

/**
 * What would be said against a planned message at its time, if all stays as it is; undefined when nothing would. Hours in
 * which nobody is written to come last: they only put off what all the rest allows, and what it does not is said when they end.
 */
export function foresee(standing: Standing): Verdict | undefined {
  for (const ask of gates) {
    const verdict = ask({ ...standing, senderPause: undefined })
    if (verdict) return verdict
  }
  return quietHours(standing)
}
