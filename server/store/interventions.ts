import type { AccountKey } from '../domain/account.ts'
import { newId } from '../domain/ids.ts'
import type { EnrollmentPause, InterventionKind } from '../domain/intervention.ts'
import { reading } from './composed.ts'
import type { Db, Tx } from './database.ts'
import { inAccount, keyColumns, type Named, named } from './keys.ts'
import { fromMs, toMs } from './time.ts'

type OfEnrollment = AccountKey & { readonly id: string }

/** What a person does about an enrollment; with `nudgeId` about one message of it. */
export type NewIntervention = {
  readonly kind: InterventionKind
  readonly actor: string
  readonly nudgeId?: string
}

/** Appends what a person did about an enrollment. */
export async function recordIntervention(
  tx: Tx,
  { id, ...key }: OfEnrollment,
  { kind, actor, nudgeId }: NewIntervention,
  now: Temporal.Instant,
): Promise<void> {
  await tx
    .insertInto('intervention')
    .values({
      id: newId(now),
      ...keyColumns(key),
      enrollment_id: id,
      kind,
      nudge_id: nudgeId ?? null,
      actor,
      done_at: toMs(now),
    })
    .execute()
}

const lastPauseOf = reading((db, enrollment: Named) =>
  db
    .selectFrom('intervention')
    .select(['kind', 'actor', 'done_at'])
    .where(inAccount(enrollment))
    .where('enrollment_id', '=', enrollment.id)
    .where('kind', 'in', ['pause', 'go-on'])
    .orderBy('id', 'desc')
    .limit(1),
)

/** Who paused an enrollment; undefined when nobody did, or somebody let it go on. */
export async function pauseOf(db: Db, { id, ...key }: OfEnrollment): Promise<EnrollmentPause | undefined> {
  const [row] = await lastPauseOf(db, named(key, id))
  return row?.kind === 'pause' ? { by: row.actor, since: fromMs(row.done_at) } : undefined
}
