import { type AccountKey, nameOfAccount } from '../../domain/account.ts'

/** How much may be asked for at once, and how fast that comes back. Counted in each process by itself. */
type Limit = { readonly atOnce: number; readonly perSecond: number }

const ofUser: Limit = { atOnce: 60, perSecond: 5 }
/** Above what one user may ask for, so that nobody can lock the others out. */
const ofAccount: Limit = { atOnce: 300, perSecond: 25 }
/** Those whose count is full again are forgotten above this number. */
const bucketsAtMost = 10_000

/** Counts requests; undefined while somebody of an account may ask, else the seconds until they may again. */
export type Rate = (account: AccountKey, userId: string, now: Temporal.Instant) => number | undefined

/** A count of its own, empty at first. */
export function createRate(): Rate {
  const users = createBuckets(ofUser)
  const accounts = createBuckets(ofAccount)
  return (account, userId, now) => {
    const name = nameOfAccount(account)
    return users(`${name} ${userId}`, now) ?? accounts(name, now)
  }
}

type Bucket = { readonly left: number; readonly at: number }

function createBuckets(limit: Limit) {
  const buckets = new Map<string, Bucket>()
  return (name: string, now: Temporal.Instant): number | undefined => {
    const at = now.epochMilliseconds
    if (buckets.size >= bucketsAtMost) forgetFull(buckets, limit, at)
    const left = refilled(buckets.get(name), limit, at)
    if (left < 1) return Math.ceil((1 - left) / limit.perSecond)
    buckets.set(name, { left: left - 1, at })
    return undefined
  }
}

function refilled(bucket: Bucket | undefined, { atOnce, perSecond }: Limit, at: number): number {
  if (!bucket) return atOnce
  const seconds = Math.max(0, at - bucket.at) / 1000
  return Math.min(atOnce, bucket.left + seconds * perSecond)
}

function forgetFull(buckets: Map<string, Bucket>, limit: Limit, at: number) {
  for (const [name, bucket] of buckets) if (refilled(bucket, limit, at) >= limit.atOnce) buckets.delete(name)
}
