import type { AccountKey } from '../domain/account.ts'
import type { Flow } from '../flows/flow.ts'
import { inTransaction, type Tx } from '../store/database.ts'
import { countStamped } from '../store/inbox.ts'
import { type Looked, look } from '../stripe/look.ts'
import type { Tools } from './tools.ts'

/** A look older than this decides nothing. */
const looksGoodForMs = 2_000
const looksAtMost = 5

type Subject = { readonly account: AccountKey; readonly flow: Flow; readonly subject: string }

/**
 * Looks at a subject in Stripe with no transaction open, then does the work in one. If another row of the subject was
 * stamped since the look began, or the look grew old, the work is not begun and the look repeated.
 */
export async function withFreshLook<T>(
  { db, stripe, clock }: Tools,
  { account, flow, subject }: Subject,
  work: (tx: Tx, looked: Looked, now: Temporal.Instant) => Promise<T>,
): Promise<T> {
  for (let attempt = 0; attempt < looksAtMost; attempt += 1) {
    const stamped = await countStamped(db, account, subject)
    const lookedAt = clock.now()
    const looked = await look(stripe(account), flow.look, subject)
    const done = await inTransaction(db, async (tx) => {
      const now = clock.now()
      const isOld = now.epochMilliseconds - lookedAt.epochMilliseconds > looksGoodForMs
      if (isOld || (await countStamped(tx, account, subject)) !== stamped) return undefined
      return { result: await work(tx, looked, now) }
    })
    if (done) return done.result
  }
  throw new Error(`${subject} of ${account.accountId} changed under ${looksAtMost} looks, or Stripe is slow`)
}
