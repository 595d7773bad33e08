import type { Refusal } from './errors.ts'
import { lateCodes } from './errors.ts'
import { digitsOf } from './phones.ts'

/** How many of the next sends fail, and how. */
export type Failure = Refusal & {
  /** 1 when absent. */
  readonly times?: number
  /** Only sends to this phone. */
  readonly to?: string
  /** In the answer, or in a `failed` status after it; absent means as Meta does for that code. */
  readonly by?: 'answer' | 'status'
}

/**
 * What happens to the connection of the next send. `reset-before`: cut before the message was taken.
 * `reset-after-acceptance`, `hang` and `gateway-error`: the message goes out, but the caller never hears so.
 * `webhook-before-response`: the `sent` status is reported before the answer.
 */
export type Accident =
  | 'reset-before'
  | 'reset-after-acceptance'
  | 'hang'
  | 'gateway-error'
  | 'webhook-before-response'

/** A status that can happen without being reported. */
export type LostStatus = 'sent' | 'delivered' | 'read' | 'failed'

/** What is arranged to go wrong. */
export type Faults = {
  failures: readonly (Failure & { readonly times: number })[]
  accidents: readonly Accident[]
  lost: ReadonlySet<LostStatus>
}

/** Nothing goes wrong. */
export function noFaults(): Faults {
  return { failures: [], accidents: [], lost: new Set() }
}

/** The failure arranged for a send to this phone, used up by one. */
export function takeFailure(faults: Faults, digits: string, by: 'answer' | 'status'): Failure | undefined {
  const failure = faults.failures.find((one) => isFor(one, digits) && whereReported(one) === by)
  if (!failure) return undefined
  faults.failures = faults.failures
    .map((one) => (one === failure ? { ...one, times: one.times - 1 } : one))
    .filter((one) => one.times > 0)
  return failure
}

/** The accident arranged for the next send, used up. */
export function takeAccident(faults: Faults): Accident | undefined {
  const [accident, ...rest] = faults.accidents
  faults.accidents = rest
  return accident
}

function isFor(failure: Failure, digits: string): boolean {
  return failure.to === undefined || digitsOf(failure.to) === digits
}

function whereReported(failure: Failure): 'answer' | 'status' {
  return failure.by ?? (lateCodes.has(failure.code) ? 'status' : 'answer')
}
