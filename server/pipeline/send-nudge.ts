import type { Enrollment } from '../domain/enrollment.ts'
import { inPassing, inTransaction, type Tx } from '../store/database.ts'
import { recordDecision } from '../store/decisions.ts'
import { holdEnrollment } from '../store/enrollments.ts'
import { type ClaimedNudge, setState, skipClaimed, waitUntil } from '../store/nudges.ts'
import { closeSend } from '../store/sends.ts'
import { type Identity, recognise } from '../store/shoppers.ts'
import type { Sent } from '../whatsapp/client.ts'
import { tooFastCode } from '../whatsapp/error-table.ts'
import { retryAfterSeconds } from '../whatsapp/errors.ts'
import { actOnError } from './act-on-error.ts'
import { callInTime } from './call-in-time.ts'
import { identitiesOf } from './identities.ts'
import { type Opened, openSend } from './open-send.ts'
import { messageOf, type Outcome } from './outcome.ts'
import { handOver, lineUp, slowDown } from './senders.ts'
import type { Tools } from './tools.ts'

const shortestPutBackMinutes = 1
const longestPutBackMinutes = 30

/** A nudge taken by this worker. */
export type Claim = {
  readonly nudge: ClaimedNudge
  readonly leaseMs: number
}

/** Sends a nudge. A failure before the send was opened leaves nothing behind; one after it is settled by its lease. */
export async function sendOrPutBack(tools: Tools, claim: Claim): Promise<Outcome> {
  try {
    return await sendNudge(tools, claim)
  } catch (error) {
    return await putBack(tools, claim.nudge, error)
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
    const nextAt = now.add({ minutes: putBackMinutes(nudge, now) })
    await inPassing(db, (at) => waitUntil(at, nudge, nextAt))
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

async function sendNudge(tools: Tools, { nudge, leaseMs }: Claim): Promise<Outcome> {
  const opened = await openSend(tools, { nudge, leaseMs, ready: () => inItsTurn(tools, nudge) })
  if (opened.kind !== 'opened') return opened
  await handOver(tools.senders, nudge, tools.clock)
  const { credentials, message, route } = opened
  const call = () => tools.whatsapp.send(credentials, message, route)
  return close(tools, { nudge, opened, sent: await callInTime(tools.clock, opened.callBefore, call) })
}

/** Waits until the account may open one more message; where looks were quick, that is at once. */
async function inItsTurn({ senders, clock }: Tools, nudge: ClaimedNudge) {
  const waitMs = lineUp(senders, nudge, clock.now())
  if (waitMs > 0) await clock.sleep(Math.ceil(waitMs))
}

type Closing = { readonly nudge: ClaimedNudge; readonly opened: Opened; readonly sent: Sent }

/** Writes down what Meta answered, unless a status webhook was faster and has told it already. */
function close({ db, clock, senders }: Tools, { nudge, opened, sent }: Closing): Promise<Outcome> {
  const account = { environment: nudge.environment, accountId: nudge.accountId }
  const { sendId } = opened
  return inTransaction(db, async (tx) => {
    const now = clock.now()
    const enrollment = await holdEnrollment(tx, nudge, nudge.enrollmentId)
    if (!enrollment) throw new Error(`Nudge ${nudge.id} belongs to no enrollment`)
    switch (sent.kind) {
      case 'accepted':
        await closeSend(tx, sendId, { outcome: 'accepted', wamid: sent.wamid, isHeld: sent.isHeld }, now)
        await setState(tx, nudge, { from: ['sending', 'unknown'], to: 'sent' })
        await learn(
          tx,
          enrollment,
          identitiesOf(sent.person, { wabaId: opened.credentials.wabaId, to: opened.to }),
          now,
        )
        return { kind: 'sent', account, nudgeId: nudge.id, sendId }
      case 'unknown':
        await closeSend(tx, sendId, { outcome: 'unknown', code: undefined, error: sent.text }, now)
        await setState(tx, nudge, { from: ['sending'], to: 'unknown' })
        return { kind: 'unknown', account, nudgeId: nudge.id, text: sent.text }
      case 'refused': {
        const { code, text } = sent
        if (code === tooFastCode) slowDown(senders, account, now)
        await closeSend(tx, sendId, { outcome: 'refused', code, error: text }, now)
        const pausedUntil = await act(tx, { enrollment, opened, refused: sent }, now)
        const next = afterRefusal({ nudge, enrollment, opened, refused: sent, pausedUntil }, now)
        await setState(tx, nudge, { from: ['sending', 'unknown'], ...next })
        return { kind: 'refused', account, nudgeId: nudge.id, code, text }
      }
    }
  })
}

type Refused = Extract<Sent, { kind: 'refused' }>

/** What the refusal asks for besides this message's own fate. Returns until when its way is paused, if it is. */
async function act(
  tx: Tx,
  {
    enrollment,
    opened,
    refused,
  }: { readonly enrollment: Enrollment; readonly opened: Opened; readonly refused: Refused },
  now: Temporal.Instant,
): Promise<Temporal.Instant | undefined> {
  const { code, text, action } = refused
  if (code === undefined || (action.kind === 'shorten' && !opened.isShort)) return undefined
  const { environment, accountId, shopperId } = enrollment
  const { wabaId, phoneNumberId } = opened.credentials
  const { template, to, sendId } = opened
  const route = { account: { environment, accountId }, wabaId, phoneNumberId, template, to }
  return actOnError(tx, route, { code, text, action, shopperId, sendId }, now)
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

type Refusal = {
  readonly nudge: ClaimedNudge
  readonly enrollment: Enrollment
  readonly opened: Opened
  readonly refused: Refused
  readonly pausedUntil: Temporal.Instant | undefined
}

/** A subject that was settled during the call needs no second try. */
function afterRefusal(refusal: Refusal, now: Temporal.Instant): Next {
  const { nudge, enrollment, refused, pausedUntil } = refusal
  if (enrollment.ending) return { to: 'cancelled' }
  const nextAt = pausedUntil ? afterPause(refused, pausedUntil, now) : retryAt(refusal, now)
  const isOfUse = nextAt && Temporal.Instant.compare(nextAt, nudge.uselessAt) < 0
  if (!isOfUse) return { to: 'failed' }
  // Waiting for something to be mended uses up none of the tries.
  return { to: 'scheduled', nextAt, attempts: pausedUntil ? nudge.attempts : nudge.attempts + 1 }
}

/** A text that is paused may have another language to go out in, so the message is decided anew at once. */
function afterPause({ action }: Refused, until: Temporal.Instant, now: Temporal.Instant): Temporal.Instant {
  return action.kind === 'pause' && action.scope === 'template' ? now : until
}

/** Undefined when it is not to be tried again. */
function retryAt(
  { nudge, opened, refused: { action, limitedMinutes } }: Refusal,
  now: Temporal.Instant,
): Temporal.Instant | undefined {
  if (action.kind === 'shorten') return opened.isShort ? undefined : now
  if (action.kind !== 'retry') return undefined
  const seconds = retryAfterSeconds(action.patience, nudge.attempts + 1)
  if (seconds === undefined) return undefined
  return now.add({ seconds: Math.max(seconds, (limitedMinutes ?? 0) * 60) })
}
