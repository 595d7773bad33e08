import { createHmac } from 'node:crypto'
import { Agent, request } from 'undici'
import type { Told } from './bell.ts'

/** A webhook: a JSON body, and the secret it is signed with. */
export type Post = {
  readonly url: string
  readonly secret: string
  readonly body: string
  readonly now: Temporal.Instant
}

/** For the whole of a call: an answer that drips is none. */
const wholeMs = 10_000
/** What an answer says is not read; a longer one is cut off. */
const bodyBytes = 16 * 1_024

/** Posts signed webhooks. A redirect is not followed: it is a failure, like every answer that is not 2xx. */
export function createPoster(timeoutMs = wholeMs): {
  readonly post: (post: Post) => Promise<Told>
  readonly close: () => Promise<void>
} {
  const dispatcher = new Agent()
  return {
    post: async ({ url, secret, body, now }) => {
      const headers = {
        'content-type': 'application/json',
        'user-agent': 'Paynudge/1',
        'paynudge-signature': signature(secret, body, now),
      }
      const signal = AbortSignal.timeout(timeoutMs)
      try {
        const answer = await request(url, { method: 'POST', headers, body, dispatcher, signal })
        await answer.body.dump({ limit: bodyBytes, signal })
        const { statusCode } = answer
        if (statusCode >= 200 && statusCode < 300) return { kind: 'told' }
        return { kind: 'failed', text: `the webhook answered ${statusCode}, not 2xx` }
      } catch (error) {
        if (signal.aborted)
          return { kind: 'failed', text: `the webhook did not end its answer within ${timeoutMs / 1_000} s` }
        const { code = 'no answer' } = error as { code?: string }
        return { kind: 'failed', text: `the webhook cannot be reached (${code})` }
      }
    },
    close: () => dispatcher.close(),
  }
}

/**
 * The header of a body, such as `t=1795600000,v1=5f3c...`: seconds, and the HMAC-SHA256 of `seconds.body` by the secret.
 * It is made as Stripe makes its own, so that Stripe's packages can check it: https://docs.stripe.com/webhooks#verify-manually
 */
function signature(secret: string, body: string, now: Temporal.Instant): string {
  const seconds = Math.floor(now.epochMilliseconds / 1_000)
  return `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`
}
