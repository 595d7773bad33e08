import type { Ending, Enrollment, Payment } from '../domain/enrollment.ts'
import type { Flow } from '../flows/flow.ts'
import type { Tx } from '../store/database.ts'
import { endEnrollment, raiseFailedAttempts, updateSeen } from '../store/enrollments.ts'
import { readFlowSettings } from '../store/flow-settings.ts'
import { cancelWaiting } from '../store/nudges.ts'
import { recordPayments, updatePayments } from '../store/recoveries.ts'
import { markCrossed } from '../store/sends.ts'
import type { Looked } from '../stripe/look.ts'
import type { Seen } from '../stripe/read/seen.ts'
import { attributeAnew } from './attribute.ts'
import { type Moved, moveWaiting } from './move-waiting.ts'

type About = {
  readonly enrollment: Enrollment
  readonly flow: Flow
  readonly looked: Looked
  /** Of the failure that brought us here, where it was one, and when that was. */
  readonly failedAttempts?: number
  readonly triggeredAt?: Temporal.Instant
}

/** How an enrollment ended; what has not, is open with its messages. */
export type Settled = { readonly ending: Ending } | (Moved & { readonly ending: undefined })

/**
 * Brings an enrollment to where its subject stands: money is recorded with its attribution, and a settled subject
 * cancels everything that waits. Doing it again changes nothing.
 */
export async function settle(tx: Tx, about: About, now: Temporal.Instant): Promise<Settled> {
  const { flow, looked } = about
  await updatePayments(tx, about.enrollment, looked.others)
  if (looked.kind === 'gone') {
    if (looked.others.length > 0) await attributeAnew(tx, about.enrollment, now)
    return end(tx, about.enrollment, { kind: 'gone', because: looked.why }, now)
  }
  const { seen } = looked
  const heard = Math.max(about.failedAttempts ?? 0, flow.failedAttempts(seen))
  const enrollment = await raiseFailedAttempts(tx, about.enrollment, heard)
  const received = paymentsSince(enrollment, flow, seen)
  const payments = received.filter((payment) => flow.isRecovery(payment, seen))
  if (payments.length > 0)
    await recordPayments(tx, enrollment, { payments, attemptCount: seen.attemptCount }, now)
  // What counted once is followed, whatever became of the subject since.
  await updatePayments(tx, enrollment, othersOf(flow, seen, payments))
  await attributeAnew(tx, enrollment, now)
  const settings = await readFlowSettings(tx, enrollment, flow.key)
  const { subject } = enrollment
  const ending = flow.ended(seen, { subject, now, everyone: settings.everyone })
  if (!ending && enrollment.ending) return end(tx, enrollment, enrollment.ending, now)
  if (!ending) {
    await updateSeen(tx, enrollment, { facts: flow.facts(seen, subject), pageUrl: seen.pageUrl })
    const { triggeredAt } = about
    const moving = { enrollment, flow, seen, settings, ...(triggeredAt && { triggeredAt }) }
    return { ...(await moveWaiting(tx, moving)), ending: undefined }
  }
  const lastPaid = received
    .map((payment) => payment.paidAt)
    .toSorted(Temporal.Instant.compare)
    .at(-1)
  // Of money that went past Stripe nobody tells the time.
  if (ending.kind === 'paid') await markCrossed(tx, enrollment, lastPaid ?? now)
  return end(tx, enrollment, ending, now)
}

function othersOf(flow: Flow, seen: Seen, known: readonly Payment[]): readonly Payment[] {
  return flow.payments(seen).filter((payment) => !known.includes(payment))
}

/** Money that came before the failure, or after the time we watch for it, was not recovered. */
function paymentsSince({ startedAt, windowEndsAt }: Enrollment, flow: Flow, seen: Seen) {
  return flow
    .payments(seen)
    .filter(({ paidAt }) => Temporal.Instant.compare(paidAt, startedAt) >= 0)
    .filter(({ paidAt }) => Temporal.Instant.compare(paidAt, windowEndsAt) <= 0)
}

async function end(tx: Tx, enrollment: Enrollment, ending: Ending, now: Temporal.Instant): Promise<Settled> {
  await cancelWaiting(tx, enrollment)
  if (enrollment.ending) return { ending: enrollment.ending }
  await endEnrollment(tx, enrollment, ending, now)
  return { ending }
}
