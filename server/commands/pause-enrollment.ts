import { recordAudit } from '../store/audit.ts'
import { inTransaction } from '../store/database.ts'
import { pauseOf, recordIntervention } from '../store/interventions.ts'
import { wakeNudges } from '../store/nudges.ts'
import { findOpen, holdOpen } from './open-enrollment.ts'
import type { By, CommandTools } from './tools.ts'

/** What was paused or let go on: a flow, about what; `hasChanged` is false when it stood so already. */
export type Turned = { readonly flow: string; readonly subject: string; readonly hasChanged: boolean }

/** Holds back every message of one enrollment, by its id or Stripe's id of what it is about, until somebody lets it go on. */
export function pauseEnrollment(tools: CommandTools, by: By, id: string): Promise<Turned> {
  return turn(tools, by, { id, kind: 'pause' })
}

/** Lets an enrollment go on that was paused; what has become due meanwhile is decided at once. */
export function letGoOn(tools: CommandTools, by: By, id: string): Promise<Turned> {
  return turn(tools, by, { id, kind: 'go-on' })
}

async function turn(
  tools: CommandTools,
  by: By,
  { id, kind }: { readonly id: string; readonly kind: 'pause' | 'go-on' },
): Promise<Turned> {
  const enrollmentId = await findOpen(tools, by, id)
  const { actor, account } = by
  const now = tools.clock.now()
  return inTransaction(tools.db, async (tx) => {
    const enrollment = await holdOpen(tx, by, enrollmentId)
    const { flow, subject } = enrollment
    const isPaused = (await pauseOf(tx, enrollment)) !== undefined
    if (isPaused === (kind === 'pause')) return { flow, subject, hasChanged: false }
    await recordIntervention(tx, enrollment, { kind, actor }, now)
    if (kind === 'go-on') await wakeNudges(tx, enrollment, { enrollmentId: enrollment.id }, now)
    const command = `${kind}-enrollment`
    await recordAudit(tx, { ...account, actor, command, after: { flow, subject } }, now)
    return { flow, subject, hasChanged: true }
  })
}
