import { broken, type Violation } from '../../crash/checks/evidence.ts'
import type { Evidence } from '../evidence.ts'
import { hasAgreed, type Purpose } from '../ledger.ts'
import { knownLetters } from './letters.ts'

/** What is an offer; everything else is about the shopper's own payments. */
const offers: ReadonlySet<string> = new Set(['abandoned-checkout', 'win-back'])

/** Nobody is written to who has not agreed to it, or has taken it back. */
export function checkConsent(
  evidence: Pick<Evidence, 'letters' | 'sends' | 'nudges' | 'enrollments' | 'words'>,
): readonly Violation[] {
  const words = Map.groupBy(evidence.words, ({ of }) => of)
  const unwanted = knownLetters(evidence).filter(({ at, to, enrollment }) => {
    const names = [to, enrollment.customer_id ?? '']
    const purpose: Purpose = offers.has(enrollment.flow) ? 'marketing' : 'service'
    return !hasAgreed(
      names.flatMap((name) => words.get(name) ?? []),
      { names, purpose, at },
    )
  })
  return broken(
    'somebody was written to who had not agreed',
    unwanted.map(({ id, to, enrollment }) => `${id} to ${to} by ${enrollment.flow}`),
  )
}
