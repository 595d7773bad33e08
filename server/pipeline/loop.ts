import { nextWindowEnd } from '../store/enrollments.ts'
import { nextInboxAt } from '../store/inbox.ts'
import { nextNudgeAt } from '../store/nudges.ts'
import { nextWriteBackAt } from '../store/write-backs.ts'
import { endWindows } from './duties/end-windows.ts'
import { markAbandoned } from './duties/mark-abandoned.ts'
import { handleInbox } from './handle-inbox.ts'
import type { Outcome } from './outcome.ts'
import { sendDue } from './send-due.ts'
import type { Tools } from './tools.ts'
import { writeBack } from './write-back.ts'

/** The longest pause between two turns; a kept webhook wakes the loop sooner. */
const pauseMs = 1_000
/** After a turn that failed as a whole, as when the database is away. */
const failurePauseMs = 5_000

const steps = [handleInbox, sendDue, writeBack, markAbandoned, endWindows] as const

/** One turn: everything that is due now, each kind once. */
export async function turn(tools: Tools): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = []
  for (const step of steps) outcomes.push(...(await step(tools)))
  return outcomes
}

/** When the next thing is due; undefined when nothing waits. */
export async function nextDueAt({ db }: Tools): Promise<Temporal.Instant | undefined> {
  const times = await Promise.all([nextInboxAt(db), nextNudgeAt(db), nextWriteBackAt(db), nextWindowEnd(db)])
  const known = times.filter((time) => time !== undefined)
  return known.length === 0 ? undefined : Temporal.Instant.fromEpochMilliseconds(Math.min(...known))
}

export type Observe = (outcome: Outcome) => void

/** A loop that goes on turning; `wake` ends a pause early, `stop` resolves when the turn under way has ended. */
export type Loop = { readonly wake: () => void; readonly stop: () => Promise<void> }

/** Turns until it is stopped. A turn that fails is logged by `failed`, and the loop goes on. */
export function startLoop(tools: Tools, observe: Observe, failed: (error: unknown) => void): Loop {
  let stopped = false
  let pause = new AbortController()

  async function run() {
    while (!stopped) {
      const ms = await turnOnce()
      if (ms > 0 && !stopped) await tools.clock.sleep(ms, pause.signal)
      pause = new AbortController()
    }
  }

  async function turnOnce(): Promise<number> {
    try {
      const outcomes = await turn(tools)
      for (const outcome of outcomes) observe(outcome)
      return outcomes.length > 0 ? 0 : pauseMs
    } catch (error) {
      failed(error)
      return failurePauseMs
    }
  }

  const running = run()
  return {
    wake: () => pause.abort(),
    stop: async () => {
      stopped = true
      pause.abort()
      await running
    },
  }
}
