import type { Account } from '../../domain/account.ts'
import type { Flow } from '../../flows/flow.ts'
import { flows } from '../../flows/index.ts'
import { dutyDueAt, endDuty, takeDuty } from '../../store/duties.ts'
import { findEnrollment } from '../../store/enrollments.ts'
import { accountsWithFlowOn, isOnAnywhere, readFlowSettings } from '../../store/flow-settings.ts'
import { isDatabaseTrouble } from '../../store/trouble.ts'
import { keepWatched, watchedUntil } from '../../store/watches.ts'
import { isAway } from '../../stripe/look.ts'
import { listOpenSessions, type OpenSession, type Span, sessionHours } from '../../stripe/open-sessions.ts'
import { messageOf, type Outcome } from '../outcome.ts'
import { plan } from '../plan.ts'
import type { Tools } from '../tools.ts'

const everyMinutes = 5
const leaseMs = 10 * 60_000
const spanHours = 1
const name = 'watch-checkouts'

/**
 * Finds checkouts that were left open, so that a shopper is written to while the wish is warm: Stripe tells of none until
 * it has expired, a day later as a rule.
 */
export async function watchCheckouts(tools: Tools): Promise<readonly Outcome[]> {
  const now = tools.clock.now()
  if (!(await takeDuty(tools.db, { name, leaseMs }, now))) return []
  const outcomes: Outcome[] = []
  for (const flow of watching) {
    for (const account of await accountsWithFlowOn(tools.db, flow.key))
      outcomes.push(...(await watchAccount(tools, account, flow)))
  }
  await endDuty(tools.db, name, now.add({ minutes: everyMinutes }))
  return outcomes
}

/** When checkouts are looked for next; undefined when no account wants that. */
export async function nextWatchAt({ db }: Tools): Promise<number | undefined> {
  for (const { key } of watching) if (await isOnAnywhere(db, key)) return (await dutyDueAt(db, name)) ?? 0
  return undefined
}

const watching = flows.filter(({ watches }) => watches === 'open-checkouts')

/** An account whose Stripe does not answer is asked again at the next watch, from where it had come. */
async function watchAccount(tools: Tools, account: Account, flow: Flow): Promise<readonly Outcome[]> {
  try {
    return await startLeft(tools, account, flow)
  } catch (error) {
    const text = messageOf(error)
    return [{ kind: 'failed', what: name, id: account.accountId, error: text, setAside: false }]
  }
}

/** What began in a span is judged once: who has left a checkout and come to no flow comes to none while it is open. */
async function startLeft(tools: Tools, account: Account, flow: Flow): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = []
  for (const span of await spansToJudge(tools, account, flow)) {
    for (const session of await listOpenSessions(tools.stripe(account), span))
      outcomes.push(...(await judge(tools, { account, flow, session })))
    await keepWatched(tools.db, account, { flow: flow.key, until: span.until })
  }
  return outcomes
}

/** The time since the last judgement, in parts that hold few enough checkouts to be listed whole, the oldest first. */
async function spansToJudge({ db, clock }: Tools, account: Account, flow: Flow): Promise<readonly Span[]> {
  const { delayMinutes } = await readFlowSettings(db, account, flow.key)
  const minutes = delayMinutes?.[0] ?? flow.steps[0]?.delayMinutes ?? 0
  const until = clock.now().subtract({ minutes })
  const oldest = until.subtract({ hours: sessionHours })
  const known = await watchedUntil(db, account, flow.key)
  const spans: Span[] = []
  for (let from = later(known ?? oldest, oldest); isBefore(from, until); from = spans.at(-1)?.until ?? until)
    spans.push({ from, until: earlier(from.add({ hours: spanHours }), until) })
  return spans
}

type Judging = { readonly account: Account; readonly flow: Flow; readonly session: OpenSession }

/** A checkout that cannot be judged is no reason to leave the others; Stripe or the database being away is. */
async function judge(tools: Tools, { account, flow, session }: Judging): Promise<readonly Outcome[]> {
  const { id, createdAt } = session
  if (await findEnrollment(tools.db, account, { flow: flow.key, subject: id })) return []
  const trigger = { subject: id, at: createdAt, attemptCount: 0 }
  try {
    return [await plan(tools, { account, flow, trigger })]
  } catch (error) {
    if (isAway(error) || isDatabaseTrouble(error)) throw error
    return [{ kind: 'failed', what: name, id, error: messageOf(error), setAside: false }]
  }
}

function isBefore(a: Temporal.Instant, b: Temporal.Instant): boolean {
  return Temporal.Instant.compare(a, b) < 0
}

function earlier(a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant {
  return isBefore(a, b) ? a : b
}

function later(a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant {
  return isBefore(a, b) ? b : a
}
