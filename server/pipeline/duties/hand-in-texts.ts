import { handInDuty, handInEveryMinutes } from '../../domain/hand-in.ts'
import { type Asked, endAsked, endDuty, nextAskedAt, takeAsked } from '../../store/duties.ts'
import { messageOf, type Outcome } from '../outcome.ts'
import type { Tools } from '../tools.ts'

const accountsAtMost = 2
/** Longer than a hundred calls, one after the other, may take. */
const leaseMs = 30 * 60_000

/** Goes on handing in the texts somebody pushed, hour by hour, until none waits. */
export async function handInTexts(tools: Tools): Promise<readonly Outcome[]> {
  const wanted = { what: handInDuty, limit: accountsAtMost, leaseMs }
  const outcomes: Outcome[] = []
  for (const asked of await takeAsked(tools.db, wanted, tools.clock.now()))
    outcomes.push(await handIn(tools, asked))
  return outcomes
}

/** When texts are handed in next; undefined when none waits. */
export function nextHandInAt({ db }: Tools): Promise<number | undefined> {
  return nextAskedAt(db, handInDuty)
}

async function handIn(tools: Tools, asked: Asked): Promise<Outcome> {
  const account = { environment: asked.environment, accountId: asked.accountId }
  const later = () => endDuty(tools.db, asked.name, tools.clock.now().add({ minutes: handInEveryMinutes }))
  try {
    const waiting = await tools.handInTexts(account)
    if (waiting > 0) await later()
    else await endAsked(tools.db, asked)
    return { kind: 'handed-in-texts', account, waiting }
  } catch (error) {
    await later()
    return { kind: 'failed', what: handInDuty, id: asked.accountId, error: messageOf(error), setAside: false }
  }
}
