import { nextNoticeAt } from '../store/alarm-notices.ts'
import { nextAnswerAt } from '../store/answers.ts'
import type { Db } from '../store/database.ts'
import { nextLookAt } from '../store/enrollments.ts'
import { nextInboxAt } from '../store/inbox.ts'
import { nextNudgeAt } from '../store/nudges.ts'
import { nextPauseAt } from '../store/pauses.ts'
import { leaveSending } from '../store/sender-leases.ts'
import { nextWriteBackAt } from '../store/write-backs.ts'
import { sendAnswers } from './answers/send-answers.ts'
import { askMeta, nextAskMetaAt } from './duties/ask-meta.ts'
import { brakeFlows, nextBrakeAt } from './duties/brake-flows.ts'
import { endWindows } from './duties/end-windows.ts'
import { eraseUninstalled } from './duties/erase-uninstalled.ts'
import { eraseOldWords } from './duties/erase-words.ts'
import { handInTexts, nextHandInAt } from './duties/hand-in-texts.ts'
import { markAbandoned } from './duties/mark-abandoned.ts'
import { probePauses } from './duties/probe-pauses.ts'
import { tellAlarms } from './duties/tell-alarms.ts'
import { nextWatchAt, watchCheckouts } from './duties/watch-checkouts.ts'
import { handleAnswers, handleInbox } from './handle-inbox.ts'
import { matchParked } from './match-parked.ts'
import { messageOf, type Outcome } from './outcome.ts'
import { keepSending, sendDue } from './send-due.ts'
import { atRest, takeEnded } from './senders.ts'
import type { Tools } from './tools.ts'
import { writeBack } from './write-back.ts'

/** The longest pause between two turns; a kept webhook, or what came of one, ends it sooner. */
const pauseMs = 1_000
/** While messages are under way. */
const underWayPauseMs = 10
/** After a step that failed as a whole, as when the database is away. */
const failurePauseMs = 5_000

type Work = (tools: Tools) => Promise<readonly Outcome[]>

/** When there is something to do next, epoch milliseconds; undefined when nothing waits. */
type NextAt = (tools: Tools) => Promise<number | undefined>
/** Work, and when there is some next where that is known: to ask costs less than to look for it. */
type Step = { readonly work: Work; readonly nextAt?: NextAt }

/** What has a loop of its own, so that a slow Stripe or Meta holds nothing else up: its steps, turned in their order. */
type Lane = {
  readonly steps: readonly Step[]
  /** Whether it handles webhooks. */
  readonly hears?: true
}

function lanesWith(send: Work): readonly Lane[] {
  return [
    { steps: [{ work: handleAnswers, nextAt: nextHeardAt }], hears: true },
    { steps: [{ work: sendAnswers, nextAt: inDb(nextAnswerAt) }] },
    { steps: [{ work: handleInbox, nextAt: nextHeardAt }, { work: matchParked }], hears: true },
    { steps: [{ work: send }, { work: markAbandoned }] },
    { steps: [{ work: writeBack, nextAt: inDb(nextWriteBackAt) }] },
    { steps: [{ work: endWindows, nextAt: inDb(nextLookAt) }] },
    { steps: [{ work: watchCheckouts, nextAt: nextWatchAt }] },
    {
      steps: [
        { work: askMeta, nextAt: nextAskMetaAt },
        { work: handInTexts, nextAt: nextHandInAt },
      ],
    },
    { steps: [{ work: brakeFlows, nextAt: inDb(nextBrakeAt) }] },
    { steps: [{ work: probePauses, nextAt: inDb(nextPauseAt) }] },
    { steps: [{ work: tellAlarms, nextAt: inDb(nextNoticeAt) }] },
    { steps: [{ work: eraseOldWords }, { work: eraseUninstalled }] },
  ]
}

function inDb(nextAt: (db: Db) => Promise<number | undefined>): NextAt {
  return ({ db }) => nextAt(db)
}

const nextHeardAt = inDb(nextInboxAt)
const allSteps = lanesWith(sendDue).flatMap(({ steps }) => steps)

/** One turn: everything that is due now, each kind once. A step that fails as a whole does not stop the others. */
export function turn(tools: Tools): Promise<readonly Outcome[]> {
  return turnAll(tools, allSteps)
}

async function turnAll(tools: Tools, steps: readonly Step[]): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = []
  for (const step of steps) {
    try {
      if (await isDue(tools, step)) outcomes.push(...(await step.work(tools)))
    } catch (error) {
      outcomes.push({ kind: 'step-failed', what: step.work.name, error: messageOf(error) })
    }
  }
  return outcomes
}

async function isDue(tools: Tools, { nextAt }: Step): Promise<boolean> {
  if (!nextAt) return true
  const ms = await nextAt(tools)
  return ms !== undefined && ms <= tools.clock.now().epochMilliseconds
}

/** When the next thing is due; undefined when nothing waits. */
export async function nextDueAt(tools: Tools): Promise<Temporal.Instant | undefined> {
  const asked = new Set([nextSendAt, ...allSteps.flatMap(({ nextAt }) => nextAt ?? [])])
  const times = await Promise.all([...asked].map((nextAt) => nextAt(tools)))
  const known = times.filter((time) => time !== undefined)
  return known.length === 0 ? undefined : Temporal.Instant.fromEpochMilliseconds(Math.min(...known))
}

/** A nudge that is due waits for its number's pace where that is all that keeps it back. */
async function nextSendAt({ db, senders }: Tools): Promise<number | undefined> {
  const dueAt = await nextNudgeAt(db)
  return dueAt === undefined ? undefined : Math.max(dueAt, senders.nextStartMs ?? 0)
}

/** Is told of everything that was done. */
export type Observe = (outcome: Outcome) => void

/** Loops that go on turning; `wake` ends their pauses early, `stop` resolves when the turns under way have ended. */
export type Loop = { readonly wake: () => void; readonly stop: () => Promise<void> }

/** Turns every lane until it is stopped. A webhook wakes those that handle it, and what comes of it wakes the others. */
export function startLoop(tools: Tools, observe: Observe): Loop {
  const running = lanesWith(keepSending).map((lane) => ({
    ...lane,
    loop: startLane(tools, lane, (outcomes) => {
      for (const outcome of outcomes) observe(outcome)
      if (lane.hears && outcomes.some(makesWork)) wake(({ hears }) => !hears)
    }),
  }))
  const wake = (which: (lane: Lane) => boolean) => {
    for (const { loop } of running.filter(which)) loop.wake()
  }
  return {
    wake: () => wake(({ hears }) => hears === true),
    stop: async () => {
      await Promise.all(running.map(({ loop }) => loop.stop()))
      await atRest(tools.senders)
      for (const outcome of takeEnded(tools.senders)) observe(outcome)
      await leaveSending(tools.db, tools.senders.worker)
    },
  }
}

/** Whether what came of a webhook may be work for others: a message that is due, an answer, a note to write back. */
function makesWork({ kind }: Outcome): boolean {
  return kind !== 'ignored' && kind !== 'failed' && kind !== 'step-failed'
}

/** Said when a pause is ended: without a reason each time would make an error with its stack. */
const woken = 'woken'

function startLane(tools: Tools, { steps }: Lane, tell: (outcomes: readonly Outcome[]) => void): Loop {
  let stopped = false
  let pause = new AbortController()

  async function run() {
    while (!stopped) {
      const outcomes = await turnAll(tools, steps)
      tell(outcomes)
      const ms = Math.min(pauseAfter(outcomes), untilNextStart(tools, steps))
      if (ms > 0 && !stopped) await tools.clock.sleep(ms, pause.signal)
      pause = new AbortController()
    }
  }

  const running = run()
  return {
    wake: () => pause.abort(woken),
    stop: async () => {
      stopped = true
      pause.abort(woken)
      await running
    },
  }
}

/** What only a number's pace keeps back goes on as soon as that allows, and what is under way is looked after. */
function untilNextStart({ senders, clock }: Tools, steps: readonly Step[]): number {
  if (!steps.some(({ work }) => work === keepSending)) return Number.POSITIVE_INFINITY
  if (senders.underWay.size > 0) return underWayPauseMs
  const { nextStartMs } = senders
  return nextStartMs === undefined
    ? Number.POSITIVE_INFINITY
    : Math.max(0, nextStartMs - clock.now().epochMilliseconds)
}

function pauseAfter(outcomes: readonly Outcome[]): number {
  if (outcomes.some(({ kind }) => kind === 'step-failed')) return failurePauseMs
  return outcomes.length > 0 ? 0 : pauseMs
}
