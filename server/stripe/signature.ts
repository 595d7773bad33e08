import Stripe from 'stripe'

/** What is wrong with a signature of Stripe's. */
export type SignatureProblem = 'missing' | 'from-the-future' | 'too-old' | 'unfit'

/** How far the signature's time may lie from ours, in both directions. Stripe's own package only looks back. */
const toleranceSeconds = 300

/**
 * What is wrong with the signature over a text, by each secret in use: several while one is rolled, or for several
 * endpoints. Undefined when one of them fits and its time is close enough to ours.
 */
export function problemWithSignature(
  { text, header }: { readonly text: string; readonly header: string | undefined },
  secrets: readonly string[],
  now: Temporal.Instant,
): SignatureProblem | undefined {
  if (!header) return 'missing'
  if (isFromTheFuture(header, now)) return 'from-the-future'
  const problems = secrets.map((secret) => problemBy(secret, { text, header }, now))
  if (problems.includes(undefined)) return undefined
  return problems.find((problem) => problem === 'too-old') ?? 'unfit'
}

/** Fails closed: a package that cannot verify accepts nothing. */
const verifyHeader: NonNullable<typeof Stripe.webhooks.signature>['verifyHeader'] = (...given) => {
  const { signature } = Stripe.webhooks
  if (!signature) throw new Error('The stripe package cannot verify signatures')
  return signature.verifyHeader(...given)
}

function problemBy(
  secret: string,
  { text, header }: { readonly text: string; readonly header: string },
  now: Temporal.Instant,
): SignatureProblem | undefined {
  try {
    verifyHeader(text, header, secret, toleranceSeconds, undefined, now.epochMilliseconds)
    return undefined
  } catch (error) {
    return error instanceof Error && error.message.startsWith('Timestamp') ? 'too-old' : 'unfit'
  }
}

function isFromTheFuture(header: string, now: Temporal.Instant): boolean {
  const seconds = Number(/(?:^|,)t=(\d+)/.exec(header)?.[1])
  return seconds - now.epochMilliseconds / 1000 > toleranceSeconds
}
