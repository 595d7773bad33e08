import { allowList } from './gates/allow-list.ts'
import { answersFirst } from './gates/answers-first.ts'
import { besideEmails } from './gates/beside-emails.ts'
import { caps } from './gates/caps.ts'
import { consent } from './gates/consent.ts'
import { countryRules } from './gates/country-rules.ts'
import { flowOn } from './gates/flow-on.ts'
import { holdOut } from './gates/hold-out.ts'
import { installed } from './gates/installed.ts'
import { killSwitch } from './gates/kill-switch.ts'
import { newWords } from './gates/new-words.ts'
import { notEnded } from './gates/not-ended.ts'
import { onTime } from './gates/on-time.ts'
import { paused } from './gates/paused.ts'
import { paymentUnderWay } from './gates/payment-under-way.ts'
import { person } from './gates/person.ts'
import { phone } from './gates/phone.ts'
import { promised } from './gates/promised.ts'
import { quietHours } from './gates/quiet-hours.ts'
import { reachable } from './gates/reachable.ts'
import { afterRetry, retryFirst } from './gates/retry-first.ts'
import { sameMoney } from './gates/same-money.ts'
import { sender } from './gates/sender.ts'
import { template } from './gates/template.ts'
import { urgentFirst } from './gates/urgent-first.ts'
import { watchOnly } from './gates/watch-only.ts'
import type { Reason } from './reasons.ts'
import type { Situation, Verdict } from './situation.ts'

/** Why a nudge was sent, waits or was skipped, and the gate that said so. */
export type Decision =
  | { readonly kind: 'send'; readonly gate: 'all'; readonly reason: Reason }
  | (Verdict & { readonly gate: GateName })

/** One condition a nudge must pass; undefined when it has nothing against it. */
export type Gate = (situation: Situation) => Verdict | undefined
/** The gates by name, as decisions keep them. */
export type GateName = (typeof gates)[number][0]

/**
 * In the order they are asked: the subject, the account, the time, the switches, a pause of its own, what we send with,
 * the shopper, who else speaks, how often and when, and last the two that ask whether a message that may go out shall.
 * A switch says nothing of a message that is not due yet: it may be released by then. The retry is asked about twice:
 * by what counts from it and is not due yet, and by what is due.
 */
const gates = [
  ['notEnded', notEnded],
  ['installed', installed],
  ['retryFirst', afterRetry],
  ['onTime', onTime],
  ['killSwitch', killSwitch],
  ['flowOn', flowOn],
  ['paused', paused],
  ['answersFirst', answersFirst],
  ['phone', phone],
  ['allowList', allowList],
  ['sender', sender],
  ['template', template],
  ['consent', consent],
  ['reachable', reachable],
  ['person', person],
  ['promised', promised],
  ['sameMoney', sameMoney],
  ['newWords', newWords],
  ['besideEmails', besideEmails],
  ['paymentUnderWay', paymentUnderWay],
  ['retryFirst', retryFirst],
  ['urgentFirst', urgentFirst],
  ['caps', caps],
  ['quietHours', quietHours],
  ['countryRules', countryRules],
  ['watchOnly', watchOnly],
  ['holdOut', holdOut],
] as const satisfies readonly (readonly [string, Gate])[]

/** Whether a decision came to the hold-out, which is asked last: what is compared was equal until then. */
export function cameToHoldOut({ kind, gate }: Decision): boolean {
  return kind === 'send' || gate === 'holdOut'
}

/** Whether a nudge goes out now, waits, or is skipped, and why. The first gate that objects decides. */
export function decide(situation: Situation): Decision {
  for (const [gate, ask] of gates) {
    const verdict = ask(situation)
    if (verdict) return { ...keepingItsTime(verdict, situation), gate }
  }
  return { kind: 'send', gate: 'all', reason: 'clear' }
}

/** To ask for a message before its time costs nothing: what may not go out now is decided anew when its own time comes. */
function keepingItsTime(verdict: Verdict, { now, dueAt, plannedAt, uselessAt, ending }: Situation): Verdict {
  const wasHastened = Temporal.Instant.compare(dueAt, plannedAt) < 0
  const isToCome =
    Temporal.Instant.compare(now, plannedAt) < 0 && Temporal.Instant.compare(plannedAt, uselessAt) < 0
  const mayBeBetterThen = verdict.kind === 'skip' && wasHastened && isToCome && !ending
  return mayBeBetterThen ? { kind: 'wait', until: plannedAt, reason: verdict.reason } : verdict
}
