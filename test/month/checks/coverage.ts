import { broken, type Violation } from '../../crash/checks/evidence.ts'
import type { Evidence } from '../evidence.ts'
import { places } from '../places.ts'
import { flowsOn } from '../shop.ts'
import { knownLetters } from './letters.ts'

/** So many customers live through everything that a month is to be about. */
const customersOfWholeMonth = 1_000
const enrollmentsPerCustomer = 0.75

/** What must have decided at least once, or a rule was never tried. */
const reasons = [
  ...['clear', 'not-due', 'no-phone', 'no-consent', 'no-consent-to-offers', 'opted-out', 'held-out'],
  ...[
    'too-often',
    'quiet-hours',
    'retry-first',
    'already-spoken-about',
    'unreachable',
    'marketing-not-delivered',
  ],
] as const

const attributions = ['clicked', 'read', 'unaided', 'retry'] as const

/** A month in which nothing happened keeps every rule: a whole one must have come by all of them. */
export function checkCoverage(evidence: Evidence): readonly Violation[] {
  const { people, enrollments, decisions, payments } = evidence
  if (people.length < customersOfWholeMonth) return []
  const letters = knownLetters(evidence)
  const zoneOf = new Map(people.map(({ phone, place }) => [phone, place.zone]))
  const missing = (all: readonly string[], seen: Iterable<string | undefined>) => {
    const known = new Set(seen)
    return all.filter((one) => !known.has(one))
  }
  const few = enrollments.length < people.length * enrollmentsPerCustomer
  return [
    ...broken('too few enrollments to call it a month', few ? [`${enrollments.length}`] : []),
    ...broken(
      'a flow wrote to nobody',
      missing(
        flowsOn,
        letters.map(({ enrollment }) => enrollment.flow),
      ),
    ),
    ...broken(
      'nobody was written to in a time zone',
      missing(
        places.map(({ zone }) => zone),
        letters.map(({ to }) => zoneOf.get(to)),
      ),
    ),
    ...broken(
      'a reason never decided',
      missing(
        reasons,
        decisions.map(({ reason }) => reason),
      ),
    ),
    ...broken(
      'no money was attributed this way',
      missing(
        attributions,
        payments.map(({ attribution }) => attribution),
      ),
    ),
    ...broken('no money went back', payments.some(({ refunded }) => refunded > 0) ? [] : ['none']),
  ]
}
