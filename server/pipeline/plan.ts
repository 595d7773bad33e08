import type { Account } from '../domain/account.ts'
import { decide } from '../domain/decide.ts'
import type { Enrollment, Nudge } from '../domain/enrollment.ts'
import { chooseLanguage } from '../domain/language.ts'
import { phoneCountry } from '../domain/phone.ts'
import type { Flow, Seen, Trigger } from '../flows/flow.ts'
import type { Tx } from '../store/database.ts'
import { recordDecision } from '../store/decisions.ts'
import { addEnrollment, findEnrollment, moveToShopper, readAgain } from '../store/enrollments.ts'
import { type InboxRow, type Stamp, stamp } from '../store/inbox.ts'
import { addNudges, nudgesOf, type PlannedNudge, skipScheduled } from '../store/nudges.ts'
import { race } from '../store/trouble.ts'
import type { Looked } from '../stripe/look.ts'
import { withFreshLook } from './fresh-look.ts'
import { gather, sawOf } from './gather.ts'
import { type Met, meet } from './meet.ts'
import type { Outcome } from './outcome.ts'
import { settle } from './settle.ts'
import type { Tools } from './tools.ts'

/** How long the last message of a flow is still of use. */
const lastStepUsefulDays = 3

type Planning = {
  readonly row: InboxRow
  readonly account: Account
  readonly flow: Flow
  readonly trigger: Trigger
}

/**
 * Enrolls a shopper for the subject of a trigger, with all nudges of the flow and the decision about each, or brings
 * an enrollment that is already there up to date. One transaction, with the stamp on the inbox row.
 */
export function plan(tools: Tools, planning: Planning): Promise<Outcome> {
  const { row, account, flow, trigger } = planning
  return withFreshLook(tools, { account, flow, subject: trigger.subject }, async (tx, looked, now) => {
    const { outcome, stamped } = await planInside(tx, planning, looked, now)
    if (!(await stamp(tx, [row], { ...stamped, subject: trigger.subject }, now))) throw lostLease(row)
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
  const ending = flow.ended(looked.seen)
  if (ending) return ignored(`already-${ending.kind}`)
  const { enrollment, met } = await enroll(tx, { account, flow, trigger, seen: looked.seen }, now)
  const nudges = await addNudges(tx, enrollment, plannedNudges(flow, trigger), now)
  await decideAll(tx, { account, flow, enrollment, nudges, met }, now)
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
  const { account, flow, trigger, looked, enrollment } = again
  const about = { enrollment, flow, looked, failedAttempts: trigger.attemptCount }
  const ending = await settle(tx, about, now)
  if (!ending && looked.kind === 'seen') {
    const contact = flow.contact(looked.seen)
    const met = await meet(tx, { account, contact, known: again.enrollment.shopperId }, now)
    const enrollment = await moveToShopper(tx, again.enrollment, met.shopperId)
    const nudges = (await nudgesOf(tx, enrollment)).filter((nudge) => nudge.state === 'scheduled')
    await decideAll(tx, { account, flow, enrollment, nudges, met }, now)
  }
  return {
    outcome: { kind: 'updated', account, flow: flow.key, enrollmentId: enrollment.id },
    stamped: handled(ending ? `already-${ending.kind}` : 'updated'),
  }
}

type Enrolling = Omit<Planning, 'row'> & { readonly seen: Seen }

async function enroll(tx: Tx, { account, flow, trigger, seen }: Enrolling, now: Temporal.Instant) {
  const contact = flow.contact(seen)
  const met = await meet(tx, { account, contact }, now)
  const { shopperId, phone } = met
  const country = (phone && phoneCountry(phone)) ?? contact.country
  const enrollment = await addEnrollment(
    tx,
    account,
    {
      flow: flow.key,
      subject: trigger.subject,
      shopperId,
      customerId: contact.customerId,
      language: chooseLanguage(contact.locales, country, account.language),
      startedAt: trigger.at,
      windowEndsAt: trigger.at.add({ hours: flow.windowDays * 24 }),
      failedAttempts: trigger.attemptCount,
      facts: flow.facts(seen),
      pageUrl: seen.pageUrl,
    },
    now,
  )
  return { enrollment, met }
}

/** Each step is of use until the next one is due. */
function plannedNudges(flow: Flow, trigger: Trigger): readonly PlannedNudge[] {
  const dueAts = flow.steps.map((step) => trigger.at.add({ minutes: step.delayMinutes }))
  return flow.steps.map((step, index) => {
    const dueAt = dueAts[index] ?? trigger.at
    const uselessAt = dueAts[index + 1] ?? dueAt.add({ hours: lastStepUsefulDays * 24 })
    return { step: index + 1, template: step.template, dueAt, uselessAt }
  })
}

type Deciding = {
  readonly account: Account
  readonly flow: Flow
  readonly enrollment: Enrollment
  readonly nudges: readonly Nudge[]
  readonly met: Met
}

async function decideAll(tx: Tx, { nudges, ...about }: Deciding, now: Temporal.Instant) {
  for (const nudge of nudges) {
    const { situation } = await gather(tx, { ...about, nudge, ending: undefined }, now)
    const decision = decide(situation)
    // A nudge that may go out now is claimed in its turn, and asked about again on a look of its own.
    if (decision.kind === 'send') continue
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

function handled(reason: string): Stamp {
  return { state: 'handled', reason }
}
