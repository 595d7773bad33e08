import type { Ending, Enrollment } from '../../domain/enrollment.ts'
import { flowOf } from '../../flows/index.ts'
import { claimPastWindow, endEnrollment, postponeLook, readAgain } from '../../store/enrollments.ts'
import { cancelWaiting } from '../../store/nudges.ts'
import { withFreshLook } from '../fresh-look.ts'
import { messageOf, type Outcome } from '../outcome.ts'
import { settle } from '../settle.ts'
import type { Tools } from '../tools.ts'

const enrollmentsAtMost = 50
/** Longer than all of them may take, one after the other. */
const leaseMs = 10 * 60_000
const retryHours = 1
const expired: Ending = { kind: 'expired', because: 'Its time to watch for the money is over.' }

/** Looks a last time at enrollments whose window has ended, takes in money nobody told us of, and ends them. */
export async function endWindows(tools: Tools): Promise<readonly Outcome[]> {
  const limits = { limit: enrollmentsAtMost, leaseMs }
  const enrollments = await claimPastWindow(tools.db, limits, tools.clock.now())
  const outcomes: Outcome[] = []
  for (const enrollment of enrollments) outcomes.push(await endOrPostpone(tools, enrollment))
  return outcomes
}

async function endOrPostpone(tools: Tools, enrollment: Enrollment): Promise<Outcome> {
  try {
    return await endWindow(tools, enrollment)
  } catch (error) {
    const text = messageOf(error)
    await postponeLook(tools.db, enrollment, tools.clock.now().add({ hours: retryHours }))
    return { kind: 'failed', what: 'window', id: enrollment.id, error: text, setAside: false }
  }
}

function endWindow(tools: Tools, enrollment: Enrollment): Promise<Outcome> {
  const account = { environment: enrollment.environment, accountId: enrollment.accountId }
  const flow = flowOf(enrollment.flow)
  return withFreshLook(tools, { account, flow, subject: enrollment.subject }, async (tx, looked, now) => {
    const settled = await settle(tx, { enrollment: await readAgain(tx, enrollment), flow, looked }, now)
    const ending = settled.ending ?? expired
    await cancelWaiting(tx, enrollment)
    await endEnrollment(tx, enrollment, ending, now)
    return { kind: 'settled', account, enrollmentId: enrollment.id, ending: ending.kind }
  })
}
