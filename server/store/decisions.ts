import type { AccountKey } from '../domain/account.ts'
import type { Decision } from '../domain/decide.ts'
import type { Nudge } from '../domain/enrollment.ts'
import { newId } from '../domain/ids.ts'
import type { Situation } from '../domain/situation.ts'
import { inserting, reading } from './composed.ts'
import type { Db } from './database.ts'
import { fromJson, toJson } from './json.ts'
import { inAccount, keyColumns, type Named, named, sameAccount } from './keys.ts'
import { toMs } from './time.ts'

/**
 * Keeps a decision with what it saw. One that says the same as the nudge's last is not written again, so
 * that a nudge that waits for days does not fill the table.
 */
export async function recordDecision(
  tx: Db,
  nudge: Pick<Nudge, 'environment' | 'accountId' | 'id'>,
  { decision, saw }: { readonly decision: Decision; readonly saw: unknown },
  now: Temporal.Instant,
): Promise<void> {
  const [last] = await lastOf(tx, named(nudge, nudge.id))
  if (last?.kind === decision.kind && last.reason === decision.reason) return
  await add(tx, {
    id: newId(now),
    ...keyColumns(nudge),
    nudge_id: nudge.id,
    kind: decision.kind,
    gate: decision.gate,
    reason: decision.reason,
    until: decision.kind === 'wait' ? toMs(decision.until) : null,
    saw: toJson(saw),
    decided_at: toMs(now),
  })
}

const lastOf = reading((db, nudge: Named) =>
  db
    .selectFrom('decision')
    .select(['kind', 'reason'])
    .where(inAccount(nudge))
    .where('nudge_id', '=', nudge.id)
    .orderBy('id', 'desc')
    .limit(1),
)

/** Where the person lives an enrollment is about, as its last decision saw it; undefined when there was none. */
export async function lastWhereabouts(
  db: Db,
  enrollment: AccountKey & { readonly id: string },
): Promise<Pick<Situation, 'timeZones' | 'phoneCountry'> | undefined> {
  // Asked for the last alone, PostgreSQL would go through all decisions of the account, from the latest on.
  const rows = await db
    .selectFrom('nudge')
    .innerJoin('decision', (join) =>
      join.on(sameAccount('decision', 'nudge')).onRef('decision.nudge_id', '=', 'nudge.id'),
    )
    .select(['decision.id', 'decision.saw'])
    .where(inAccount(enrollment, 'nudge'))
    .where('nudge.enrollment_id', '=', enrollment.id)
    .execute()
  const last = rows.toSorted((a, b) => (a.id < b.id ? -1 : 1)).at(-1)
  const saw = last && fromJson<Partial<Situation>>(last.saw)
  return saw?.timeZones && { timeZones: saw.timeZones, phoneCountry: saw.phoneCountry }
}

const add = inserting('decision')
