import type { Account } from '../domain/account.ts'
import { languageOfContact } from '../domain/contact.ts'
import { cameToHoldOut, decide } from '../domain/decide.ts'
import type { Ending, Enrollment, Nudge } from '../domain/enrollment.ts'
import { slotsOf } from '../domain/schedule.ts'
import type { FlowSettings } from '../domain/settings.ts'
import { weightOf } from '../domain/weight.ts'
import type { Flow, Trigger } from '../flows/flow.ts'
import type { Tx } from '../store/database.ts'
import { recordDecision } from '../store/decisions.ts'
import { addEnrollment, findEnrollment, moveToShopper, readAgain } from '../store/enrollments.ts'
import { readFlowSettings } from '../store/flow-settings.ts'
import { type InboxRow, type Stamp, stamp } from '../store/inbox.ts'
import { addNudges, type PlannedNudge, skipScheduled } from '../store/nudges.ts'
import { race } from '../store/trouble.ts'
import type { Looked } from '../stripe/look.ts'
import type { Seen } from '../stripe/read/seen.ts'
import { withFreshLook } from './fresh-look.ts'
import { gather, sawOf } from './gather.ts'
import { type Met, meet } from './meet.ts'
import type { Outcome } from './outcome.ts'
import { settle } from './settle.ts'
import { textFor } from './step-text.ts'
import type { Tools } from './tools.ts'

type Planning = {
  /** The row to stamp with this; absent where a duty found the trigger, or more is to be done for the row. */
  readonly row?: InboxRow
  /** What the row has brought about before: its stamp tells that where this finds nothing to do. */
  readonly before?: Stamp | undefined
  readonly account: Account
  readonly flow: Flow
  readonly trigger: Trigger
}

/**
 * Enrolls a shopper for the subject of a trigger, with all nudges of the flow and the decision about each, or brings
 * an enrollment that is already there up to date. One transaction, with the stamp on the inbox row.
 */
export function plan(tools: Tools, planning: Planning): Promise<Outcome> {
  const { row, before, account, flow, trigger } = planning
  return withFreshLook(tools, { account, flow, subject: trigger.subject }, async (tx, looked, now) => {
    const { outcome, stamped } = await planInside(tx, planning, looked, now)
    const effect = stamped.state === 'ignored' && before ? before : stamped
    const stamping = { ...effect, subject: trigger.subject }
    if (row && !(await stamp(tx, [row], stamping, now))) throw lostLease(row)
    return outcome
  })
}

type Planned = { readonly outcome: Outcome; readonly stamped: Stamp }

async function planInside(
  tx: Tx,
  { account, flow, trigger }: Planning,
  looked: Looked,
  now: Temporal.Instant,
): Promise<Planned> {
  const known = await findEnrollment(tx, account, { flow: flow.key, subject: trigger.subject })
  if (known) {
    const enrollment = await readAgain(tx, known)
    return planAgain(tx, { account, flow, trigger, looked, enrollment }, now)
  }
  if (looked.kind === 'gone') return ignored('gone')
  const { seen } = looked
  const settings = await readFlowSettings(tx, account, flow.key)
  const { everyone } = settings
  const ending = flow.ended(seen, { subject: trigger.subject, now, everyone })
  if (ending) return ended(ending)
  const planned = { account, flow, trigger, seen, settings }
  const { enrollment, met } = await enroll(tx, planned, now)
  const nudges = await addNudges(tx, enrollment, plannedNudges(planned, enrollment), now)
  await decideAll(tx, { account, flow, seen, enrollment, nudges, met }, now)
  return {
    outcome: { kind: 'enrolled', account, flow: flow.key, enrollmentId: enrollment.id },
    stamped: handled('enrolled'),
  }
}

type Again = {
  readonly account: Account
  readonly flow: Flow
  readonly trigger: Trigger
  readonly looked: Looked
  readonly enrollment: Enrollment
}

/** A later failure of the same subject: it never enrolls again. */
async function planAgain(tx: Tx, again: Again, now: Temporal.Instant): Promise<Planned> {
  const { account, flow, trigger, looked } = again
  const failure = { failedAttempts: trigger.attemptCount, triggeredAt: trigger.at }
  const settled = await settle(tx, { enrollment: again.enrollment, flow, looked, ...failure }, now)
  if (!settled.ending && looked.kind === 'seen') {
    const { seen } = looked
    const { shopperId: known } = settled.enrollment
    const met = await meet(tx, { account, contact: flow.contact(seen), known }, now)
    const enrollment = await moveToShopper(tx, settled.enrollment, met.shopperId)
    const nudges = settled.nudges.filter(({ state }) => state === 'scheduled')
    await decideAll(tx, { account, flow, seen, enrollment, nudges, met }, now)
  }
  return {
    outcome: { kind: 'updated', account, flow: flow.key, enrollmentId: again.enrollment.id },
    stamped: handled(settled.ending ? `already-${settled.ending.kind}` : 'updated'),
  }
}

type Enrolling = Omit<Planning, 'row' | 'before'> & { readonly seen: Seen; readonly settings: FlowSettings }

async function enroll(tx: Tx, { account, flow, trigger, seen, settings }: Enrolling, now: Temporal.Instant) {
  const contact = flow.contact(seen)
  const met = await meet(tx, { account, contact }, now)
  const { shopperId, phone } = met
  const { subject } = trigger
  const ownDay = flow.countsFrom(seen, subject)
  const windowDays = settings.windowDays ?? flow.windowDays
  const enrollment = await addEnrollment(
    tx,
    account,
    {
      flow: flow.key,
      subject,
      shopperId,
      customerId: contact.customerId,
      subscriptionId: seen.subscriptionId,
      language: languageOfContact(contact, phone, account),
      startedAt: trigger.at,
      anchorAt: ownDay ?? flow.hopefulRetryAt(seen) ?? trigger.at,
      moneyKey: flow.money(seen, subject),
      windowEndsAt: later(trigger.at, ownDay).add({ hours: windowDays * 24 }),
      failedAttempts: trigger.attemptCount,
      facts: flow.facts(seen, subject),
      pageUrl: seen.pageUrl,
    },
    now,
  )
  return { enrollment, met }
}

/** Where a subject has a day of its own, the window counts from there. */
function later(a: Temporal.Instant, b: Temporal.Instant | undefined): Temporal.Instant {
  return b && Temporal.Instant.compare(b, a) > 0 ? b : a
}

/** The steps of a flow as the merchant chose them: with other delays and texts, or fewer. */
function plannedNudges(
  { flow, seen, settings }: Enrolling,
  { anchorAt, subject, shopperId }: Enrollment,
): readonly PlannedNudge[] {
  const delays = settings.delayMinutes ?? flow.steps.map(({ delayMinutes }) => delayMinutes)
  const weight = weightOf({ priority: flow.priority, amount: flow.facts(seen, subject).due.amount })
  return slotsOf(delays, anchorAt, flow.usefulUntil(seen, subject)).map((slot, index) => ({
    ...slot,
    weight,
    step: index + 1,
    template: textFor({ flow, settings, seen, step: index + 1 }, shopperId),
  }))
}

type Deciding = {
  readonly account: Account
  readonly flow: Flow
  readonly seen: Seen
  readonly enrollment: Enrollment
  readonly nudges: readonly Nudge[]
  readonly met: Met
}

async function decideAll(tx: Tx, { nudges, ...about }: Deciding, now: Temporal.Instant) {
  const gathered = await gather(tx, { ...about, ending: undefined }, now)
  for (const nudge of nudges) {
    const { situation } = await gathered(nudge)
    const decision = decide(situation)
    // A nudge that may go out now is claimed in its turn, and asked about again on a look of its own; one that the
    // hold-out alone speaks against as well, so that both sides count from the same moment.
    if (cameToHoldOut(decision)) continue
    await recordDecision(tx, nudge, { decision, saw: sawOf(situation) }, now)
    if (decision.kind === 'skip') await skipScheduled(tx, nudge)
  }
}

/** The work is undone with its transaction; whoever holds the row now does it. */
export function lostLease(row: InboxRow): Error {
  return race(`The inbox row ${row.id} was taken over by another worker`)
}

function ignored(reason: string): Planned {
  return { outcome: { kind: 'ignored', rows: 1, reason }, stamped: { state: 'ignored', reason } }
}

/** Of what nobody shall pay any more, the flow's own words are kept: they say why. */
function ended({ kind, because }: Ending): Planned {
  const known = ignored(`already-${kind}`)
  const isPlain = kind !== 'stopped' && kind !== 'expired'
  return isPlain ? known : { ...known, stamped: { state: 'ignored', reason: because } }
}

function handled(reason: string): Stamp {
  return { state: 'handled', reason }
}
