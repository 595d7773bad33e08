import type { Account } from '../domain/account.ts'
import { cameToHoldOut, decide } from '../domain/decide.ts'
import type { Enrollment } from '../domain/enrollment.ts'
import { newToken } from '../domain/ids.ts'
import type { SecretKeys } from '../domain/secret-box.ts'
import type { Language } from '../domain/template.ts'
import type { Flow } from '../flows/flow.ts'
import { flowOf } from '../flows/index.ts'
import { findAccount } from '../store/accounts.ts'
import type { Tx } from '../store/database.ts'
import { recordDecision } from '../store/decisions.ts'
import { enrollmentById, markEligible, moveToShopper, readAgain } from '../store/enrollments.ts'
import { type ClaimedNudge, skipClaimed, startSending, waitUntil } from '../store/nudges.ts'
import type { LinkedNumber } from '../store/numbers.ts'
import { addPayLink } from '../store/pay-links.ts'
import { addSend, wasRefusedFor } from '../store/sends.ts'
import { keepSide } from '../store/sides.ts'
import type { Seen } from '../stripe/read/seen.ts'
import type { Attachment, Credentials, Json, SendRoute } from '../whatsapp/client.ts'
import { tooLongCode } from '../whatsapp/error-table.ts'
import { upload, type Wanted } from './attachments.ts'
import { callWithinMs, looksGoodForMs } from './call-in-time.ts'
import type { ChosenText } from './chosen-text.ts'
import { credentialsOf } from './credentials.ts'
import { withFreshLook } from './fresh-look.ts'
import { gather, sawOf } from './gather.ts'
import { meet } from './meet.ts'
import type { Outcome } from './outcome.ts'
import { settle } from './settle.ts'
import type { Tools } from './tools.ts'

/** A send that is written down and may now be handed to Meta. */
export type Opened = {
  readonly kind: 'opened'
  readonly sendId: string
  /** Whom it is written to: a phone (E.164), or Meta's id of somebody without one. */
  readonly to: string
  /** The text by Meta's name and language. */
  readonly template: { readonly name: string; readonly language: string }
  readonly credentials: Credentials
  readonly message: Json
  readonly route: SendRoute
  /** Its values were cut more than usual, as Meta had found it too long. */
  readonly isShort: boolean
  /** By then the look is too old to call on. */
  readonly callBefore: Temporal.Instant
}

type Opening = {
  readonly account: Account
  readonly flow: Flow
  readonly enrollment: Enrollment
  readonly nudge: ClaimedNudge
  readonly leaseMs: number
  /** What was uploaded for it; undefined before it is known whether and from where it goes out. */
  readonly attachment: Attachment | undefined
}

/** A nudge to open, and what to wait for between the look and that: the number's turn. */
type Ready = {
  readonly nudge: ClaimedNudge
  readonly leaseMs: number
  readonly ready: () => Promise<void>
}

/** It goes out with a file, which is to be uploaded before that is decided for good. */
type Wants = Wanted & { readonly kind: 'wants-file' }

/**
 * Looks at the subject of a claimed nudge once more, and in one transaction asks again whether to send: then the send
 * is written before the call is made, or else it is written why not. A file that goes out with it is uploaded in between,
 * once it is clear that it goes out, and all is asked again after that.
 */
export async function openSend(tools: Tools, ready: Ready): Promise<Opened | Outcome> {
  const first = await lookAndDecide(tools, ready, undefined)
  if (first.kind !== 'wants-file') return first
  const second = await lookAndDecide(tools, { ...ready, ready: async () => {} }, await upload(tools, first))
  if (second.kind !== 'wants-file') return second
  throw new Error(`Nudge ${ready.nudge.id} is to go out with another file, or from another number, by now`)
}

async function lookAndDecide(
  tools: Tools,
  { nudge, leaseMs, ready }: Ready,
  attachment: Attachment | undefined,
): Promise<Opened | Wants | Outcome> {
  const account = await findAccount(tools.db, nudge)
  const found = await enrollmentById(tools.db, nudge, nudge.enrollmentId)
  if (!account || !found) throw new Error(`Nudge ${nudge.id} belongs to no account or enrollment`)
  const flow = flowOf(found.flow)
  const asker = 'send' as const
  const subject = { account, flow, subject: found.subject, goodForMs: looksGoodForMs, asker, ready }
  return withFreshLook(tools, subject, async (tx, looked, now) => {
    const held = await readAgain(tx, found)
    const settled = await settle(tx, { enrollment: held, flow, looked }, now)
    if (settled.ending || looked.kind === 'gone') {
      return { kind: 'settled', account, enrollmentId: held.id, ending: settled.ending?.kind }
    }
    // The look may have moved it to another day, or given it another text.
    const { enrollment, nudges } = settled
    const mine = { ...nudge, ...nudges.find(({ id }) => id === nudge.id) }
    const opening = { account, flow, enrollment, nudge: mine, leaseMs, attachment, seen: looked.seen }
    return decideNow(tx, tools.secretKeys, opening, now)
  })
}

async function decideNow(
  tx: Tx,
  secretKeys: SecretKeys,
  opening: Opening & { readonly seen: Seen },
  now: Temporal.Instant,
): Promise<Opened | Wants | Outcome> {
  const { account, flow, nudge, seen, attachment } = opening
  const met = await meet(
    tx,
    { account, contact: flow.contact(seen), known: opening.enrollment.shopperId },
    now,
  )
  const enrollment = await moveToShopper(tx, opening.enrollment, met.shopperId)
  const gathered = await gather(tx, { ...opening, enrollment, met, ending: undefined }, now)
  const { situation, number, to, language, chosen, drawn } = await gathered(nudge)
  const decision = decide(situation)
  const attached = chosen?.attached(language)
  if (decision.kind === 'send' && number && attached && attachment?.phoneNumberId !== number.phoneNumberId) {
    const { subject } = enrollment
    return { kind: 'wants-file', account, subject, number, attached, isRetry: nudge.attempts > 0 }
  }
  await recordDecision(tx, nudge, { decision, saw: sawOf(situation) }, now)
  if (cameToHoldOut(decision)) {
    await keepSide(tx, account, drawn, now)
    await markEligible(tx, enrollment, drawn.side, now)
  }
  switch (decision.kind) {
    case 'skip':
      await skipClaimed(tx, nudge)
      return { kind: 'skipped', account, nudgeId: nudge.id, reason: decision.reason }
    case 'wait':
      await waitUntil(tx, nudge, decision.until)
      return { kind: 'waits', account, nudgeId: nudge.id, reason: decision.reason }
    case 'send': {
      if (!number || !to || !chosen)
        throw new Error(`Nudge ${nudge.id} was cleared without a number, a text or anybody to write to`)
      const [timeZone] = situation.timeZones
      const writing = { ...opening, enrollment, number, language, to, timeZone, chosen }
      return writeSend(tx, secretKeys, writing, now)
    }
  }
}

type Writing = Opening & {
  readonly seen: Seen
  readonly number: LinkedNumber
  readonly language: Language
  readonly to: string
  readonly timeZone: string
  readonly chosen: ChosenText
}

async function writeSend(
  tx: Tx,
  secretKeys: SecretKeys,
  writing: Writing,
  now: Temporal.Instant,
): Promise<Opened> {
  const { account, flow, enrollment, nudge, leaseMs, seen, number, language, to, timeZone, chosen } = writing
  const isMine = await startSending(tx, nudge, now.add({ milliseconds: leaseMs }))
  if (!isMine) throw new Error(`Nudge ${nudge.id} was taken over or cancelled meanwhile`)
  const code = chosen.codeFor(language)
  if (!code) throw new Error(`There is no text ${nudge.template} in ${language}`)
  const { phoneNumberId } = number
  const approved = { name: chosen.name, language: code }
  const sendId = await addSend(tx, nudge, { phoneNumberId, to, template: approved }, now)
  const token = newToken()
  await addPayLink(tx, nudge, token, now)
  const isShort = nudge.attempts > 0 && (await wasRefusedFor(tx, nudge, tooLongCode))
  const wording = {
    account,
    isShort,
    contact: flow.contact(seen),
    facts: flow.facts(seen, enrollment.subject),
    language,
    timeZone,
  }
  const message = chosen.write({
    to,
    wording,
    token,
    nudgeId: nudge.id,
    sendId,
    attachment: writing.attachment,
  })
  return {
    kind: 'opened',
    sendId,
    to,
    template: approved,
    credentials: credentialsOf(secretKeys, number),
    message,
    isShort,
    route: chosen.category === 'marketing' ? 'marketing_messages' : 'messages',
    callBefore: now.add({ milliseconds: callWithinMs }),
  }
}
