import type { AccountKey } from '../domain/account.ts'
import type { Flow } from '../flows/flow.ts'
import { findAccount } from '../store/accounts.ts'
import { holdSubjects } from '../store/claim.ts'
import { inTransaction, type Tx } from '../store/database.ts'
import { countStamped, wasStampedSince } from '../store/inbox.ts'
import { recordedFor } from '../store/recoveries.ts'
import { race } from '../store/trouble.ts'
import { type Looked, look, readsOfLook } from '../stripe/look.ts'
import type { Asker } from '../stripe/read-budget.ts'
import type { Tools } from './tools.ts'

const looksAtMost = 8
/** More than the clocks of two workers may differ. */
const clocksDifferMs = 60_000

/** What is looked at, and how old the look may be when the work begins; any age when nothing is said. */
export type Subject = {
  readonly account: AccountKey
  readonly flow: Flow
  readonly subject: string
  readonly goodForMs?: number
  /** For whose turn it waits; news when nothing is said. */
  readonly asker?: Asker
  /** Waited for once, after the first look. */
  readonly ready?: () => Promise<void>
}

/**
 * Looks at a subject in Stripe with no transaction open, then does the work in one that holds the subject and its
 * payments. If another row about them was stamped since the look began, or the look grew too old, the work is not begun
 * and the look repeated. Throws when that goes on.
 */
export async function withFreshLook<T>(
  { db, stripe, readBudget, clock }: Tools,
  { account, flow, subject, goodForMs = Number.POSITIVE_INFINITY, asker = 'news', ready }: Subject,
  work: (tx: Tx, looked: Looked, now: Temporal.Instant) => Promise<T>,
): Promise<T> {
  const linkDomain = (await findAccount(db, account))?.linkDomain
  const lookAt = flow.lookAt(subject)
  const wish = { asker, reads: readsOfLook[lookAt.object] }
  // A message asks for what is open; money that came is followed when there is news of it.
  const recordedBefore = async () =>
    asker === 'send' ? [] : recordedFor(db, account, { flow: flow.key, subject })
  let known: readonly string[] = [subject]
  for (let attempt = 0; attempt < looksAtMost; attempt += 1) {
    const { stamped, lookedAt, looked } = await readBudget.inTurn(account, wish, async () => ({
      stamped: await countStamped(db, account, known),
      lookedAt: clock.now(),
      looked: await look(stripe(account), lookAt, linkDomain, await recordedBefore()),
    }))
    if (attempt === 0) await ready?.()
    const names = namesOf(flow, subject, looked)
    const before: Before = { account, known, stamped, lookedAt }
    const done = await inTransaction(db, async (tx) => {
      await holdSubjects(tx, account, names)
      const now = clock.now()
      const isOld = now.epochMilliseconds - lookedAt.epochMilliseconds > goodForMs
      if (isOld || (await hasChanged(tx, names, before))) return undefined
      return { result: await work(tx, looked, now) }
    })
    if (done) return done.result
    known = names
  }
  throw race(
    `${subject} of ${account.accountId} changed under ${looksAtMost} looks, or Stripe answers slowly`,
  )
}

/** A refund names the payment only, so that the payments of a subject stand for it too. */
function namesOf(flow: Flow, subject: string, looked: Looked): readonly string[] {
  const shown = looked.kind === 'seen' ? flow.payments(looked.seen) : []
  return [subject, ...[...shown, ...looked.others].map(({ key }) => key)]
}

/** What was known before the look began. */
type Before = {
  readonly account: AccountKey
  readonly known: readonly string[]
  readonly stamped: number
  readonly lookedAt: Temporal.Instant
}

/** Names that only the look told were not counted before it; of them nothing may have been stamped of late. */
async function hasChanged(
  tx: Tx,
  names: readonly string[],
  { account, known, stamped, lookedAt }: Before,
): Promise<boolean> {
  if ((await countStamped(tx, account, known)) !== stamped) return true
  const told = names.filter((name) => !known.includes(name))
  return wasStampedSince(tx, account, told, lookedAt.subtract({ milliseconds: clocksDifferMs }))
}
