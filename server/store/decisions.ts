import type { Decision } from '../domain/decide.ts'
import type { Nudge } from '../domain/enrollment.ts'
import { newId } from '../domain/ids.ts'
import type { Db } from './database.ts'
import { toJson } from './json.ts'
import { inAccount, keyColumns } from './keys.ts'
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
  const last = await tx
    .selectFrom('decision')
    .select(['kind', 'reason'])
    .where(inAccount(nudge))
    .where('nudge_id', '=', nudge.id)
    .orderBy('id', 'desc')
    .executeTakeFirst()
  if (last?.kind === decision.kind && last.reason === decision.reason) return
  await tx
    .insertInto('decision')
    .values({
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
    .execute()
}
