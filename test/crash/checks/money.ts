import type Stripe from 'stripe'
import { broken, type Evidence, type Violation } from './evidence.ts'

type Enrollment = Evidence['enrollments'][number]
type Recorded = Evidence['payments'][number]

/** Money as Stripe tells it: of one payment intent. */
type Paid = {
  readonly intent: string
  readonly amount: number
  readonly refunded: number
  readonly at: number
}

/** Every enrollment has ended, with the money Stripe moved for it, and Stripe's objects say the same. */
export function checkMoney(evidence: Evidence): readonly Violation[] {
  const { enrollments, recoveries } = evidence
  return [
    ...broken(
      'an enrollment never ended',
      enrollments.filter(({ ending }) => ending === null).map(({ id }) => id),
    ),
    ...broken('a recovery is not what Stripe moved', enrollments.flatMap(differencesOf(evidence))),
    ...broken(
      'a recovery still waits to be written back',
      recoveries
        .filter(({ write_next_at, write_error }) => write_next_at !== null || write_error !== null)
        .map(({ id, write_error }) => `${id} (${write_error})`),
    ),
    ...broken('a note on a Stripe object is not what we know', recoveries.flatMap(wrongNotesOf(evidence))),
    ...broken("money of Stripe's own retry was taken for ours", claimedRetries(evidence)),
  ]
}

function differencesOf(evidence: Evidence) {
  const recoveryOf = new Map(evidence.recoveries.map((one) => [one.enrollment_id, one]))
  const paymentsOf = Map.groupBy(evidence.payments, ({ recovery_id }) => recovery_id)
  return (enrollment: Enrollment): readonly string[] => {
    const recovery = recoveryOf.get(enrollment.id)
    const recorded = recovery ? (paymentsOf.get(recovery.id) ?? []) : []
    const moved = movedFor(evidence, enrollment)
    const stayed = moved.reduce((sum, { amount, refunded }) => sum + amount - refunded, 0)
    const told =
      (recovery?.amount ?? 0) === stayed ? [] : [`${enrollment.id} ${recovery?.amount}, not ${stayed}`]
    return textOf(recorded) === textOf(moved.map(asRecorded))
      ? told
      : [...told, `${enrollment.id} its payments`]
  }
}

/** What came in for an invoice from its failure to the end of the window. */
function movedFor({ world }: Evidence, { subject, started_at, window_ends_at }: Enrollment): readonly Paid[] {
  return world.stripe
    .paymentIntentsOf(subject)
    .map((intent) => paid(world.stripe.find('charge', chargeOf(world.stripe.find('payment_intent', intent)))))
    .filter(({ at }) => at >= started_at && at <= window_ends_at)
}

function paid({ payment_intent, amount_captured, amount_refunded, created }: Stripe.Charge): Paid {
  const intent = typeof payment_intent === 'string' ? payment_intent : ''
  return { intent, amount: amount_captured, refunded: amount_refunded, at: created * 1000 }
}

function chargeOf({ latest_charge }: Stripe.PaymentIntent): string {
  return typeof latest_charge === 'string' ? latest_charge : ''
}

type Line = Pick<Recorded, 'payment' | 'amount' | 'refunded'>

function asRecorded({ intent, amount, refunded }: Paid): Line {
  return { payment: intent, amount, refunded }
}

function textOf(payments: readonly Line[]): string {
  return payments
    .map(({ payment, amount, refunded }) => `${payment} ${amount} ${refunded}`)
    .toSorted()
    .join()
}

const ours: readonly string[] = ['clicked', 'answered', 'read']

function wrongNotesOf({ world, enrollments, payments }: Evidence) {
  const subjects = new Map(enrollments.map(({ id, subject }) => [id, subject]))
  const paymentsOf = Map.groupBy(payments, ({ recovery_id }) => recovery_id)
  return (recovery: Evidence['recoveries'][number]): readonly string[] => {
    const lines = paymentsOf.get(recovery.id) ?? []
    const subject = subjects.get(recovery.enrollment_id) ?? ''
    const invoice = world.stripe.find('invoice', subject).metadata ?? {}
    const notes = [
      { id: subject, is: invoice, wanted: noteOf(recovery, lines, recovery.currency) },
      ...lines.map((line) => ({
        id: line.payment,
        is: world.stripe.find('payment_intent', line.payment).metadata,
        wanted: noteOf(line, [line], recovery.currency),
      })),
    ]
    return notes.filter(({ is, wanted }) => !isNoted(is, wanted)).map(({ id }) => `${recovery.id} ${id}`)
  }
}

type Earner = Pick<Recorded, 'attribution' | 'nudge_id'>

function noteOf({ attribution, nudge_id }: Earner, lines: readonly Recorded[], currency: string) {
  const stayed = (some: readonly Recorded[]) => some.reduce((sum, one) => sum + one.amount - one.refunded, 0)
  const earned = stayed(lines.filter((line) => ours.includes(line.attribution)))
  return {
    paynudge_flow: 'failed-payment',
    paynudge_nudge: nudge_id ?? '',
    paynudge_attribution: stayed(lines) > 0 ? attribution : 'refunded',
    paynudge_recovered: `${earned} ${currency}`,
  }
}

function isNoted(is: Stripe.Metadata, wanted: Readonly<Record<string, string>>): boolean {
  return Object.entries(wanted).every(([key, value]) => (is[key] ?? '') === value)
}

/** A payment that Stripe began by itself bears no request. */
function claimedRetries({ payments, inbox }: Evidence): readonly string[] {
  const retried = new Set(
    inbox
      .filter(({ type }) => type === 'payment_intent.succeeded')
      .map(({ body }) => JSON.parse(body) as Stripe.PaymentIntentSucceededEvent)
      .filter(({ request }) => request?.id === null)
      .map(({ data }) => data.object.id),
  )
  return payments
    .filter(({ payment, attribution }) => retried.has(payment) && ours.includes(attribution))
    .map(({ payment, attribution }) => `${payment} ${attribution}`)
}
