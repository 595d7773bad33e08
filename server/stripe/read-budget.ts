import { AsyncLocalStorage } from 'node:async_hooks'
import { type AccountKey, type Environment, nameOfAccount } from '../domain/account.ts'
import { atRate, type Bucket, msUntil, openBucket, reserve } from '../domain/bucket.ts'
import type { Clock } from '../domain/clock.ts'

/**
 * What Stripe allows each account: 100 requests a second live, 25 elsewhere.
 * https://docs.stripe.com/rate-limits
 */
const usualReadsPerSecond: Readonly<Record<Environment, number>> = { live: 100, test: 25, sandbox: 25 }

/** Who looks: a message that is about to go out, or news that is taken in. */
export type Asker = 'send' | 'news'

/** What Stripe may be asked, for each account by itself, so that it has to refuse nothing. */
export type ReadBudget = {
  /**
   * Does the work, which reads so many times, once that fits in. What is about to be sent goes first, but news have every
   * fourth turn: a payment may be among them.
   */
  readonly inTurn: <T>(account: AccountKey, wish: Wish, work: () => Promise<T>) => Promise<T>
  /** Counts a request. One outside of any turn, as for a click, waits for none. */
  readonly count: (account: AccountKey) => void
  /** Stripe said that an account was asked too often: it is asked less for a while. */
  readonly slowDown: (account: AccountKey) => void
  /** How many more looks of an account begin soon, so that no more messages are taken on than that. */
  readonly room: (account: AccountKey) => number
}

type Wish = { readonly asker: Asker; readonly reads: number }

/** Of what Stripe allows: the usual pace, and what haste may add to it. The rest is for the merchant's own programs. */
const usualShare = 0.85
const hasteShare = 0.08
const sendsInARow = 3
const slowedTo = 0.5
const slowMs = 10_000
/** Looks that begin within about a second, at two reads each as most of them take. */
const looksAhead = 0.5

type Waiting = { readonly reads: number; readonly begin: () => void }
type Line = {
  bucket: Bucket
  readonly perSecond: number
  readonly waiting: Readonly<Record<Asker, Waiting[]>>
  sentInARow: number
  slowUntilMs: number
  isMoving: boolean
}

/** A budget by the clock; `perSecond` is what Stripe allows an account where that is not the usual. */
export function createReadBudget(
  clock: Clock,
  perSecond: Readonly<Partial<Record<Environment, number>>>,
): ReadBudget {
  const lines = new Map<string, Line>()
  const prepaid = new AsyncLocalStorage<{ reads: number }>()
  const nowMs = () => clock.now().epochMilliseconds

  function lineOf(account: AccountKey): Line {
    const { environment } = account
    const name = nameOfAccount(account)
    const line =
      lines.get(name) ?? openLine(perSecond[environment] ?? usualReadsPerSecond[environment], nowMs())
    lines.set(name, line)
    return line
  }

  async function move(line: Line) {
    if (line.isMoving) return
    line.isMoving = true
    for (let next = nextIn(line); next; next = nextIn(line)) {
      const waitMs = spend(line, next.reads, nowMs())
      if (waitMs > 0) await clock.sleep(Math.ceil(waitMs))
      next.begin()
    }
    line.isMoving = false
  }

  return {
    inTurn: async (account, { asker, reads }, work) => {
      const line = lineOf(account)
      await new Promise<void>((begin) => {
        line.waiting[asker].push({ reads, begin })
        void move(line)
      })
      return prepaid.run({ reads }, work)
    },
    count: (account) => {
      const ticket = prepaid.getStore()
      if (ticket && ticket.reads > 0) ticket.reads -= 1
      else spend(lineOf(account), 1, nowMs())
    },
    slowDown: (account) => {
      lineOf(account).slowUntilMs = nowMs() + slowMs
    },
    room: (account) => {
      const { perSecond, waiting } = lineOf(account)
      return Math.max(0, Math.ceil(perSecond * looksAhead) - waiting.send.length)
    },
  }
}

function openLine(allowed: number, ms: number): Line {
  const perSecond = Math.floor(allowed * usualShare)
  return {
    bucket: openBucket(perSecond, ms, Math.floor(allowed * hasteShare)),
    perSecond,
    waiting: { send: [], news: [] },
    sentInARow: 0,
    slowUntilMs: 0,
    isMoving: false,
  }
}

function nextIn(line: Line): Waiting | undefined {
  const { send, news } = line.waiting
  const isNewsTurn = news.length > 0 && (send.length === 0 || line.sentInARow >= sendsInARow)
  line.sentInARow = isNewsTurn ? 0 : line.sentInARow + 1
  return isNewsTurn ? news.shift() : send.shift()
}

/** Takes tokens; returns how long from now the last of them is there. */
function spend(line: Line, reads: number, ms: number): number {
  const rate = ms < line.slowUntilMs ? line.perSecond * slowedTo : line.perSecond
  line.bucket = atRate(line.bucket, rate, ms)
  for (let read = 0; read < reads; read += 1) line.bucket = reserve(line.bucket, ms).bucket
  return msUntil(line.bucket, 0, ms)
}
