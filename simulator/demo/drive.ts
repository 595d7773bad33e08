import { setTimeout as sleep } from 'node:timers/promises'
import type { Span, World } from '../world.ts'
import type { Customer } from './customers.ts'
import { createJournal, type Journal } from './journal.ts'
import { createLog, type Line, type Log } from './log.ts'
import { leap, passMoment } from './moments.ts'
import { nextMessageAt } from './next-message.ts'
import type { Thing } from './things.ts'

/** Real time between two steps of the clock. */
const stepMs = 250
/** An hour in twelve real seconds, while a message is about to go out. */
const quickly = Temporal.Duration.from({ seconds: 75 })
/** A minute in a real second, so that a person has time to tap and pay. */
const slowly = Temporal.Duration.from({ seconds: 15 })
/** What was signed at the time that was told is used within this much real time, before time flies. */
const useMs = 500
/** A message due within this is worth hurrying for. */
const nearMinutes = 65

/** A world that goes on by itself, and what a person may do to it. Everything happens one after another. */
export type Drive = {
  readonly world: World
  readonly journal: Journal
  readonly log: Log
  /** Throws, with words for a person, for what cannot happen now. */
  readonly makeHappen: (thing: Thing, customer: Customer, choice?: unknown) => Promise<void>
  /** `words` say what goes by, as the log has it. */
  readonly passTime: (span: Span, words: string) => Promise<void>
  /** Whether much time is going by. */
  readonly isLeaping: () => boolean
  /** What time it is once nothing is under way. */
  readonly now: () => Promise<Temporal.Instant>
  /** Resolves when the step under way has ended; a leap ends early. */
  readonly stop: () => Promise<void>
}

type Listeners = {
  readonly happened: (line: Line) => void
  readonly failed: (error: unknown) => void
}

/** Sets a still world going, a small step of its clock at a time. */
export function startDrive(world: World, { happened, failed }: Listeners): Drive {
  const journal = createJournal(world)
  const log = createLog(world, journal)
  const stage = { world, journal }
  const stopping = new AbortController()
  let last: Promise<unknown> = Promise.resolve()
  let leaps = 0
  let toldAt = -useMs

  function inTurn<T>(work: () => T | Promise<T>): Promise<T> {
    const done = last.then(work)
    last = done.catch(() => undefined)
    return done
  }

  async function look() {
    for (const line of await log.read()) happened(line)
  }

  async function step() {
    await passMoment(world, isMessageNear(stage) ? quickly : slowly)
    await look()
  }

  async function run() {
    while (!stopping.signal.aborted) {
      await sleep(stepMs, undefined, { signal: stopping.signal }).catch(() => undefined)
      if (!stopping.signal.aborted) await inTurn(step).catch(failed)
    }
  }

  async function makeHappen(thing: Thing, customer: Customer, choice?: unknown) {
    const reason = thing.whyNot(stage, customer)
    if (reason) throw new Error(`Not now: ${reason}.`)
    const words = await thing.happen(stage, customer, choice)
    if (words) happened(log.note(words, customer))
    await world.settle()
    await look()
  }

  function tell(): Temporal.Instant {
    toldAt = performance.now()
    return world.clock.now()
  }

  async function passTime(span: Span, words: string) {
    await sleep(Math.max(0, toldAt + useMs - performance.now()))
    happened(log.note(words))
    await leap(world, span, { nextAt: () => nextMessageAt(stage), look, signal: stopping.signal })
  }

  const running = run()
  return {
    ...{ world, journal, log },
    makeHappen: (thing, customer, choice) => inTurn(() => makeHappen(thing, customer, choice)),
    passTime: (span, words) => {
      leaps += 1
      return inTurn(() => passTime(span, words)).finally(() => {
        leaps -= 1
      })
    },
    isLeaping: () => leaps > 0,
    now: () => inTurn(tell),
    stop: async () => {
      stopping.abort()
      await running
      await last
    },
  }
}

function isMessageNear(stage: { readonly world: World; readonly journal: Journal }): boolean {
  const due = nextMessageAt(stage)
  const near = stage.world.clock.now().add({ minutes: nearMinutes })
  return due !== undefined && Temporal.Instant.compare(due, near) <= 0
}
