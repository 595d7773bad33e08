import type { AccountKey } from '../domain/account.ts'
import type { Tx } from '../store/database.ts'
import { enrollmentById } from '../store/enrollments.ts'
import { nudgeById, setState } from '../store/nudges.ts'
import { findNumber } from '../store/numbers.ts'
import { applyReport, findSend, type Send } from '../store/sends.ts'
import { type Identity, recognise } from '../store/shoppers.ts'
import { updateTemplateStatus } from '../store/templates.ts'
import type { PersonIds, StatusItem, TemplateItem } from '../whatsapp/webhook.ts'
import { attributeAnew } from './attribute.ts'

/**
 * Takes in how a message fared, however late, twice or out of order the report comes; it may even come before the
 * send's own answer. False when the message is none of ours.
 */
export async function report(tx: Tx, app: string, item: StatusItem, now: Temporal.Instant): Promise<boolean> {
  const number = await findNumber(tx, app, item.phoneNumberId)
  const send = number && (await findSend(tx, number.phoneNumberId, item))
  if (!send) return false
  await applyReport(tx, send, item)
  await settleNudge(tx, send, item)
  await learnIdentities(tx, send, item, now)
  return true
}

/** Takes in what Meta says of a text. False when nobody pushed it through us. */
export async function reportTemplate(tx: Tx, item: TemplateItem, now: Temporal.Instant): Promise<boolean> {
  return (await updateTemplateStatus(tx, item, now)) > 0
}

/** Evidence of any kind ends the doubt about a send; a failure counts unless the message had arrived. */
async function settleNudge(tx: Tx, send: Send, item: StatusItem) {
  const nudge = { environment: send.environment, accountId: send.account_id, id: send.nudge_id }
  const hadArrived = send.delivered_at !== null || send.read_at !== null
  if (item.failure && !hadArrived)
    await setState(tx, nudge, { from: ['sending', 'sent', 'unknown'], to: 'failed' })
  else if (!item.failure) await setState(tx, nudge, { from: ['sending', 'unknown', 'failed'], to: 'sent' })
}

/** Meta's ids for the person are kept from the first report on, so that a later STOP without a number finds them. */
async function learnIdentities(tx: Tx, send: Send, item: StatusItem, now: Temporal.Instant) {
  const account: AccountKey = { environment: send.environment, accountId: send.account_id }
  const nudge = await nudgeById(tx, account, send.nudge_id)
  const enrollment = nudge && (await enrollmentById(tx, account, nudge.enrollmentId))
  if (!enrollment) return
  await recognise(
    tx,
    account,
    { shopperId: enrollment.shopperId, identities: identitiesOf(item.person) },
    now,
  )
  if (item.status === 'read') await attributeAnew(tx, enrollment, now)
}

/** The identities in Meta's news; a wa_id is also the phone number it is made of. */
export function identitiesOf({ waId, bsuid, parentBsuid }: PersonIds): readonly Identity[] {
  const identities: Identity[] = []
  if (waId) identities.push({ kind: 'wa_id', value: waId })
  if (bsuid) identities.push({ kind: 'bsuid', value: bsuid })
  if (parentBsuid) identities.push({ kind: 'parent_bsuid', value: parentBsuid })
  return identities
}
