/** What Meta allows one number, as far as we have learned it. */
export type NumberLimits = {
  /** Messages a second. */
  readonly perSecond: number
  /** People a day who did not write first; undefined when there is no limit. */
  readonly peopleADay: number | undefined
}

/** A number Meta has told us nothing of yet; of people a new account may reach the fewest. */
export const usualLimits: NumberLimits = { perSecond: 80, peopleADay: undefined }

const peopleADay: Readonly<Record<string, number>> = {
  TIER_50: 50,
  TIER_250: 250,
  TIER_1K: 1_000,
  TIER_2K: 2_000,
  TIER_10K: 10_000,
  TIER_100K: 100_000,
}

/**
 * The limit of people in the words of the Graph API, `TIER_2K`: its webhooks may tell a count instead, below zero where
 * there is none. Undefined when it tells nothing we know.
 */
export function tierOf(told: string | number | undefined): string | undefined {
  if (told === undefined) return undefined
  const count = Number(told)
  if (Number.isNaN(count)) return told === 'TIER_NOT_SET' ? undefined : String(told)
  if (count < 0) return 'TIER_UNLIMITED'
  return Object.keys(peopleADay).find((tier) => peopleADay[tier] === count)
}

/** Messages of a second as Meta calls the most of them. */
export const highThroughput = 'HIGH'

/** What stands for the throughput of a number that is used in the WhatsApp Business app as well. */
export const besideApp = 'BESIDE_APP'

const perSecondAt: Readonly<Record<string, number>> = { [highThroughput]: 1_000, [besideApp]: 20 }

/** What Meta says of a number as limits; a tier that is not known limits nothing. */
export function limitsOf(number: {
  readonly throughput: string | undefined
  /** Such as `TIER_2K`. */
  readonly messagingLimit: string | undefined
}): NumberLimits {
  return {
    perSecond: perSecondAt[number.throughput ?? ''] ?? usualLimits.perSecond,
    peopleADay: peopleADay[number.messagingLimit ?? ''],
  }
}

/** The narrowest limits of some numbers, which then hold for whichever of them a message goes out from. */
export function limitsOfAll(numbers: readonly Parameters<typeof limitsOf>[0][]): NumberLimits {
  const all = numbers.map(limitsOf)
  const people = all.flatMap(({ peopleADay }) => peopleADay ?? [])
  return {
    perSecond: all.length === 0 ? usualLimits.perSecond : Math.min(...all.map(({ perSecond }) => perSecond)),
    peopleADay: people.length === 0 ? undefined : Math.min(...people),
  }
}

/**
 * A bucket of tokens, one for each message. Counted over any second it lets through `perSecond` messages at most, and
 * when there is always something to send not less than 98 % of that.
 */
export type Bucket = {
  readonly perSecond: number
  /** Tokens it holds beyond a burst: a second may see so many messages more. */
  readonly slack: number
  /** Tokens at `atMs`; below zero when some were promised for later. */
  readonly tokens: number
  readonly atMs: number
}

/** What may go at once; so small that together with what flows in, a second never sees too much. */
function burstOf(perSecond: number): number {
  return Math.max(1, Math.floor(perSecond / 50))
}

/** A burst and what flows in behind it must fit into the same second. */
function tokensPerMs(perSecond: number): number {
  return (perSecond - burstOf(perSecond) + 1) / 1_000
}

/** A full bucket. */
export function openBucket(perSecond: number, nowMs: number, slack = 0): Bucket {
  return { perSecond, slack, tokens: burstOf(perSecond) + slack, atMs: nowMs }
}

/** How many messages may start now. */
export function available(bucket: Bucket, nowMs: number): number {
  return Math.max(0, Math.floor(filled(bucket, nowMs).tokens + tolerance))
}

/** Takes one token; `waitMs` is how long from now its message has to wait, zero when it may start. */
export function reserve(bucket: Bucket, nowMs: number): { readonly bucket: Bucket; readonly waitMs: number } {
  const full = filled(bucket, nowMs)
  const tokens = full.tokens - 1
  const waitMs = tokens >= -tolerance ? 0 : -tokens / tokensPerMs(bucket.perSecond)
  return { bucket: { ...full, tokens }, waitMs }
}

/** How many messages are worth starting together, so that a fast number does not ask for each by itself. */
export function worthStarting({ perSecond }: Bucket): number {
  return Math.ceil(burstOf(perSecond) / 2)
}

/** How long from now until so many messages may start, at most a burst. */
export function msUntil(bucket: Bucket, count: number, nowMs: number): number {
  const { tokens } = filled(bucket, nowMs)
  return tokens >= count - tolerance ? 0 : (count - tokens) / tokensPerMs(bucket.perSecond)
}

/** The same bucket at another rate from now on; it never gains tokens by that. */
export function atRate(bucket: Bucket, perSecond: number, nowMs: number): Bucket {
  if (bucket.perSecond === perSecond) return bucket
  const { tokens } = filled(bucket, nowMs)
  const most = burstOf(perSecond) + bucket.slack
  return { ...bucket, perSecond, tokens: Math.min(tokens, most), atMs: nowMs }
}

/** Less than a token, for what floating point loses. */
const tolerance = 1e-6

function filled(bucket: Bucket, nowMs: number): Bucket {
  const { perSecond, slack, tokens, atMs } = bucket
  if (nowMs <= atMs) return bucket
  const more = tokens + (nowMs - atMs) * tokensPerMs(perSecond)
  return { ...bucket, tokens: Math.min(more, burstOf(perSecond) + slack), atMs: nowMs }
}
