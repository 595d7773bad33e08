import { type AccountKey, nameOfAccount } from '../domain/account.ts'
import {
  atRate,
  available,
  type Bucket,
  msUntil,
  openBucket,
  reserve,
  worthStarting,
} from '../domain/bucket.ts'
import type { Clock } from '../domain/clock.ts'
import { newId } from '../domain/ids.ts'
import type { Attachment } from '../whatsapp/client.ts'
import { messageOf, type Outcome } from './outcome.ts'

/**
 * What a worker knows of its sending and nobody writes down: what is under way, and the pace of each number. It may, since
 * one worker sends for an account at a time.
 */
export type Senders = {
  /** The name by which this worker holds accounts. */
  readonly worker: string
  /** How many messages are under way, by account. */
  readonly inFlight: Map<string, number>
  readonly underWay: Set<Promise<void>>
  /** What has ended since it was last told. */
  ended: Outcome[]
  readonly paces: Map<string, Pace>
  readonly rooms: Map<string, Room>
  /** Pictures that were uploaded, by number and hash. */
  readonly pictures: Map<string, Attachment & { readonly goodUntilMs: number }>
  /** The account that was served last; the next turn begins behind it. */
  servedLast: AccountKey | undefined
  /** When the next message may start that only its number's pace keeps back, epoch milliseconds. */
  nextStartMs: number | undefined
}

/**
 * The pace of an account, by its slowest number: of what is taken on, with some slack of what is opened, and of the calls
 * themselves. The second only holds messages back when looks that hung come back together, the third when whatever holds
 * this process up would have calls begin together.
 */
type Pace = {
  taken: Bucket
  opened: Bucket
  called: Bucket
  readonly waiting: (() => void)[]
  isMoving: boolean
  slowUntilMs: number
}

/** How many people there is room for, and until when that holds, epoch milliseconds. */
export type Room = { left: number; readonly goodUntilMs: number }

/** A worker that has sent nothing yet. */
export function createSenders(now: Temporal.Instant): Senders {
  return {
    worker: newId(now),
    inFlight: new Map(),
    underWay: new Set(),
    ended: [],
    paces: new Map(),
    rooms: new Map(),
    pictures: new Map(),
    servedLast: undefined,
    nextStartMs: undefined,
  }
}

/** How long others leave an account to a worker that was not heard of. */
export const sendingLeaseMs = 15_000

/** After a complaint of Meta's a number goes slower by this for a while. */
const slowedTo = 0.8
const slowMs = 10 * 60_000

/** The rate of an account's slowest number, and how many messages are wanted. */
export type Wish = { readonly perSecond: number; readonly most: number }

/** Looks take differently long, so that some messages are opened closer together than they were taken on. */
const openedShare = 10
const openedAtLeast = 8

/** How many messages of an account may be taken on now, at most so many; they count as taken. */
export function takeOn(
  senders: Senders,
  key: AccountKey,
  { perSecond, most }: Wish,
  now: Temporal.Instant,
): number {
  const ms = now.epochMilliseconds
  const pace = paceOf(senders, nameOfAccount(key), perSecond, ms)
  const least = Math.min(most, worthStarting(pace.taken))
  const free = available(pace.taken, ms)
  if (free < least) {
    startNext(senders, Math.ceil(ms + msUntil(pace.taken, least, ms)))
    return 0
  }
  const count = Math.min(most, free)
  for (let taken = 0; taken < count; taken += 1) pace.taken = reserve(pace.taken, ms).bucket
  if (count < most) startNext(senders, Math.ceil(ms + msUntil(pace.taken, least, ms)))
  return count
}

/** Of several accounts that are kept back, the first that may go on says when. */
export function startNext(senders: Senders, atMs: number): void {
  senders.nextStartMs = Math.min(senders.nextStartMs ?? atMs, atMs)
}

/** Reserves the moment at which a message of an account is opened; returns the milliseconds until then. */
export function lineUp(senders: Senders, key: AccountKey, now: Temporal.Instant): number {
  const pace = senders.paces.get(nameOfAccount(key))
  if (!pace) return 0
  const { bucket, waitMs } = reserve(pace.opened, now.epochMilliseconds)
  pace.opened = bucket
  return waitMs
}

/** Resolves at the very moment at which one more call of an account may begin, and not before those that came earlier. */
export async function handOver(senders: Senders, key: AccountKey, clock: Clock): Promise<void> {
  const pace = senders.paces.get(nameOfAccount(key))
  if (!pace) return
  await new Promise<void>((begin) => {
    pace.waiting.push(begin)
    if (!pace.isMoving) void letGo(pace, clock)
  })
}

async function letGo(pace: Pace, clock: Clock) {
  pace.isMoving = true
  while (pace.waiting.length > 0) {
    const ms = clock.now().epochMilliseconds
    for (const begin of pace.waiting.splice(0, available(pace.called, ms))) {
      pace.called = reserve(pace.called, ms).bucket
      begin()
    }
    if (pace.waiting.length > 0) await clock.sleep(Math.ceil(msUntil(pace.called, 1, ms)))
  }
  pace.isMoving = false
}

/** Meta said that a number was too fast: its account goes slower for a while. */
export function slowDown(senders: Senders, key: AccountKey, now: Temporal.Instant): void {
  const pace = senders.paces.get(nameOfAccount(key))
  if (pace) pace.slowUntilMs = now.epochMilliseconds + slowMs
}

/** A nudge that is worked on, and its account. */
export type AtWork = AccountKey & { readonly id: string }

/**
 * Lets the work on a nudge go on by itself; what comes of it is told by `takeEnded`, a failure too. Resolves when it has
 * ended, and never rejects: whoever began it may be gone by then.
 */
export function startWork(senders: Senders, nudge: AtWork, work: () => Promise<Outcome>): Promise<void> {
  const name = nameOfAccount(nudge)
  const { inFlight, underWay } = senders
  inFlight.set(name, (inFlight.get(name) ?? 0) + 1)
  const going = work()
    .catch((error: unknown) => failedAt(nudge, error))
    .then((outcome) => {
      senders.ended.push(outcome)
    })
    .finally(() => {
      const left = (inFlight.get(name) ?? 1) - 1
      if (left > 0) inFlight.set(name, left)
      else inFlight.delete(name)
      underWay.delete(going)
    })
  underWay.add(going)
  return going
}

function failedAt({ id }: AtWork, error: unknown): Outcome {
  return { kind: 'failed', what: 'nudge', id, error: messageOf(error), setAside: false }
}

/** What has ended since this was last asked. */
export function takeEnded(senders: Senders): readonly Outcome[] {
  const { ended } = senders
  senders.ended = []
  return ended
}

/** Resolves when nothing is under way any more. */
export async function atRest({ underWay }: Senders): Promise<void> {
  while (underWay.size > 0) await Promise.allSettled(underWay)
}

function paceOf(senders: Senders, name: string, perSecond: number, ms: number): Pace {
  const pace = senders.paces.get(name) ?? newPace(senders, name, perSecond, ms)
  const rate = ms < pace.slowUntilMs ? Math.max(1, Math.floor(perSecond * slowedTo)) : perSecond
  pace.taken = atRate(pace.taken, rate, ms)
  pace.opened = atRate(pace.opened, rate, ms)
  pace.called = atRate(pace.called, rate, ms)
  return pace
}

function newPace(senders: Senders, name: string, perSecond: number, ms: number): Pace {
  const slack = Math.max(openedAtLeast, perSecond / openedShare)
  const pace = {
    taken: openBucket(perSecond, ms),
    opened: openBucket(perSecond, ms, slack),
    called: openBucket(perSecond, ms),
    waiting: [],
    isMoving: false,
    slowUntilMs: 0,
  }
  senders.paces.set(name, pace)
  return pace
}
