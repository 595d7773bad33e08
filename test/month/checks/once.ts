import { broken, type Violation } from '../../crash/checks/evidence.ts'
import type { Evidence } from '../evidence.ts'
import { knownLetters } from './letters.ts'

/** Every message was written down before, and each step of an enrollment was sent once at most. */
export function checkOnce(
  evidence: Pick<Evidence, 'letters' | 'sends' | 'nudges' | 'enrollments'>,
): readonly Violation[] {
  const known = new Set(knownLetters(evidence).map(({ id }) => id))
  const taken = new Set(evidence.letters.map(({ sendId }) => sendId))
  const stepOf = new Map(
    evidence.nudges.map(({ id, enrollment_id, step }) => [id, `${enrollment_id} step ${step}`]),
  )
  const nudgeOf = new Map(evidence.sends.map(({ id, nudge_id }) => [id, nudge_id]))
  const steps = Map.groupBy(evidence.letters, ({ sendId }) => stepOf.get(nudgeOf.get(sendId) ?? ''))
  return [
    ...broken(
      'WhatsApp took a message nobody wrote down',
      evidence.letters.flatMap(({ id }) => (known.has(id) ? [] : [id])),
    ),
    ...broken(
      'a step was sent twice',
      [...steps].flatMap(([step, all]) => (step && all.length > 1 ? [`${step}: ${all.length}`] : [])),
    ),
    ...broken(
      'a send says that WhatsApp took it, and no message went out',
      evidence.sends.flatMap(({ id, outcome }) => (outcome === 'accepted' && !taken.has(id) ? [id] : [])),
    ),
  ]
}
