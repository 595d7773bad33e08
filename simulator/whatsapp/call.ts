import type { Json } from './json.ts'

/** One request to the Graph API, without its token. */
export type Call = {
  readonly at: Temporal.Instant
  readonly method: string
  /** Without the version and the query, e.g. `/5001/messages`. */
  readonly path: string
  readonly query: string
  readonly body: Json
  /** Zero while it has no answer, and for ever when it never gets one. */
  readonly status: number
}

/** Where messages are sent, for faults that mean those calls only. */
export const sends = { method: 'POST', path: /\/(marketing_)?messages$/ } as const

/** Whether a call hands over a message; marking one as read goes to the same place. */
export function isSend({ method, path, body }: Call): boolean {
  return method === sends.method && sends.path.test(path) && body.status !== 'read'
}
