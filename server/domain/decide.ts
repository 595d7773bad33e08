import {
  allowList,
  answersFirst,
  caps,
  consent,
  flowOn,
  notEnded,
  onTime,
  phone,
  sender,
  template,
} from './gates.ts'
import type { Reason } from './reasons.ts'
import type { Situation, Verdict } from './situation.ts'

/** Why a nudge was sent, waits or was skipped, and the gate that said so. */
export type Decision =
  | { readonly kind: 'send'; readonly gate: 'all'; readonly reason: Reason }
  | (Verdict & { readonly gate: GateName })

/** One condition a nudge must pass; undefined when it has nothing against it. */
export type Gate = (situation: Situation) => Verdict | undefined
/** The gates by name, as decisions keep them. */
export type GateName = keyof typeof gates

/** In the order they are asked: the subject, the time, the shopper, what we send with, and last how often. */
const gates = {
  notEnded,
  flowOn,
  onTime,
  answersFirst,
  phone,
  allowList,
  consent,
  sender,
  template,
  caps,
} satisfies Record<string, Gate>

/** Whether a nudge goes out now, waits, or is skipped, and why. The first gate that objects decides. */
export function decide(situation: Situation): Decision {
  for (const [gate, ask] of Object.entries(gates) as [GateName, Gate][]) {
    const verdict = ask(situation)
    if (verdict) return { ...verdict, gate }
  }
  return { kind: 'send', gate: 'all', reason: 'clear' }
}
