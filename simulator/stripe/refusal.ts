/** An answer of Stripe's API that is not the wanted one. */
export type Refusal = {
  readonly status: number
  readonly error: {
    readonly type: string
    readonly message: string
    readonly code?: string
    readonly param?: string
    readonly [more: string]: unknown
  }
}

/** Ends the request with this refusal; the API's one error handler turns it into an answer. */
export function refuse(status: number, error: Refusal['error']): never {
  const doc = error.code
    ? { doc_url: `https://docs.stripe.com/error-codes/${error.code.replaceAll('_', '-')}` }
    : {}
  throw new Error(error.message, { cause: { status, error: { ...error, ...doc } } satisfies Refusal })
}

/** Refuses what the caller asked for as wrong in itself. */
export function refuseParam(message: string, param: string, code?: string): never {
  refuse(400, { type: 'invalid_request_error', message, param, ...(code && { code }) })
}

/** Refuses with Stripe's 404 for an object that is not there. */
export function refuseMissing(noun: string, id: string, param = 'id'): never {
  const message = `No such ${noun}: '${id}'`
  refuse(404, { type: 'invalid_request_error', code: 'resource_missing', message, param })
}

/** The refusal inside an error, or undefined when something else went wrong. */
export function refusalIn(error: unknown): Refusal | undefined {
  const cause = error instanceof Error ? error.cause : undefined
  const isRefusal = typeof cause === 'object' && cause !== null && 'status' in cause && 'error' in cause
  return isRefusal ? (cause as Refusal) : undefined
}
