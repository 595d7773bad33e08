import type { AccountKey } from '../../domain/account.ts'
import { brakeBecause, brakeHours } from '../../domain/brake.ts'
import { lastLiftedAt, raiseAlarm } from '../../store/alarms.ts'
import { countComplaints } from '../../store/complaints.ts'
import { type Db, inTransaction, type Tx } from '../../store/database.ts'
import { type Asked, askForDuty, endAsked, nextAskedAt, takeAsked } from '../../store/duties.ts'
import { throwSwitch } from '../../store/kill-switches.ts'
import { complaintCodes } from '../../whatsapp/error-table.ts'
import type { Outcome } from '../outcome.ts'
import type { Tools } from '../tools.ts'

const what = 'brake-flows'
const accountsAtMost = 20
const leaseMs = 2 * 60_000
/** Complaints come in swarms; they are counted once they are there. */
const countAfterMinutes = 1

/** Has the complaints about an account's messages counted soon: somebody said stop, or could not be delivered to. */
export async function complained(tx: Tx, account: AccountKey, now: Temporal.Instant): Promise<void> {
  await askForDuty(tx, what, account, now.add({ minutes: countAfterMinutes }))
}

/** When complaints are counted next; undefined when there are none. */
export function nextBrakeAt(db: Db): Promise<number | undefined> {
  return nextAskedAt(db, what)
}

/** Stops flows whose messages too many people answered with a stop, blocked, or could not be reached with. */
export async function brakeFlows({ db, clock }: Tools): Promise<readonly Outcome[]> {
  const asked = await takeAsked(db, { what, limit: accountsAtMost, leaseMs }, clock.now())
  const outcomes: Outcome[] = []
  for (const one of asked) {
    outcomes.push(...(await inTransaction(db, (tx) => brakeAccount(tx, one, clock.now()))))
    await endAsked(db, one)
  }
  return outcomes
}

async function brakeAccount(
  tx: Tx,
  { environment, accountId }: Asked,
  now: Temporal.Instant,
): Promise<readonly Outcome[]> {
  const account = { environment, accountId }
  const aDayAgo = now.subtract({ hours: brakeHours })
  const counted = await countComplaints(tx, account, { since: aDayAgo, codes: complaintCodes })
  const outcomes: Outcome[] = []
  for (const [flow, complaints] of Object.entries(counted)) {
    if (!brakeBecause(complaints)) continue
    const because = brakeBecause(await sinceResumed(tx, account, { flow, aDayAgo }))
    if (because && (await brake(tx, account, { flow, because }, now)))
      outcomes.push({ kind: 'braked', account, flow, because })
  }
  return outcomes
}

/** What was complained of before somebody let the flow go on has been judged already. */
async function sinceResumed(
  tx: Tx,
  account: AccountKey,
  { flow, aDayAgo }: { readonly flow: string; readonly aDayAgo: Temporal.Instant },
) {
  const resumed = await lastLiftedAt(tx, account, { kind: 'flow-braked', about: flow })
  const since = resumed && Temporal.Instant.compare(resumed, aDayAgo) > 0 ? resumed : aDayAgo
  const counted = await countComplaints(tx, account, { since, codes: complaintCodes })
  return counted[flow] ?? { sent: 0, stopped: 0, refused: 0 }
}

async function brake(
  tx: Tx,
  account: AccountKey,
  { flow, because }: { readonly flow: string; readonly because: string },
  now: Temporal.Instant,
): Promise<boolean> {
  const isNew = await throwSwitch(tx, account, { flow, actor: 'the brake', note: because }, now)
  if (isNew) await raiseAlarm(tx, account, { kind: 'flow-braked', about: flow, detail: because }, now)
  return isNew
}
