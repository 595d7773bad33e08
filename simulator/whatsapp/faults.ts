import { type Fault, isMeant } from '../faults.ts'
import { type Call, isSend } from './call.ts'
import { lateCodes, type Refusal } from './errors.ts'
import { asText } from './json.ts'
import { digitsOf } from './phones.ts'

/** A refusal arranged for a call, in Meta's codes. */
export type Refused = Refusal & {
  /** Of a send: in the answer, or in a `failed` status after it; absent means as Meta does for that code. */
  readonly by?: 'answer' | 'status'
}

/** Which sends are meant besides where they go: only those to this phone. */
export type ToPhone = { readonly to?: string }

/** A status that can happen without being reported. */
export type LostStatus = 'sent' | 'delivered' | 'read' | 'failed'

/** Whether a call is one that this fault is meant for. */
export function fits(fault: Fault<Refused, ToPhone>, call: Call): boolean {
  if (!isMeant(fault, call)) return false
  const isForSends = fault.to !== undefined || (!('accident' in fault) && isLate(fault))
  if (isForSends && !isSend(call)) return false
  return fault.to === undefined || digitsOf(asText(call.body.to) ?? '') === digitsOf(fault.to)
}

/** Whether a message is accepted, and fails only after that. */
export function isLate(refused: Refused): boolean {
  return (refused.by ?? (lateCodes.has(refused.code) ? 'status' : 'answer')) === 'status'
}
