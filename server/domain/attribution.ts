/** What brought the money, as far as the evidence goes. `unaided`: nothing points to us. `retry`: Stripe's own. */
export type Attribution = 'clicked' | 'answered' | 'read' | 'unaided' | 'retry'

/** A payment as it bears on who earned it. */
export type PaymentEvidence = {
  readonly paidAt: Temporal.Instant
  /** Whether Stripe moved the money (and not a transfer the merchant only noted down). */
  readonly throughStripe: boolean
  /** The invoice's attempt count when the payment was first seen. */
  readonly attemptCount: number
}

/** What is known of a nudge's effect. */
export type NudgeEvidence = {
  readonly nudgeId: string
  readonly readAt: Temporal.Instant | undefined
  readonly clickedAt: readonly Temporal.Instant[]
  /** When the shopper wrote or tapped something in answer to it; a stop is none. */
  readonly answeredAt: readonly Temporal.Instant[]
}

/** Who earned a payment, and by which nudge where it was one. */
export type Attributed = { readonly attribution: Attribution; readonly nudgeId: string | undefined }

/**
 * Who earned a payment. `failedAttempts` is the highest attempt count of the failures we heard of: Stripe
 * raises the count for its own retries only, so a payment above it is a retry's (stripe-node, Invoice.attempt_count:
 * manual attempts after the first do not raise it).
 */
export function attribute(
  payment: PaymentEvidence,
  failedAttempts: number,
  nudges: readonly NudgeEvidence[],
): Attributed {
  if (!payment.throughStripe) return { attribution: 'unaided', nudgeId: undefined }
  if (payment.attemptCount > failedAttempts) return { attribution: 'retry', nudgeId: undefined }
  const clicked = latest(nudges, (nudge) => nudge.clickedAt.filter((time) => isBefore(time, payment.paidAt)))
  if (clicked) return { attribution: 'clicked', nudgeId: clicked }
  const answered = latest(nudges, (nudge) =>
    nudge.answeredAt.filter((time) => isBefore(time, payment.paidAt)),
  )
  if (answered) return { attribution: 'answered', nudgeId: answered }
  const read = latest(nudges, ({ readAt }) => (readAt && isBefore(readAt, payment.paidAt) ? [readAt] : []))
  if (read) return { attribution: 'read', nudgeId: read }
  return { attribution: 'unaided', nudgeId: undefined }
}

function latest(
  nudges: readonly NudgeEvidence[],
  times: (nudge: NudgeEvidence) => readonly Temporal.Instant[],
): string | undefined {
  const moments = nudges.flatMap((nudge) => times(nudge).map((time) => ({ nudgeId: nudge.nudgeId, time })))
  return moments.toSorted((a, b) => Temporal.Instant.compare(a.time, b.time)).at(-1)?.nudgeId
}

/** Stripe tells payment times in whole seconds, so what happened within that second counts as before. */
function isBefore(time: Temporal.Instant, paidAt: Temporal.Instant): boolean {
  return Math.floor(time.epochMilliseconds / 1000) <= Math.floor(paidAt.epochMilliseconds / 1000)
}

/** The better claim first, where several flows watched for the same money: a retry stays nobody's, whatever we did. */
export const byClaim: readonly Attribution[] = ['retry', 'clicked', 'answered', 'read', 'unaided']

/** What one flow says of the money it watched for. */
export type Claim = { readonly recoveryId: string; readonly attribution: Attribution }

/** Whether the one has the better claim to the same money; of equal ones it is the first to have heard of it. */
export function goesBefore(one: Claim, other: Claim): boolean {
  const difference = byClaim.indexOf(one.attribution) - byClaim.indexOf(other.attribution)
  return difference === 0 ? one.recoveryId < other.recoveryId : difference < 0
}

/** Whether money of this attribution counts as recovered by us. */
export function isOurs(attribution: Attribution): boolean {
  return attribution === 'clicked' || attribution === 'answered' || attribution === 'read'
}

/** What came in by a payment and what went away again: refunded, or lost to a dispute. All in its minor unit. */
export type Moved = { readonly amount: number; readonly refunded: number; readonly lost: number }

/** What stayed of a payment, never below zero. */
export function stayed({ amount, refunded, lost }: Moved): number {
  return Math.max(0, amount - refunded - lost)
}

/** The part of a recovery's money that came through us and stayed, in the currency's minor unit. */
export function earned(payments: readonly (Moved & { readonly attribution: Attribution })[]): number {
  return payments
    .filter((payment) => isOurs(payment.attribution))
    .reduce((sum, payment) => sum + stayed(payment), 0)
}
