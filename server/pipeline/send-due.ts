import { type AccountKey, nameOfAccount } from '../domain/account.ts'
import { inPassing } from '../store/database.ts'
import { answersWait } from '../store/inbox.ts'
import { claimDue, nextNudgeAt } from '../store/nudges.ts'
import { listNumbers } from '../store/numbers.ts'
import { accountsDue, takeSending } from '../store/sender-leases.ts'
import { limitsOfAll } from '../whatsapp/limits.ts'
import type { Outcome } from './outcome.ts'
import { roomFor } from './people-room.ts'
import { sendOrPutBack } from './send-nudge.ts'
import { sendingLeaseMs, startWork, takeEnded, takeOn } from './senders.ts'
import type { Tools } from './tools.ts'

/** Few, so that a stop that comes in meanwhile is handled before the next ones. */
const nudgesAtMost = 32
/** Longer than a look and a call together may take. */
const leaseMs = 5 * 60_000
const accountsAtMost = 200
/** Messages under way in all accounts together, and those any account may have under way whatever others do. */
const inFlightAtMost = 512
const inFlightAtLeast = 8
/** How long work that was begun is waited for before more is begun. */
const lookAgainMs = 20

/**
 * Sends what is due: each account in turn, as many messages as its number's pace, Meta's limit of people and its share of
 * this worker allow. Each goes out on a fresh look, asked about once more, and never twice.
 */
export async function sendDue(tools: Tools): Promise<readonly Outcome[]> {
  await Promise.all(await beginDue(tools))
  return takeEnded(tools.senders)
}

/** The same for a loop: it waits for a moment only, so that a slow account holds no other up, and tells the rest later. */
export async function keepSending(tools: Tools): Promise<readonly Outcome[]> {
  const begun = await beginDue(tools)
  if (begun.length > 0) {
    const waiting = new AbortController()
    await Promise.race([Promise.all(begun), tools.clock.sleep(lookAgainMs, waiting.signal)])
    waiting.abort()
  }
  return takeEnded(tools.senders)
}

async function beginDue(tools: Tools): Promise<readonly Promise<void>[]> {
  return (await answersWait(tools.db)) ? [] : beginAll(tools)
}

async function beginAll(tools: Tools): Promise<readonly Promise<void>[]> {
  const { db, senders, clock } = tools
  senders.nextStartMs = undefined
  const nextAt = await nextNudgeAt(db)
  if (nextAt === undefined || nextAt > clock.now().epochMilliseconds) return []
  const turn = { after: senders.servedLast, limit: accountsAtMost }
  const accounts = await accountsDue(db, turn, clock.now())
  const share = Math.max(inFlightAtLeast, Math.floor(inFlightAtMost / Math.max(1, accounts.length)))
  const begun: Promise<void>[] = []
  for (const account of accounts) {
    const free = share - (senders.inFlight.get(nameOfAccount(account)) ?? 0)
    if (free > 0) begun.push(...(await begin(tools, account, Math.min(free, nudgesAtMost))))
    senders.servedLast = account
  }
  return begun
}

/** Begins to send for one account; nothing when another worker sends for it, or it must wait. */
async function begin(tools: Tools, account: AccountKey, free: number): Promise<readonly Promise<void>[]> {
  const { db, readBudget, senders, clock } = tools
  const now = clock.now()
  const isMine = await takeSending(db, account, { worker: senders.worker, leaseMs: sendingLeaseMs }, now)
  if (!isMine) return []
  const { perSecond } = limitsOfAll(await listNumbers(db, account))
  const people = await roomFor(tools, account, now)
  const most = Math.min(free, people, readBudget.room(account))
  if (most <= 0) return []
  const limit = takeOn(senders, account, { perSecond, most }, now)
  if (limit === 0) return []
  const nudges = await inPassing(db, (at) => claimDue(at, account, { limit, leaseMs }, now))
  const room = senders.rooms.get(nameOfAccount(account))
  if (room) room.left -= nudges.length
  return nudges.map((nudge) => startWork(senders, nudge, () => sendOrPutBack(tools, { nudge, leaseMs })))
}
