import type { Enrollment } from '../domain/enrollment.ts'
import { inTransaction, type Tx } from '../store/database.ts'
import { recordDecision } from '../store/decisions.ts'
import { holdEnrollment } from '../store/enrollments.ts'
import { answersWait } from '../store/inbox.ts'
import { type ClaimedNudge, claimDue, setState, skipClaimed, waitUntil } from '../store/nudges.ts'
import { closeSend } from '../store/sends.ts'
import { type Identity, recognise } from '../store/shoppers.ts'
import type { Sent } from '../whatsapp/client.ts'
import type { Advice } from '../whatsapp/errors.ts'
import { identitiesOf } from './identities.ts'
import { openSend } from './open-send.ts'
import { messageOf, type Outcome } from './outcome.ts'
import type { Tools } from './tools.ts'

/** Few, so that a stop that comes in meanwhile is handled before the next ones. */
const nudgesAtMost = 16
/** Longer than a look and a call together may take. */
const leaseMs = 5 * 60_000
const sendsAtMost = 5
const firstRetryMinutes = 2
const holdMinutes = 60
const shortestPutBackMinutes = 1
const longestPutBackMinutes = 30

/** Sends the nudges that are due: each on a fresh look, asked about once more, and never twice. */
export async function sendDue(tools: Tools): Promise<readonly Outcome[]> {
  if (await answersWait(tools.db)) return []
  const nudges = await claimDue(tools.db, { limit: nudgesAtMost, leaseMs }, tools.clock.now())
  return Promise.all(nudges.map((nudge) => sendOrPutBack(tools, nudge)))
}

/** A failure before the send was opened leaves nothing behind; one after it is settled by its lease. */
async function sendOrPutBack(tools: Tools, nudge: ClaimedNudge): Promise<Outcome> {
  try {
    return await sendNudge(tools, nudge)
  } catch (error) {
    return await putBack(tools, nudge, error)
  }
}

/** The longer it fails, the rarer it is tried; when it can help no more, it is skipped. */
async function putBack({ db, clock }: Tools, nudge: ClaimedNudge, error: unknown): Promise<Outcome> {
  const now = clock.now()
  const failed = {
    kind: 'failed',
    what: 'nudge',
    id: nudge.id,
    error: messageOf(error),
    setAside: false,
  } as const
  if (Temporal.Instant.compare(now, nudge.uselessAt) < 0) {
    await waitUntil(db, nudge, now.add({ minutes: putBackMinutes(nudge, now) }))
    return failed
  }
  const decision = { kind: 'skip', gate: 'onTime', reason: 'too-late' } as const
  await inTransaction(db, async (tx) => {
    if (await skipClaimed(tx, nudge))
      await recordDecision(tx, nudge, { decision, saw: { error: failed.error } }, now)
  })
  return { ...failed, setAside: true }
}

function putBackMinutes({ dueAt }: ClaimedNudge, now: Temporal.Instant): number {
  const lateMinutes = Math.floor(now.since(dueAt).total('minutes') / 4)
  return Math.min(Math.max(lateMinutes, shortestPutBackMinutes), longestPutBackMinutes)
}

async function sendNudge(tools: Tools, nudge: ClaimedNudge): Promise<Outcome> {
  const opened = await openSend(tools, nudge, leaseMs)
  if (opened.kind !== 'opened') return opened
  const sent = await tools.whatsapp.send(opened.credentials, opened.message)
  return close(tools, { nudge, sendId: opened.sendId, to: opened.to, sent })
}

type Closing = {
  readonly nudge: ClaimedNudge
  readonly sendId: string
  readonly to: string
  readonly sent: Sent
}

/** Writes down what Meta answered, unless a status webhook was faster and has told it already. */
function close({ db, clock }: Tools, { nudge, sendId, to, sent }: Closing): Promise<Outcome> {
  const account = { environment: nudge.environment, accountId: nudge.accountId }
  return inTransaction(db, async (tx) => {
    const now = clock.now()
    const enrollment = await holdEnrollment(tx, nudge, nudge.enrollmentId)
    if (!enrollment) throw new Error(`Nudge ${nudge.id} belongs to no enrollment`)
    switch (sent.kind) {
      case 'accepted':
        await closeSend(tx, sendId, { outcome: 'accepted', wamid: sent.wamid }, now)
        await setState(tx, nudge, { from: ['sending', 'unknown'], to: 'sent' })
        await learn(tx, enrollment, identitiesOf(sent.person, to), now)
        return { kind: 'sent', account, nudgeId: nudge.id, sendId }
      case 'unknown':
        await closeSend(tx, sendId, { outcome: 'unknown', code: undefined, error: sent.text }, now)
        await setState(tx, nudge, { from: ['sending'], to: 'unknown' })
        return { kind: 'unknown', account, nudgeId: nudge.id, text: sent.text }
      case 'refused': {
        await closeSend(tx, sendId, { outcome: 'refused', code: sent.code, error: sent.text }, now)
        await setState(tx, nudge, {
          from: ['sending', 'unknown'],
          ...afterRefusal({ nudge, enrollment, advice: sent.advice }, now),
        })
        return { kind: 'refused', account, nudgeId: nudge.id, code: sent.code, text: sent.text }
      }
    }
  })
}

/** Meta may name the person by an id of its own; an answer that comes without their number finds them by it. */
async function learn(tx: Tx, enrollment: Enrollment, identities: readonly Identity[], now: Temporal.Instant) {
  await recognise(tx, enrollment, { shopperId: enrollment.shopperId, identities }, now)
}

type Next = {
  readonly to: 'scheduled' | 'cancelled' | 'failed'
  readonly nextAt?: Temporal.Instant
  readonly attempts?: number
}

type Refused = { readonly nudge: ClaimedNudge; readonly enrollment: Enrollment; readonly advice: Advice }

/** A subject that was settled during the call needs no second try. */
function afterRefusal({ nudge, enrollment, advice }: Refused, now: Temporal.Instant): Next {
  if (enrollment.ending) return { to: 'cancelled' }
  const nextAt = retryAt(nudge, advice, now)
  const isOfUse = nextAt && Temporal.Instant.compare(nextAt, nudge.uselessAt) < 0
  if (!isOfUse) return { to: 'failed' }
  // Waiting for a person to mend something uses up none of the tries.
  return { to: 'scheduled', nextAt, attempts: advice === 'hold' ? nudge.attempts : nudge.attempts + 1 }
}

/** Undefined when it is not to be tried again. What a person must mend first is held, and asked about each hour. */
function retryAt(nudge: ClaimedNudge, advice: Advice, now: Temporal.Instant): Temporal.Instant | undefined {
  switch (advice) {
    case 'hold':
      return now.add({ minutes: holdMinutes })
    case 'retry': {
      const tries = nudge.attempts + 1
      return tries < sendsAtMost ? now.add({ minutes: firstRetryMinutes * 2 ** (tries - 1) }) : undefined
    }
    case 'drop':
      return undefined
  }
}
