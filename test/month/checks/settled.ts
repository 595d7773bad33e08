import { broken, type Violation } from '../../crash/checks/evidence.ts'
import type { Evidence } from '../evidence.ts'
import { timeOf } from './letters.ts'

/** Stripe tells times in whole seconds. */
const secondMs = 1_000

/** Nothing is sent about what Stripe knew to be paid or done with. */
export function checkSettled(
  evidence: Pick<Evidence, 'sends' | 'nudges' | 'settledAt'>,
): readonly Violation[] {
  const enrollmentOf = new Map(evidence.nudges.map(({ id, enrollment_id }) => [id, enrollment_id]))
  const late = evidence.sends.flatMap(({ id, nudge_id, opened_at }) => {
    const settled = evidence.settledAt.get(enrollmentOf.get(nudge_id) ?? '')
    const isLate = settled !== undefined && opened_at >= settled + secondMs
    return isLate ? [`${id} at ${timeOf(opened_at)}, settled at ${timeOf(settled)}`] : []
  })
  return broken('a message was sent after its matter was settled in Stripe', late)
}
