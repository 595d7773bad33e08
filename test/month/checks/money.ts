import { broken, type Violation } from '../../crash/checks/evidence.ts'
import type { Evidence, Written } from '../evidence.ts'
import { timeOf } from './letters.ts'

type Enrollment = Written['enrollments'][number]
type Recorded = Written['payments'][number]

/** What is said to have come because of us. */
const ours: ReadonlySet<string> = new Set(['clicked', 'answered', 'read'])

type Books = Pick<Evidence, 'enrollments' | 'recoveries' | 'payments' | 'moved' | 'retried'>

/** What is recovered is what Stripe moved for it and what stayed of it; never before it began, never Stripe's own retry. */
export function checkMoney(evidence: Books): readonly Violation[] {
  const { enrollments, recoveries, payments, retried } = evidence
  const recoveryOf = new Map(recoveries.map((one) => [one.enrollment_id, one]))
  const linesOf = Map.groupBy(payments, ({ recovery_id }) => recovery_id)
  const recorded = ({ id }: Enrollment) => linesOf.get(recoveryOf.get(id)?.id ?? '') ?? []
  return [
    ...broken(
      'money was claimed that came before the enrollment began',
      enrollments.flatMap((one) => early(one, recorded(one))),
    ),
    ...broken(
      'what is recorded is not what Stripe moved and gave back',
      enrollments.flatMap((one) => different(one, recorded(one), evidence)),
    ),
    ...broken(
      'a recovery is not the sum of what stayed',
      recoveries.flatMap(({ id, amount }) => {
        const stayed = sum((linesOf.get(id) ?? []).map((line) => line.amount - line.refunded - line.lost))
        return amount === stayed ? [] : [`${id} ${amount}, not ${stayed}`]
      }),
    ),
    ...broken(
      "money of Stripe's own retry was taken for ours",
      payments.flatMap(({ payment, attribution }) =>
        retried.has(payment) && ours.has(attribution) ? [`${payment} ${attribution}`] : [],
      ),
    ),
  ]
}

/** Stripe tells times in whole seconds. */
function early({ id, started_at }: Enrollment, lines: readonly Recorded[]): readonly string[] {
  return lines
    .filter(({ paid_at }) => paid_at + 1_000 <= started_at)
    .map(({ payment, paid_at }) => `${id} ${payment} at ${timeOf(paid_at)}`)
}

function different(
  { id, flow }: Enrollment,
  lines: readonly Recorded[],
  { moved }: Books,
): readonly string[] {
  const said = textOf(lines.map(({ payment, amount, refunded }) => ({ intent: payment, amount, refunded })))
  const is = textOf(moved.get(id) ?? [])
  return said === is ? [] : [`${id} ${flow}: ${said || 'nothing'}, not ${is || 'nothing'}`]
}

function textOf(
  lines: readonly { readonly intent: string; readonly amount: number; readonly refunded: number }[],
) {
  return lines
    .map(({ intent, amount, refunded }) => `${intent} ${amount}-${refunded}`)
    .toSorted()
    .join(' ')
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0)
}
