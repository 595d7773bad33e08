import type { Account } from '../domain/account.ts'
import { decide } from '../domain/decide.ts'
import type { Enrollment } from '../domain/enrollment.ts'
import { newToken } from '../domain/ids.ts'
import { type SecretKeys, tokenOwner, unseal } from '../domain/secret-box.ts'
import type { Flow, Seen } from '../flows/flow.ts'
import { flowOf } from '../flows/index.ts'
import { findAccount } from '../store/accounts.ts'
import type { Tx } from '../store/database.ts'
import { recordDecision } from '../store/decisions.ts'
import { enrollmentById, moveToShopper, readAgain } from '../store/enrollments.ts'
import { type ClaimedNudge, skipClaimed, startSending, waitUntil } from '../store/nudges.ts'
import type { LinkedNumber } from '../store/numbers.ts'
import { addPayLink } from '../store/pay-links.ts'
import { addSend } from '../store/sends.ts'
import { catalogue } from '../whatsapp/catalogue/index.ts'
import type { Credentials, Json } from '../whatsapp/client.ts'
import { templateMessage } from '../whatsapp/templates.ts'
import { valuesFor } from './compose.ts'
import { withFreshLook } from './fresh-look.ts'
import { gather, sawOf } from './gather.ts'
import { meet } from './meet.ts'
import type { Outcome } from './outcome.ts'
import { settle } from './settle.ts'
import type { Tools } from './tools.ts'

/** No call starts on a look older than this. */
const looksGoodForMs = 2_000

/** A send that is written down and may now be handed to Meta. */
export type Opened = {
  readonly kind: 'opened'
  readonly sendId: string
  /** Whom it is written to, E.164. */
  readonly to: string
  readonly credentials: Credentials
  readonly message: Json
}

type Opening = {
  readonly account: Account
  readonly flow: Flow
  readonly enrollment: Enrollment
  readonly nudge: ClaimedNudge
  readonly leaseMs: number
}

/**
 * Looks at the subject of a claimed nudge once more, and in one transaction asks again whether to send: then the send
 * is written before the call is made, or else it is written why not.
 */
export async function openSend(
  tools: Tools,
  nudge: ClaimedNudge,
  leaseMs: number,
): Promise<Opened | Outcome> {
  const account = await findAccount(tools.db, nudge)
  const found = await enrollmentById(tools.db, nudge, nudge.enrollmentId)
  if (!account || !found) throw new Error(`Nudge ${nudge.id} belongs to no account or enrollment`)
  const flow = flowOf(found.flow)
  const subject = { account, flow, subject: found.subject, goodForMs: looksGoodForMs }
  return withFreshLook(tools, subject, async (tx, looked, now) => {
    const enrollment = await readAgain(tx, found)
    const ending = await settle(tx, { enrollment, flow, looked }, now)
    if (ending || looked.kind === 'gone') {
      return { kind: 'settled', account, enrollmentId: enrollment.id, ending: ending?.kind }
    }
    return decideNow(
      tx,
      tools.secretKeys,
      { account, flow, enrollment, nudge, leaseMs, seen: looked.seen },
      now,
    )
  })
}

async function decideNow(
  tx: Tx,
  secretKeys: SecretKeys,
  opening: Opening & { readonly seen: Seen },
  now: Temporal.Instant,
): Promise<Opened | Outcome> {
  const { account, flow, nudge, seen } = opening
  const met = await meet(
    tx,
    { account, contact: flow.contact(seen), known: opening.enrollment.shopperId },
    now,
  )
  const enrollment = await moveToShopper(tx, opening.enrollment, met.shopperId)
  const { situation, number } = await gather(tx, { ...opening, enrollment, met, ending: undefined }, now)
  const decision = decide(situation)
  await recordDecision(tx, nudge, { decision, saw: sawOf(situation) }, now)
  switch (decision.kind) {
    case 'skip':
      await skipClaimed(tx, nudge)
      return { kind: 'skipped', account, nudgeId: nudge.id, reason: decision.reason }
    case 'wait':
      await waitUntil(tx, nudge, decision.until)
      return { kind: 'waits', account, nudgeId: nudge.id, reason: decision.reason }
    case 'send':
      if (!number || !met.phone) throw new Error(`Nudge ${nudge.id} was cleared without a number or a phone`)
      return writeSend(tx, secretKeys, { ...opening, number, phone: met.phone }, now)
  }
}

type Writing = Opening & { readonly seen: Seen; readonly number: LinkedNumber; readonly phone: string }

async function writeSend(
  tx: Tx,
  secretKeys: SecretKeys,
  { account, flow, enrollment, nudge, leaseMs, seen, number, phone }: Writing,
  now: Temporal.Instant,
): Promise<Opened> {
  const isMine = await startSending(tx, nudge, now.add({ milliseconds: leaseMs }))
  if (!isMine) throw new Error(`Nudge ${nudge.id} was taken over or cancelled meanwhile`)
  const sendId = await addSend(tx, nudge, { phoneNumberId: number.phoneNumberId, to: phone }, now)
  const token = newToken()
  await addPayLink(tx, nudge, token, now)
  const template = catalogue[nudge.template]
  if (!template) throw new Error(`The catalogue has no text ${nudge.template}`)
  const text = template.texts[enrollment.language]
  const wording = {
    account,
    contact: flow.contact(seen),
    facts: flow.facts(seen),
    language: enrollment.language,
  }
  const message = templateMessage({
    to: phone,
    name: template.name,
    language: enrollment.language,
    values: valuesFor(text, wording),
    buttons: text.buttons,
    token,
    nudgeId: nudge.id,
    sendId,
  })
  return { kind: 'opened', sendId, to: phone, credentials: credentialsOf(secretKeys, number), message }
}

function credentialsOf(secretKeys: SecretKeys, number: LinkedNumber): Credentials {
  const token = unseal(secretKeys, number.tokenSealed, tokenOwner(number))
  return { token, phoneNumberId: number.phoneNumberId, wabaId: number.wabaId }
}
