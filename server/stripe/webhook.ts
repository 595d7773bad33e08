import { readEvent, type StripeEvent } from './read/event.ts'
import { problemWithSignature, type SignatureProblem } from './signature.ts'

/** Whether a body is an event Stripe signed just now, and if not, why. */
export type Verified =
  | { readonly kind: 'verified'; readonly event: StripeEvent }
  | { readonly kind: 'refused'; readonly why: string }

const words: Readonly<Record<SignatureProblem, string>> = {
  missing: 'The Stripe-Signature header is missing',
  'from-the-future': 'The signature is from the future',
  'too-old': 'The signature is too old',
  unfit: 'No configured webhook secret fits the signature',
}

/**
 * Verifies the text of a body against each secret in use: several while one is rolled, or for several endpoints. Bytes
 * that are no text were changed by decoding them, so that no signature over them fits.
 */
export function verifyEvent(
  body: string,
  header: string | undefined,
  secrets: readonly string[],
  now: Temporal.Instant,
): Verified {
  if (header && !body) return refuse('The body is empty')
  const problem = problemWithSignature({ text: body, header }, secrets, now)
  return problem ? refuse(words[problem]) : parse(body)
}

function parse(body: string): Verified {
  let json: unknown
  try {
    json = JSON.parse(body)
  } catch {
    return refuse('The body is not JSON')
  }
  if (isThin(json)) {
    return refuse(
      'This is a thin event. Paynudge reads snapshot events: choose them for this webhook endpoint',
    )
  }
  const event = readEvent(json)
  return event ? { kind: 'verified', event } : refuse('The body is not a Stripe event')
}

function isThin(json: unknown): boolean {
  return typeof json === 'object' && json !== null && 'object' in json && json.object === 'v2.core.event'
}

function refuse(why: string): Verified {
  return { kind: 'refused', why }
}
