import type { Db } from '../../../server/store/database.ts'
import type { World } from '../../../simulator/world.ts'
import type { LogBook } from '../log-book.ts'

/** All that is known at the end: what the server wrote down, and what Stripe, Meta and its door have seen. */
export type Evidence = Awaited<ReturnType<typeof gatherEvidence>>

/** Something that must not be, and what it is about. */
export type Violation = { readonly rule: string; readonly ids: readonly string[] }

/** Reads everything once. */
export async function gatherEvidence(db: Db, world: World, book: LogBook) {
  const [inbox, enrollments, nudges, sends, decisions] = await Promise.all([
    db.selectFrom('inbox').selectAll().execute(),
    db.selectFrom('enrollment').selectAll().execute(),
    db.selectFrom('nudge').selectAll().execute(),
    db.selectFrom('send').selectAll().execute(),
    db.selectFrom('decision').select(['id', 'nudge_id', 'kind', 'reason']).orderBy('id').execute(),
  ])
  const [recoveries, payments, links, answers] = await Promise.all([
    db.selectFrom('recovery').selectAll().execute(),
    db.selectFrom('recovery_payment').selectAll().execute(),
    db.selectFrom('pay_link').select(['nudge_id', 'token_hash']).execute(),
    db.selectFrom('answer').selectAll().execute(),
  ])
  const [clicks, replies, consents] = await Promise.all([
    db.selectFrom('click').select('nudge_id').execute(),
    db.selectFrom('message').select('wamid').execute(),
    db.selectFrom('consent').select(['source_ref', 'state']).execute(),
  ])
  const messages = world.whatsapp.messages.filter(({ direction }) => direction === 'outbound')
  const written = { inbox, enrollments, nudges, sends, decisions, recoveries, payments }
  return { world, book, messages, ...written, links, answers, clicks, replies, consents }
}

/** A rule that was broken by these, if there are any. */
export function broken(rule: string, ids: readonly string[]): readonly Violation[] {
  return ids.length > 0 ? [{ rule, ids }] : []
}
