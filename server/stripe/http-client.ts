import Stripe from 'stripe'
import { Agent, type Dispatcher, errors } from 'undici'

/**
 * How the `stripe` package asks: by undici, as node's own client takes most of what a read costs (docs/decisions/0072). What
 * breaks on the way bears the code by which the package knows whether to ask again:
 * https://github.com/stripe/stripe-node/blob/master/src/RequestSender.ts
 */
export function createHttpClient(): Stripe.HttpClient {
  const agent = new Agent({ pipelining: 1, allowH2: false })
  return {
    getClientName: () => 'undici',
    makeRequest: async (host, port, path, method, headers, body, protocol, timeout) => {
      const asked = {
        origin: `${protocol}://${host}:${port}`,
        path,
        method: method as Dispatcher.HttpMethod,
        headers: headers as Record<string, string>,
        body: body || null,
        headersTimeout: timeout,
        bodyTimeout: timeout,
      }
      return new Answer(await agent.request(asked).catch(rethrown))
    },
  }
}

class Answer extends Stripe.HttpClientResponse {
  readonly #answer: Dispatcher.ResponseData

  constructor(answer: Dispatcher.ResponseData) {
    super(answer.statusCode, answer.headers as Record<string, string>)
    this.#answer = answer
  }

  override getRawResponse() {
    return this.#answer
  }

  override toStream(ended: () => void) {
    return this.#answer.body.once('end', ended)
  }

  override async toJSON(): Promise<unknown> {
    const text = await this.#answer.body.text().catch((error: unknown) => {
      throw Stripe.HttpClient.makeResponseBodyError(named(error))
    })
    return this._parseResponseBody(text)
  }

  /** An answer nobody reads would hold its connection; that it breaks meanwhile is nobody's trouble. */
  dispose() {
    this.#answer.body.dump().catch(() => undefined)
  }
}

function rethrown(error: unknown): never {
  throw named(error)
}

/** An error by the code the package knows. */
function named(error: unknown): unknown {
  const isLate =
    error instanceof errors.HeadersTimeoutError ||
    error instanceof errors.BodyTimeoutError ||
    error instanceof errors.ConnectTimeoutError
  if (isLate) return Stripe.HttpClient.makeTimeoutError()
  return error instanceof errors.SocketError ? Object.assign(error, { code: 'ECONNRESET' }) : error
}
