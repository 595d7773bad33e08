import type { GateName } from '../domain/decide.ts'
import { type Reason, reasons } from '../domain/reasons.ts'
import type { Situation } from '../domain/situation.ts'
import { fromJson } from '../store/json.ts'
import type { DecisionTable } from '../store/schema.ts'
import { personText } from './person-words.ts'

/** A decision as it is kept. */
type KeptDecision = Pick<DecisionTable, 'kind' | 'until' | 'reason' | 'gate' | 'saw'>

/** What a decision saw, as it is kept: a moment is a text, and what a refusal never came to is missing. */
type Saw = Partial<Omit<Situation, 'hopefulRetryAt' | 'uselessAt'>> & {
  readonly hopefulRetryAt?: string
  readonly uselessAt?: string
}

/** A decision in words: what came of it, why, and in brackets the gate that decided with what it went by. */
export function decisionText(decision: KeptDecision): string {
  const { gate } = decision
  const detail = details[gate as GateName]?.(fromJson<Saw>(decision.saw), decision.reason as Reason)
  const typed = typedFor[decision.reason as Reason]
  const help = typed ? ` Type \`npm run paynudge -- ${typed}\`.` : ''
  return `${verdict(decision)}. ${reasonText(decision)}${help} [${gate}${detail ? `: ${detail}` : ''}]`
}

/** What helps at the command line against a reason. */
export const typedFor: Partial<Record<Reason, string>> = {
  'no-number': 'number link',
  'account-paused': 'alarm list',
  'number-paused': 'alarm list',
  'country-paused': 'alarm list',
  'template-paused': 'alarm list',
  'template-recategorized': 'template list',
  'template-not-approved': 'template push',
  'not-on-allow-list': 'allow-list add',
  'person-talks': 'thread hand-back',
  'enrollment-paused': 'nudge go-on',
  'watch-only': 'settings set --mode live',
}

/** Why it was decided so, as a merchant reads it; `whoText` says who paused it. */
export function reasonText(
  { reason, saw }: Pick<KeptDecision, 'reason' | 'saw'>,
  whoText = personText,
): string {
  const { pausedBy } = fromJson<Saw>(saw)
  return reason === 'enrollment-paused' && pausedBy
    ? pausedText(whoText(pausedBy))
    : reasons[reason as Reason]
}

/** That somebody paused the messages about a matter. */
export function pausedText(who: string): string {
  return `Paused by ${who}. Nothing is sent about this until somebody lets it go on.`
}

/** A moment as merchants and operators read it, in UTC. */
export function timeText(ms: number): string {
  return Temporal.Instant.fromEpochMilliseconds(ms).toString({ smallestUnit: 'second' })
}

/** What passes by itself: where such a thing kept a message from going out, it would have had to wait too long. */
const passing: ReadonlySet<Reason> = new Set([
  'unreachable',
  'enough-offers',
  'account-paused',
  'number-paused',
  'country-paused',
  'template-paused',
  'retry-first',
  'urgent-first',
  'too-often',
  'just-written',
  'quiet-hours',
])

function verdict({ kind, until, reason }: KeptDecision): string {
  switch (kind) {
    case 'send':
      return 'sent'
    case 'wait':
      return `waits until ${timeText(until ?? 0)}`
    case 'skip':
      return passing.has(reason as Reason) ? 'not sent, as a wait would outlast its use' : 'not sent'
  }
}

/** What a gate went by, where that says more than its reason. */
const details: Partial<Record<GateName, (saw: Saw, reason: Reason) => string | undefined>> = {
  notEnded: ({ ending }) => ending?.because,
  onTime: ({ uselessAt }, reason) =>
    reason === 'too-late' && uselessAt ? `useful until ${uselessAt}` : undefined,
  template: ({ template }) => template,
  sameMoney: ({ alreadySpeaks }) => alreadySpeaks,
  retryFirst: ({ hopefulRetryAt }) => hopefulRetryAt,
  caps: ({ caps, perSubject }, reason) =>
    reason === 'too-often' ? caps && `${caps.perDay} a day, ${caps.perWeek} a week` : `at most ${perSubject}`,
  quietHours: ({ timeZones }) => timeZones?.join(', '),
  countryRules: ({ phoneCountry }) => phoneCountry,
}
