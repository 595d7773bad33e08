import type { Enrollment } from '../domain/enrollment.ts'
import type { Tx } from '../store/database.ts'
import { holdEnrollment } from '../store/enrollments.ts'
import { enrollmentsNamed } from '../store/history.ts'
import { namesOf } from '../stripe/names.ts'
import { type By, type CommandTools, refusal } from './tools.ts'

/**
 * The id of the one enrollment under way that an id names: its own, or that of what it is about in Stripe. Refuses where
 * there is none, or more than one.
 */
export async function findOpen({ db, stripe }: CommandTools, { account }: By, id: string): Promise<string> {
  const known = await enrollmentsNamed(db, account, await namesOf(stripe(account), id))
  const [first, ...others] = known.filter(({ ended_at }) => ended_at === null)
  if (!first) {
    const because = known.at(-1)?.ended_because
    throw refusal(
      because ? `Nothing is under way here any more. ${because}` : `Nothing is under way for ${id}`,
    )
  }
  if (others.length > 0) {
    const names = [first, ...others].map((one) => `${one.id} (${one.flow} for ${one.subject})`)
    throw refusal(`More than one flow is under way for ${id}. Name one of them: ${names.join(', ')}`)
  }
  return first.id
}

/** An enrollment under way, held until the transaction ends. Refuses one that has ended meanwhile. */
export async function holdOpen(tx: Tx, { account }: By, enrollmentId: string): Promise<Enrollment> {
  const enrollment = await holdEnrollment(tx, account, enrollmentId)
  if (!enrollment) throw refusal(`There is no enrollment ${enrollmentId} in this account`)
  const { ending } = enrollment
  if (ending) throw refusal(`Nothing is under way here any more. ${ending.because}`)
  return enrollment
}
