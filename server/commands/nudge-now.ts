import { recordAudit } from '../store/audit.ts'
import { inTransaction } from '../store/database.ts'
import { pauseOf, recordIntervention } from '../store/interventions.ts'
import { hasten, nudgesOf } from '../store/nudges.ts'
import { findOpen, holdOpen } from './open-enrollment.ts'
import { personText } from './person-words.ts'
import { type By, type CommandTools, refusal } from './tools.ts'

/** A message that was asked for: which one, of which flow, about what. */
export type Hastened = { readonly flow: string; readonly subject: string; readonly step: number }

/**
 * Makes the next message that waits due at once, by Stripe's id of what it is about or by its enrollment. It is decided
 * like every other: on a fresh look, by all gates. What may not go out now keeps its own time.
 */
export async function nudgeNow(tools: CommandTools, by: By, id: string): Promise<Hastened> {
  const enrollmentId = await findOpen(tools, by, id)
  const now = tools.clock.now()
  return inTransaction(tools.db, async (tx) => {
    const enrollment = await holdOpen(tx, by, enrollmentId)
    const paused = await pauseOf(tx, enrollment)
    if (paused) throw refusal(`This was paused by ${personText(paused.by)}. Let it go on first`)
    const next = (await nudgesOf(tx, enrollment)).find(({ state }) => state === 'scheduled')
    if (!next) throw refusal('No message waits here any more: each one was sent, or will not be sent')
    await hasten(tx, next, now)
    const { actor, account } = by
    await recordIntervention(tx, enrollment, { kind: 'nudge-now', actor, nudgeId: next.id }, now)
    const { flow, subject } = enrollment
    const after = { flow, subject, step: next.step }
    await recordAudit(tx, { ...account, actor, command: 'nudge-now', after }, now)
    return after
  })
}
