import type { Account } from '../../domain/account.ts'
import type { Flow } from '../../flows/flow.ts'
import { flows } from '../../flows/index.ts'
import { dutyDueAt, endDuty, takeDuty } from '../../store/duties.ts'
import { findEnrollment } from '../../store/enrollments.ts'
import { accountsWithFlowOn, readFlowSettings } from '../../store/flow-settings.ts'
import { listOpenSessions } from '../../stripe/open-sessions.ts'
import { messageOf, type Outcome } from '../outcome.ts'
import { plan } from '../plan.ts'
import type { Tools } from '../tools.ts'

const everyMinutes = 5
const leaseMs = 10 * 60_000
const name = 'watch-checkouts'

/**
 * Finds checkouts that were left open, so that a shopper is written to while the wish is warm: Stripe tells of none until
 * it has expired, a day later as a rule.
 */
export async function watchCheckouts(tools: Tools): Promise<readonly Outcome[]> {
  const now = tools.clock.now()
  const dueAt = await nextWatchAt(tools)
  if (dueAt === undefined || dueAt > now.epochMilliseconds) return []
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
  for (const { key } of watching)
    if ((await accountsWithFlowOn(db, key)).length > 0) return (await dutyDueAt(db, name)) ?? 0
  return undefined
}

const watching = flows.filter(({ watches }) => watches === 'open-checkouts')

/** An account whose Stripe does not answer is asked again in the next turn. */
async function watchAccount(tools: Tools, account: Account, flow: Flow): Promise<readonly Outcome[]> {
  try {
    return await startLeft(tools, account, flow)
  } catch (error) {
    const text = messageOf(error)
    return [{ kind: 'failed', what: name, id: account.accountId, error: text, setAside: false }]
  }
}

async function startLeft(tools: Tools, account: Account, flow: Flow): Promise<readonly Outcome[]> {
  const { delayMinutes } = await readFlowSettings(tools.db, account, flow.key)
  const minutes = delayMinutes?.[0] ?? flow.steps[0]?.delayMinutes ?? 0
  const before = tools.clock.now().subtract({ minutes })
  const outcomes: Outcome[] = []
  for (const { id, createdAt } of await listOpenSessions(tools.stripe(account), before)) {
    const isKnown = await findEnrollment(tools.db, account, { flow: flow.key, subject: id })
    if (isKnown) continue
    const trigger = { subject: id, at: createdAt, attemptCount: 0 }
    outcomes.push(await plan(tools, { account, flow, trigger }))
  }
  return outcomes
}
