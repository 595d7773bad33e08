import type { Evidence, Letter, Written } from '../evidence.ts'

/** A message with what the server wrote down about it. */
export type Known = Letter & { readonly enrollment: Written['enrollments'][number] }

/** The messages the server knows of; those nobody wrote down are another check's matter. */
export function knownLetters({
  letters,
  sends,
  nudges,
  enrollments,
}: Pick<Evidence, 'letters' | 'sends' | 'nudges' | 'enrollments'>): readonly Known[] {
  const nudgeOf = new Map(sends.map(({ id, nudge_id }) => [id, nudge_id]))
  const enrollmentOf = new Map(nudges.map(({ id, enrollment_id }) => [id, enrollment_id]))
  const byId = new Map(enrollments.map((enrollment) => [enrollment.id, enrollment]))
  return letters.flatMap((letter) => {
    const enrollment = byId.get(enrollmentOf.get(nudgeOf.get(letter.sendId) ?? '') ?? '')
    return enrollment ? [{ ...letter, enrollment }] : []
  })
}

/** A moment as people read it in a report. */
export function timeOf(at: number): string {
  return new Date(at).toISOString()
}
