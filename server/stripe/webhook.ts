import Stripe from 'stripe'
import { readEvent, type StripeEvent } from './read/event.ts'

/** Whether a body is an event Stripe signed just now, and if not, why. */
export type Verified =
  | { readonly kind: 'verified'; readonly event: StripeEvent }
  | { readonly kind: 'refused'; readonly why: string }

/** How far the signature's time may lie from ours, in both directions. Stripe's own package only looks back. */
const toleranceSeconds = 300
const tooOld = 'The signature is too old'
const unfit = 'No configured webhook secret fits the signature'

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
  if (!header) return refuse('The Stripe-Signature header is missing')
  if (!body) return refuse('The body is empty')
  if (isFromTheFuture(header, now)) return refuse('The signature is from the future')
  const errors = secrets.map((secret) => signatureError(body, header, secret, now))
  if (!errors.includes(undefined)) return refuse(errors.find((error) => error === tooOld) ?? unfit)
  return parse(body)
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

/** Fails closed: a package that cannot verify accepts nothing. */
const verifyHeader: NonNullable<typeof Stripe.webhooks.signature>['verifyHeader'] = (...given) => {
  const { signature } = Stripe.webhooks
  if (!signature) throw new Error('The stripe package cannot verify signatures')
  return signature.verifyHeader(...given)
}

function signatureError(
  body: string,
  header: string,
  secret: string,
  now: Temporal.Instant,
): string | undefined {
  try {
    verifyHeader(body, header, secret, toleranceSeconds, undefined, now.epochMilliseconds)
    return undefined
  } catch (error) {
    return error instanceof Error && error.message.startsWith('Timestamp') ? tooOld : unfit
  }
}

function isFromTheFuture(header: string, now: Temporal.Instant): boolean {
  const seconds = Number(/(?:^|,)t=(\d+)/.exec(header)?.[1])
  return seconds - now.epochMilliseconds / 1000 > toleranceSeconds
}

function isThin(json: unknown): boolean {
  return typeof json === 'object' && json !== null && 'object' in json && json.object === 'v2.core.event'
}

function refuse(why: string): Verified {
  return { kind: 'refused', why }
}
