import type { AccountKey } from './account.ts'
import type { Consent, Purpose } from './consent.ts'
import type { Ending } from './enrollment.ts'
import { allowList, consent, flowOn, notEnded, onTime, phone, sender, template } from './gates.ts'
import type { Reason } from './reasons.ts'

/** How far Meta's approval of a template has come; `missing` when it was never pushed. */
export type TemplateState = 'missing' | 'pending' | 'approved' | 'refused' | 'paused'

/** Everything a decision looks at, gathered at one moment. */
export type Situation = {
  readonly now: Temporal.Instant
  readonly environment: AccountKey['environment']
  readonly ending: Ending | undefined
  readonly flowIsOn: boolean
  readonly dueAt: Temporal.Instant
  readonly uselessAt: Temporal.Instant
  readonly purpose: Purpose
  /** E.164; undefined when none of the subject's numbers can be one. */
  readonly phone: string | undefined
  readonly phoneIsAllowed: boolean
  readonly consent: Consent
  readonly hasNumber: boolean
  readonly template: TemplateState
}

/** What one gate says: nothing, or the end of the matter for now. */
export type Verdict =
  | { readonly kind: 'wait'; readonly until: Temporal.Instant; readonly reason: Reason }
  | { readonly kind: 'skip'; readonly reason: Reason }

/** Why a nudge was sent, waits or was skipped, and the gate that said so. */
export type Decision =
  | { readonly kind: 'send'; readonly gate: 'all'; readonly reason: Reason }
  | (Verdict & { readonly gate: GateName })

export type Gate = (situation: Situation) => Verdict | undefined
export type GateName = keyof typeof gates

/** In the order they are asked: the subject first, then time, then the shopper, then what we send with. */
const gates = { notEnded, flowOn, onTime, phone, allowList, consent, sender, template } satisfies Record<
  string,
  Gate
>

/** Whether a nudge goes out now, waits, or is skipped, and why. The first gate that objects decides. */
export function decide(situation: Situation): Decision {
  for (const [gate, ask] of Object.entries(gates) as [GateName, Gate][]) {
    const verdict = ask(situation)
    if (verdict) return { ...verdict, gate }
  }
  return { kind: 'send', gate: 'all', reason: 'clear' }
}
