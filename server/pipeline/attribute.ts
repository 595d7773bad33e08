import { attribute, earned, stayed } from '../domain/attribution.ts'
import type { Enrollment } from '../domain/enrollment.ts'
import type { Tx } from '../store/database.ts'
import {
  findRecovery,
  nudgeEvidence,
  paymentsOf,
  type RecordedPayment,
  saveAttributions,
  saveTotal,
} from '../store/recoveries.ts'

/**
 * Says anew who earned an enrollment's money, from all that is known now: evidence may come after the payment. A
 * changed result is due to be written back.
 */
export async function attributeAnew(tx: Tx, enrollment: Enrollment, now: Temporal.Instant): Promise<void> {
  const recovery = await findRecovery(tx, enrollment)
  if (!recovery) return
  const evidence = await nudgeEvidence(tx, enrollment)
  const payments = (await paymentsOf(tx, recovery)).map((payment) => ({
    ...payment,
    ...attribute(payment, enrollment.failedAttempts, evidence),
  }))
  await saveAttributions(tx, recovery, payments)
  const main = largest(payments)
  if (!main) return
  const total = {
    amount: payments.reduce((sum, payment) => sum + stayed(payment), 0),
    attribution: main.attribution,
    nudgeId: main.nudgeId,
    fingerprint: JSON.stringify([earned(payments), payments.map(essence)]),
  }
  await saveTotal(tx, recovery, total, now)
}

/** The payment that brought most speaks for the whole. */
function largest(payments: readonly RecordedPayment[]): RecordedPayment | undefined {
  return payments.toSorted((a, b) => stayed(b) - stayed(a) || b.amount - a.amount)[0]
}

function essence({ payment, amount, refunded, lost, attribution, nudgeId }: RecordedPayment) {
  return [payment, amount, refunded, lost, attribution, nudgeId]
}
