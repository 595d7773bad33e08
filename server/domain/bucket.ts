/**
 * A bucket of tokens, one for each message or read. Counted over any second it lets through `perSecond` at most, and when
 * there is always something waiting not less than 98 % of that.
 */
export type Bucket = {
  readonly perSecond: number
  /** Tokens it holds beyond a burst: a second may see so many more. */
  readonly slack: number
  /** Tokens at `atMs`; below zero when some were promised for later. */
  readonly tokens: number
  readonly atMs: number
}

/** What may go at once; so small that together with what flows in, a second never sees too much. */
function burstOf(perSecond: number): number {
  return Math.max(1, Math.floor(perSecond / 60))
}

/** Timers are that late, and what flows in meanwhile must not be lost. */
const timersLateMs = 2

function mostOf(perSecond: number): number {
  return burstOf(perSecond) + (perSecond * timersLateMs) / 1_000
}

/** All it holds and what flows in behind that must fit into the same second. */
function tokensPerMs(perSecond: number): number {
  return (perSecond - mostOf(perSecond) + 1) / 1_000
}

/** A full bucket. */
export function openBucket(perSecond: number, nowMs: number, slack = 0): Bucket {
  return { perSecond, slack, tokens: burstOf(perSecond) + slack, atMs: nowMs }
}

/** How many may start now. */
export function available(bucket: Bucket, nowMs: number): number {
  return Math.max(0, Math.floor(filled(bucket, nowMs).tokens + tolerance))
}

/** Takes one token; `waitMs` is how long from now its owner has to wait, zero when it may start. */
export function reserve(bucket: Bucket, nowMs: number): { readonly bucket: Bucket; readonly waitMs: number } {
  const full = filled(bucket, nowMs)
  const tokens = full.tokens - 1
  const waitMs = tokens >= -tolerance ? 0 : -tokens / tokensPerMs(bucket.perSecond)
  return { bucket: { ...full, tokens }, waitMs }
}

/** How many are worth starting together, so that what is fast does not ask for each by itself. */
export function worthStarting({ perSecond }: Bucket): number {
  return Math.ceil(burstOf(perSecond) / 2)
}

/** How long from now until so many may start, at most a burst and the slack. */
export function msUntil(bucket: Bucket, count: number, nowMs: number): number {
  const { tokens } = filled(bucket, nowMs)
  return tokens >= count - tolerance ? 0 : (count - tokens) / tokensPerMs(bucket.perSecond)
}

/** The same bucket at another rate from now on; it never gains tokens by that. */
export function atRate(bucket: Bucket, perSecond: number, nowMs: number): Bucket {
  if (bucket.perSecond === perSecond) return bucket
  const { tokens } = filled(bucket, nowMs)
  const most = mostOf(perSecond) + bucket.slack
  return { ...bucket, perSecond, tokens: Math.min(tokens, most), atMs: nowMs }
}

/** Less than a token, for what floating point loses. */
const tolerance = 1e-6

function filled(bucket: Bucket, nowMs: number): Bucket {
  const { perSecond, slack, tokens, atMs } = bucket
  if (nowMs <= atMs) return bucket
  const more = tokens + (nowMs - atMs) * tokensPerMs(perSecond)
  return { ...bucket, tokens: Math.min(more, mostOf(perSecond) + slack), atMs: nowMs }
}
