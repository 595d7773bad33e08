import type { AccountKey } from '../domain/account.ts'
import type { Enrollment } from '../domain/enrollment.ts'
import { flowOf } from '../flows/index.ts'
import { holdSubjects } from '../store/claim.ts'
import { inTransaction } from '../store/database.ts'
import { candidateEnrollments, readAgain } from '../store/enrollments.ts'
import { type InboxRow, type Stamp, stamp } from '../store/inbox.ts'
import type { Settlement } from '../stripe/settlement.ts'
import { followTrail } from '../stripe/trail.ts'
import { withFreshLook } from './fresh-look.ts'
import type { Start } from './interpret.ts'
import type { Outcome } from './outcome.ts'
import { lostLease } from './plan.ts'
import { settle } from './settle.ts'
import type { Tools } from './tools.ts'

type Settling = {
  readonly row: InboxRow
  /** What the row has brought about before: its stamp tells that. */
  readonly before: Stamp | undefined
  readonly account: AccountKey
  readonly settlement: Settlement
  /** What the same event starts is looked at there. */
  readonly starts: readonly Start[]
  /** Nothing else is to be done for the row, so that it is stamped with this. */
  readonly isLast: boolean
  /** Why the row had no effect, where nothing is found. */
  readonly otherwise: 'nothing-open' | 'flow-off'
}

/**
 * Lets an event that may settle something have its effect on every enrollment it may be about. The event only says
 * where to look; what Stripe shows now is what counts.
 */
export async function settleEvent(tools: Tools, event: Settling): Promise<readonly Outcome[]> {
  const settling = { ...event, settlement: await whole(tools, event) }
  const candidates = await candidateEnrollments(tools.db, settling.account, settling.settlement)
  const enrollments = candidates.filter((enrollment) => !isStarted(enrollment, settling.starts))
  if (enrollments.length === 0) {
    if (!settling.isLast) return []
    const ignored = await stampNothingOpen(tools, settling)
    return ignored ? [ignored] : settleEvent(tools, event)
  }
  const outcomes: Outcome[] = []
  for (const enrollment of enrollments) {
    const isLast = settling.isLast && enrollment === enrollments.at(-1)
    outcomes.push(await settleOne(tools, settling, { enrollment, isLast }))
  }
  return outcomes
}

function isStarted({ flow, subject }: Enrollment, starts: readonly Start[]): boolean {
  return starts.some((start) => start.flow.key === flow && start.trigger.subject === subject)
}

/** Where an event may be about more than it names, Stripe is asked, unless what it names was enough. */
async function whole({ db, stripe }: Tools, { account, settlement }: Settling): Promise<Settlement> {
  const { trail, subjects } = settlement
  if (!trail || (await candidateEnrollments(db, account, { subjects })).length > 0) return settlement
  const { subjects: more, customer = settlement.customer } = await followTrail(stripe(account), trail)
  return { ...settlement, subjects: [...subjects, ...more], customer }
}

/** The last one's transaction stamps the row: a crash before it repeats them all, and changes nothing twice. */
function settleOne(
  tools: Tools,
  { row, before, account }: Settling,
  { enrollment, isLast }: { readonly enrollment: Enrollment; readonly isLast: boolean },
): Promise<Outcome> {
  const { subject } = enrollment
  const flow = flowOf(enrollment.flow)
  return withFreshLook(tools, { account, flow, subject }, async (tx, looked, now) => {
    const { ending } = await settle(tx, { enrollment: await readAgain(tx, enrollment), flow, looked }, now)
    const stamped = { state: 'handled', reason: before?.reason ?? 'settled', subject } as const
    if (isLast && !(await stamp(tx, [row], stamped, now))) throw lostLease(row)
    return { kind: 'settled', account, enrollmentId: enrollment.id, ending: ending?.kind }
  })
}

/**
 * The stamp carries the subject, so that a trigger in flight notices it and looks again. Undefined, and no stamp, when an
 * enrollment came up meanwhile.
 */
async function stampNothingOpen(
  { db, clock }: Tools,
  { row, before, account, settlement, otherwise: reason }: Settling,
): Promise<Outcome | undefined> {
  const stamped = before ?? ({ state: 'ignored', reason } as const)
  const subject = settlement.subjects[0] ?? settlement.payment ?? settlement.customer ?? ''
  return inTransaction(db, async (tx) => {
    await holdSubjects(tx, account, [subject, ...settlement.subjects])
    const found = await candidateEnrollments(tx, account, settlement)
    if (found.length > 0) return undefined
    if (!(await stamp(tx, [row], { ...stamped, subject }, clock.now()))) throw lostLease(row)
    return { kind: 'ignored', rows: 1, reason }
  })
}
