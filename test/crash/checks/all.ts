import { sql } from 'kysely'
import { type Db, openDatabase } from '../../../server/store/database.ts'
import type { Rig } from '../rig.ts'
import { broken, type Evidence, gatherEvidence, type Violation } from './evidence.ts'
import { checkMessages, handedOver } from './messages.ts'
import { checkMoney } from './money.ts'
import { checkShoppers } from './shoppers.ts'
import { checkWebhooks } from './webhooks.ts'

/** What a run came to. */
export type Findings = { readonly violations: readonly Violation[]; readonly figures: readonly string[] }

/** Compares what the server wrote down with what Stripe, Meta and its door have seen. */
export async function checkAll({ databaseUrl, world, book }: Rig): Promise<Findings> {
  const db = await openDatabase(databaseUrl)
  try {
    const evidence = await gatherEvidence(db, world, book)
    const checks = [checkWebhooks, checkMessages, checkMoney, checkShoppers]
    return {
      violations: [...checks.flatMap((check) => check(evidence)), ...(await checkFile(db, databaseUrl))],
      figures: figuresOf(evidence),
    }
  } finally {
    await db.destroy()
  }
}

async function checkFile(db: Db, url: string): Promise<readonly Violation[]> {
  if (!url.startsWith('file:')) return []
  const { rows } = await sql<{ integrity_check: string }>`pragma integrity_check`.execute(db)
  const bad = rows.map((row) => row.integrity_check).filter((text) => text !== 'ok')
  return broken('the SQLite file is damaged', bad)
}

function figuresOf(evidence: Evidence): readonly string[] {
  const { book, messages, enrollments, inbox, sends, recoveries } = evidence
  const handed = handedOver(evidence)
  const unknown = handed.filter(({ nudge }) => nudge.state === 'unknown')
  const refused = sends.filter(({ outcome }) => outcome === 'refused')
  const arrived = unknown.filter((one) => one.messages.length > 0)
  const skips = new Map(evidence.decisions.map(({ nudge_id, reason }) => [nudge_id, reason]))
  const skipped = handed.filter(({ nudge }) => nudge.state === 'skipped')
  return [
    `webhooks: ${book.acknowledged.size} acknowledged, ${book.unanswered()} deliveries unanswered, ${book.refused()} refused`,
    `inbox: ${tally(inbox.map(({ state }) => state))}`,
    `enrollments: ${enrollments.length}; ${tally(enrollments.map(({ ending }) => ending ?? 'open'))}`,
    `messages: ${messages.length} for ${sends.length} sends; ${tally(sends.map(({ outcome }) => outcome))}`,
    `refused: ${tally(refused.map(({ error_code, error }) => `${error_code ?? error}:`)) || '-'}`,
    `nudges: ${tally(handed.map(({ nudge }) => nudge.state))}`,
    `skipped: ${tally(skipped.map(({ nudge }) => skips.get(nudge.id) ?? 'for no reason'))}`,
    `unknown: ${unknown.length}; ${arrived.length} of them went out and every report of it was lost`,
    `crossed: ${sends.filter(({ crossed }) => crossed === 1).length}`,
    `recoveries: ${recoveries.length}; ${tally(recoveries.map(({ attribution }) => attribution))}`,
  ]
}

function tally(words: readonly string[]): string {
  const groups = [...Map.groupBy(words, (word) => word)].map(([word, all]) => `${word} ${all.length}`)
  return groups.toSorted().join(', ')
}
