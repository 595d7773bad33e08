import type { Asked } from '../faults.ts'
import type { Refusal } from './refusal.ts'

/** One request to the API, as it came in. */
export type ApiCall = Asked & {
  /** Without the query, e.g. `/v1/invoices/in_1`. */
  readonly path: string
  readonly query: string
  readonly body: string
  /** The `Stripe-Account` header. */
  readonly account: string | undefined
  readonly idempotencyKey: string | undefined
}

/** A refusal arranged for a call; what is left out of the error is as usual with that status. */
export type Refused = {
  readonly status: number
  readonly type?: string
  readonly code?: string
  readonly message?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** The error Stripe answers with. */
export function refusalOf(refused: Refused): Refusal {
  const { status } = refused
  const { type, message, code } = { ...usualError(status), ...refused }
  return { status, error: { type, message, ...(code !== undefined && { code }) } }
}

/** The types of Stripe's errors by status, as stripe-node tells them apart (its Error.ts). */
function usualError(status: number): { type: string; message: string; code?: string } {
  const message = `The simulator was told to answer ${status}.`
  if (status === 429)
    return { type: 'invalid_request_error', message: 'Request rate limit exceeded.', code: 'rate_limit' }
  if (status === 402) return { type: 'card_error', message }
  return { type: status >= 500 ? 'api_error' : 'invalid_request_error', message }
}
