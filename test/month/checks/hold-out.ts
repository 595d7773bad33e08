import { broken, type Violation } from '../../crash/checks/evidence.ts'
import type { Evidence } from '../evidence.ts'
import { knownLetters } from './letters.ts'

/** What a bank asks for is told to everybody. */
const exempt = 'payment-action-required'

/** Who is held out hears nothing, and nobody is compared on the wrong side. */
export function checkHoldOut(
  evidence: Pick<Evidence, 'letters' | 'sends' | 'nudges' | 'enrollments' | 'shoppers'>,
): readonly Violation[] {
  const sides = new Map(evidence.shoppers.map(({ id, side }) => [id, side]))
  const heard = knownLetters(evidence).filter(
    ({ enrollment: { flow, side, shopper_id } }) =>
      flow !== exempt && (side === 'held-out' || sides.get(shopper_id) === 'held-out'),
  )
  return broken(
    'somebody who is held out was written to',
    heard.map(({ id, enrollment }) => `${id} by ${enrollment.flow}`),
  )
}
