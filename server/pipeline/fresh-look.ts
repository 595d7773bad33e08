import type { AccountKey } from '../domain/account.ts'
import type { Flow } from '../flows/flow.ts'
import { type Db, inTransaction, type Tx } from '../store/database.ts'
import { countStamped } from '../store/inbox.ts'
import { type Looked, look } from '../stripe/look.ts'
import { race } from './outcome.ts'
import type { Tools } from './tools.ts'

const looksAtMost = 8

/** What is looked at, and how old the look may be when the work begins; any age when nothing is said. */
export type Subject = {
  readonly account: AccountKey
  readonly flow: Flow
  readonly subject: string
  readonly goodForMs?: number
}

/**
 * Looks at a subject in Stripe with no transaction open, then does the work in one. If another row about the subject or
 * one of its payments was stamped since the look began, or the look grew too old, the work is not begun and the look
 * repeated. Throws when that goes on.
 */
export async function withFreshLook<T>(
  { db, stripe, clock }: Tools,
  { account, flow, subject, goodForMs = Number.POSITIVE_INFINITY }: Subject,
  work: (tx: Tx, looked: Looked, now: Temporal.Instant) => Promise<T>,
): Promise<T> {
  let names: readonly string[] = [subject]
  for (let attempt = 0; attempt < looksAtMost; attempt += 1) {
    const stamped = await countAll(db, account, names)
    const lookedAt = clock.now()
    const looked = await look(stripe(account), flow.look, subject)
    const payments = looked.kind === 'seen' ? flow.payments(looked.seen).map(({ key }) => key) : []
    // A refund stamped before we knew of the payment would go unseen, so a payment seen first is looked at again.
    const isKnown = payments.every((key) => names.includes(key))
    names = [subject, ...payments]
    if (!isKnown) continue
    const done = await inTransaction(db, async (tx) => {
      const now = clock.now()
      const isOld = now.epochMilliseconds - lookedAt.epochMilliseconds > goodForMs
      if (isOld || (await countAll(tx, account, names)) !== stamped) return undefined
      return { result: await work(tx, looked, now) }
    })
    if (done) return done.result
  }
  throw race(
    `${subject} of ${account.accountId} changed under ${looksAtMost} looks, or Stripe answers slowly`,
  )
}

async function countAll(db: Db, account: AccountKey, names: readonly string[]): Promise<number> {
  const counts = await Promise.all(names.map((name) => countStamped(db, account, name)))
  return counts.reduce((sum, count) => sum + count, 0)
}
