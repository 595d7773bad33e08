import { type AccountKey, nameOfAccount } from '../../domain/account.ts'

/** What one account may ask for at once, and how fast that comes back. Counted in each process by itself. */
const askedAtOnce = 60
const askedPerSecond = 5
/** Accounts whose count is full again are forgotten above this number. */
const accountsAtMost = 10_000

/** Counts requests; undefined while an account may ask, else the seconds until it may again. */
export type Rate = (account: AccountKey, now: Temporal.Instant) => number | undefined

type Bucket = { readonly left: number; readonly at: number }

/** A count of its own, empty at first. */
export function createRate(): Rate {
  const buckets = new Map<string, Bucket>()
  return (account, now) => {
    const name = nameOfAccount(account)
    const at = now.epochMilliseconds
    if (buckets.size >= accountsAtMost) forgetFull(buckets, at)
    const left = refilled(buckets.get(name), at)
    if (left < 1) return Math.ceil((1 - left) / askedPerSecond)
    buckets.set(name, { left: left - 1, at })
    return undefined
  }
}

function refilled(bucket: Bucket | undefined, at: number): number {
  if (!bucket) return askedAtOnce
  const seconds = Math.max(0, at - bucket.at) / 1000
  return Math.min(askedAtOnce, bucket.left + seconds * askedPerSecond)
}

function forgetFull(buckets: Map<string, Bucket>, at: number) {
  for (const [name, bucket] of buckets) if (refilled(bucket, at) >= askedAtOnce) buckets.delete(name)
}
