import type { Enrollment, Nudge } from '../domain/enrollment.ts'
import { slotsAfter, slotsOf } from '../domain/schedule.ts'
import type { FlowSettings } from '../domain/settings.ts'
import type { Flow } from '../flows/flow.ts'
import type { Tx } from '../store/database.ts'
import { moveAnchor } from '../store/enrollments.ts'
import { nudgesOf, replan } from '../store/nudges.ts'
import { promisedUntil } from '../store/promises.ts'
import type { Seen } from '../stripe/read/seen.ts'
import { textAgain } from './step-text.ts'

/** What may move: an enrollment, by what was just seen, and by the trigger that brought us here where one did. */
type Moving = {
  readonly enrollment: Enrollment
  readonly flow: Flow
  readonly seen: Seen
  readonly settings: FlowSettings
  readonly triggeredAt?: Temporal.Instant
}

/** An enrollment as it stands after a look, and its messages in the order of their steps. */
export type Moved = { readonly enrollment: Enrollment; readonly nudges: readonly Nudge[] }

/**
 * Lets what still waits follow what was seen: a changed due date, another hope in Stripe's own retry, a text that fits the
 * new reason; and a day the shopper named. Messages that went out stay what they were.
 */
export async function moveWaiting(tx: Tx, moving: Moving): Promise<Moved> {
  const { flow, seen, settings } = moving
  const nudges = [...(await nudgesOf(tx, moving.enrollment))]
  const anchorAt = anchorOf(moving, nudges)
  const hasMoved = Temporal.Instant.compare(anchorAt, moving.enrollment.anchorAt) !== 0
  const enrollment = hasMoved ? await moveAnchor(tx, moving.enrollment, anchorAt) : moving.enrollment
  const delays = nudges.map(({ delayMinutes }) => delayMinutes)
  const usefulUntil = flow.usefulUntil(seen, enrollment.subject)
  const day = await promisedUntil(tx, enrollment)
  const slots = slotsAfter(slotsOf(delays, anchorAt, usefulUntil), day, usefulUntil)
  for (const [index, nudge] of nudges.entries()) {
    const slot = slots[index]
    const template = textAgain({ flow, settings, seen, step: nudge.step }, nudge.template)
    if (slot && nudge.state === 'scheduled' && isOther(nudge, { ...slot, template }))
      nudges[index] = await replan(tx, nudge, { ...slot, template })
  }
  return { enrollment, nudges }
}

function isOther(nudge: Nudge, planned: Pick<Nudge, 'dueAt' | 'uselessAt' | 'template'>): boolean {
  return (
    nudge.template !== planned.template ||
    Temporal.Instant.compare(nudge.dueAt, planned.dueAt) !== 0 ||
    Temporal.Instant.compare(nudge.uselessAt, planned.uselessAt) !== 0
  )
}

/**
 * A day of the subject's own is always followed. Hope in Stripe's own retry moves the moment as long as every message
 * waits, and when the hope is gone, the failure that ended it is the moment.
 */
function anchorOf(
  { enrollment, flow, seen, triggeredAt }: Moving,
  nudges: readonly Nudge[],
): Temporal.Instant {
  const ownDay = flow.countsFrom(seen, enrollment.subject)
  if (ownDay) return ownDay
  const { anchorAt, startedAt } = enrollment
  if (nudges.some(({ state }) => state !== 'scheduled')) return anchorAt
  const hadHope = Temporal.Instant.compare(anchorAt, startedAt) > 0
  return flow.hopefulRetryAt(seen) ?? (hadHope && triggeredAt ? triggeredAt : anchorAt)
}
