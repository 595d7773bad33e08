import type { Decision } from '../domain/decide.ts'
import type { Nudge } from '../domain/enrollment.ts'
import { newId } from '../domain/ids.ts'
import { inserting, reading } from './composed.ts'
import type { Db } from './database.ts'
import { toJson } from './json.ts'
import { inAccount, keyColumns, type Named, named } from './keys.ts'
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

const add = inserting('decision')
