import { attempt, type Letter } from './attempt.ts'
import type { SimulatedClock } from './clock.ts'
import { createQueues } from './queues.ts'
import { createTimetable } from './timetable.ts'

/** A webhook for one address, and what names it in the record of deliveries. */
export type Parcel<Name extends object = object> = {
  readonly url: string
  readonly name: Name
  /** Written anew for every attempt, since some senders sign the time. */
  readonly write: (now: Temporal.Instant) => Omit<Letter, 'url'>
  /** Minutes from each failed attempt to the next; after the last one the parcel is given up. */
  readonly retryMinutes: readonly number[]
  /** How often it was tried before. */
  readonly attempts: number
}

/** One attempt that has ended, counted from 1; status 0 means that nobody answered. */
export type Delivery<Name> = Name & {
  readonly url: string
  readonly attempt: number
  readonly status: number
}

/** How patient a sender of webhooks is. */
export type Patience = {
  /** Multiplies the time between attempts: 0.001 makes three days four minutes. 1 when absent. */
  readonly retryScale?: number
  /** Real milliseconds after which a receiver that says nothing has failed, so that a still clock goes on. */
  readonly answerTimeoutMs?: number
}

/** What carries webhooks, and the record of what it carried. */
export type Courier<P extends Parcel> = {
  /** Every attempt that has ended, oldest first. */
  readonly deliveries: readonly Delivery<P['name']>[]
  /** Resolves when the first attempt has ended; at once when the parcel is held back or delayed. */
  readonly post: (parcel: P) => Promise<void>
  /** Keeps every webhook back from now on, second attempts too. */
  readonly hold: () => void
  /** Sends what was held back as arranged, and holds no more; resolves when those attempts have ended. */
  readonly release: (arranged: (held: readonly P[]) => readonly P[]) => Promise<void>
  /** The next so many webhooks arrive twice. */
  readonly duplicateWebhooks: (count: number) => void
  /** From now on every webhook leaves this much later on the clock. */
  readonly delayWebhooks: (ms: number) => void
  /** Resolves when every attempt under way has ended; what is held, delayed or to be tried again is not. */
  readonly delivered: () => Promise<void>
  /** Forgets what is held back, and duplicates and delays no more. */
  readonly forget: () => void
  /** Ends every attempt under way and starts no other. */
  readonly close: () => void
}

type Options = Required<Patience> & {
  readonly clock: SimulatedClock
  /** Whether an answer with this status ends the attempts. */
  readonly isTaken: (status: number) => boolean
}

/** Carries webhooks at least once each, one at a time to each address, and tries again what was not taken. */
export function createCourier<P extends Parcel>(options: Options): Courier<P> {
  const { clock, isTaken, retryScale, answerTimeoutMs } = options
  const queues = createQueues()
  const later = createTimetable(clock)
  const closing = new AbortController()
  const deliveries: Delivery<P['name']>[] = []
  let held: P[] | undefined
  let duplicates = 0
  let delayMs = 0

  async function hand(parcel: P): Promise<void> {
    if (held) held.push(parcel)
    else await send(parcel)
  }

  async function send(parcel: P): Promise<void> {
    const copies = duplicates > 0 ? 2 : 1
    duplicates = Math.max(0, duplicates - 1)
    const enter = () => queues.enter(parcel.url, () => carry(parcel))
    await Promise.all(Array.from({ length: copies }, enter))
  }

  async function carry(parcel: P) {
    if (closing.signal.aborted) return { isSilent: false }
    const timeout = AbortSignal.timeout(answerTimeoutMs)
    const letter = { url: parcel.url, ...parcel.write(clock.now()) }
    const status = await attempt(letter, AbortSignal.any([closing.signal, timeout]))
    note(parcel, status)
    return { isSilent: timeout.aborted }
  }

  function note(parcel: P, status: number) {
    const { url, retryMinutes, attempts } = parcel
    deliveries.push({ ...parcel.name, url, attempt: attempts + 1, status })
    const minutes = retryMinutes[attempts]
    if (isTaken(status) || minutes === undefined) return
    later(minutes * 60_000 * retryScale, () => hand({ ...parcel, attempts: attempts + 1 }))
  }

  return {
    deliveries,
    post: async (parcel) => {
      if (delayMs > 0) later(delayMs, () => hand(parcel))
      else await hand(parcel)
    },
    hold: () => {
      held ??= []
    },
    release: async (arranged) => {
      const parcels = arranged(held ?? [])
      held = undefined
      await Promise.all(parcels.map(send))
    },
    duplicateWebhooks: (count) => {
      duplicates = count
    },
    delayWebhooks: (ms) => {
      delayMs = ms
    },
    delivered: queues.empty,
    forget: () => {
      held = undefined
      duplicates = 0
      delayMs = 0
    },
    close: () => closing.abort(),
  }
}
