import type { AccountKey } from '../domain/account.ts'
import type { Enrollment } from '../domain/enrollment.ts'
import { aboutTemplate, trialMinutes } from '../domain/pauses.ts'
import type { Tx } from '../store/database.ts'
import { holdEnrollment } from '../store/enrollments.ts'
import { accountOf } from '../store/keys.ts'
import { keepPrice } from '../store/message-prices.ts'
import { nudgeById, setState, wakeNudges } from '../store/nudges.ts'
import { findNumber } from '../store/numbers.ts'
import { ownCategories } from '../store/own-texts.ts'
import { park } from '../store/parked-reports.ts'
import { readPauses, tryAgain } from '../store/pauses.ts'
import { applyReport, findSend, hasOtherSend, holdSend, type Send } from '../store/sends.ts'
import { recognise } from '../store/shoppers.ts'
import { alarmAnnounced, alarmTexts } from '../store/template-alarms.ts'
import { type KnownTemplate, updateTemplate } from '../store/templates.ts'
import { errorOf } from '../whatsapp/errors.ts'
import type { StatusItem, TemplateItem } from '../whatsapp/items.ts'
import { keysOfText, stateOfText } from '../whatsapp/text-states.ts'
import { actOnError, proveRoute, type Route } from './act-on-error.ts'
import { reportAnswer } from './answers/report-answer.ts'
import { attributeAnew } from './attribute.ts'
import { identitiesOf } from './identities.ts'

/**
 * Takes in how a message fared, however late, twice or out of order the report comes; it may even come before the
 * send's own answer. False when the message is none of ours as far as we know, or the report says nothing about its
 * delivery.
 */
export async function report(tx: Tx, app: string, item: StatusItem, now: Temporal.Instant): Promise<boolean> {
  const number = await findNumber(tx, app, item.phoneNumberId)
  const found = number && (await findSend(tx, number.phoneNumberId, item))
  if (!number || !isAboutDelivery(item)) return false
  if (!found) return reportAnswer(tx, number, item, now)
  const { wamid, price } = item
  if (price) await keepPrice(tx, accountOf(found), { wamid, price }, now)
  const enrollment = await holdEnrollmentOf(tx, found)
  const send = await holdSend(tx, found)
  const isLive = send.outcome !== 'refused' || !(await hasOtherSend(tx, send))
  await applyReport(tx, send, { ...item, isLive })
  if (isLive) await settleNudge(tx, send, item)
  const learning = { enrollment, send, item, wabaId: number.wabaId }
  const shopperId = await learnIdentities(tx, learning, now)
  await learnOfRoute(tx, { ...learning, shopperId }, now)
  if (item.status === 'read') await attributeAnew(tx, enrollment, now)
  return true
}

/** Keeps a report about a message we do not know until we do. */
export async function parkReport(
  tx: Tx,
  { app, item, body }: { readonly app: string; readonly item: StatusItem; readonly body: string },
  now: Temporal.Instant,
): Promise<void> {
  const number = await findNumber(tx, app, item.phoneNumberId)
  const found = number && (await findSend(tx, number.phoneNumberId, item))
  if (number && !found && isAboutDelivery(item)) await park(tx, number, { app, wamid: item.wamid, body }, now)
}

function isAboutDelivery({ status, failure }: StatusItem): boolean {
  return status !== undefined || failure !== undefined
}

async function holdEnrollmentOf(tx: Tx, send: Send): Promise<Enrollment> {
  const account = accountOf(send)
  const nudge = await nudgeById(tx, account, send.nudge_id)
  const enrollment = nudge && (await holdEnrollment(tx, account, nudge.enrollmentId))
  if (!enrollment) throw new Error(`Send ${send.id} belongs to no enrollment`)
  return enrollment
}

/** Takes in what Meta says of a text. False when nobody pushed it through us. */
export async function reportTemplate(
  tx: Tx,
  app: string,
  item: TemplateItem,
  now: Temporal.Instant,
): Promise<boolean> {
  const texts = await updateTemplate(tx, app, item, now)
  for (const { environment, accountId, ...text } of texts) {
    const key = { environment, accountId }
    const state = stateOfText(text, await ownCategories(tx, key))
    await alarmTexts(tx, key, [{ text, state }], now)
    if (item.status === 'APPROVED') await letGo(tx, key, text, now)
    if (item.announced) {
      const { category, at } = item.announced
      await alarmAnnounced(tx, key, { text, category, at: at?.toString() ?? 'soon' }, now)
    }
  }
  return texts.length > 0
}

/** A text Meta approves again goes out at once, on trial: the news may be older than what Meta refused of late. */
async function letGo(tx: Tx, key: AccountKey, text: KnownTemplate, now: Temporal.Instant) {
  const about = aboutTemplate({ wabaId: text.waba_id, name: text.name, language: text.language })
  for (const pause of await readPauses(tx, key, [{ scope: 'template', about }]))
    if (pause.state === 'paused') await tryAgain(tx, pause, now.add({ minutes: trialMinutes }), now)
  await wakeNudges(tx, key, { templates: keysOfText(text.name) }, now)
}

/**
 * Proof that a message went out ends every doubt about its nudge, a retry that already waits included. A failure counts
 * unless the message had arrived, and only proof of arrival undoes it.
 */
async function settleNudge(tx: Tx, send: Send, { status, failure }: StatusItem) {
  const nudge = { ...accountOf(send), id: send.nudge_id }
  const hadArrived = send.delivered_at !== null || send.read_at !== null
  if (failure) {
    if (hadArrived || send.outcome === 'refused') return
    await setState(tx, nudge, { from: ['sending', 'sent', 'unknown'], to: 'failed' })
    return
  }
  const arrives = status === 'delivered' || status === 'read'
  const doubtful = ['scheduled', 'sending', 'unknown', 'cancelled', 'skipped'] as const
  const isFailed = send.failed_at !== null && !arrives && !hadArrived
  const undoesFailure = arrives || send.outcome === 'refused'
  if (!isFailed)
    await setState(tx, nudge, { from: undoesFailure ? [...doubtful, 'failed'] : doubtful, to: 'sent' })
}

/** A report this old says nothing about what Meta refuses now. */
const freshMinutes = 60

type Failing = Omit<Learning, 'enrollment'> & { readonly shopperId: string }

/** The first failure of a message tells what Meta refuses, and its first good news that its way is open. */
async function learnOfRoute(tx: Tx, { shopperId, send, item, wabaId }: Failing, now: Temporal.Instant) {
  const { name, language } = { name: send.template_name, language: send.language }
  const route: Route = {
    account: accountOf(send),
    wabaId,
    phoneNumberId: send.phone_number_id,
    template: name && language ? { name, language } : undefined,
    to: send.to_phone,
  }
  const { failure } = item
  const isFresh = Temporal.Instant.compare(item.at, now.subtract({ minutes: freshMinutes })) >= 0
  if (!failure) {
    const isFirst = send.status === null || send.status === 'accepted'
    if (isFirst && isFresh) await proveRoute(tx, route, now)
    return
  }
  const { action } = errorOf(failure.code)
  if (send.failed_at !== null || (!isFresh && action.kind !== 'opted-out')) return
  await actOnError(tx, route, { ...failure, action, shopperId, sendId: send.id }, now)
}

type Learning = {
  readonly enrollment: Enrollment
  readonly send: Send
  readonly item: StatusItem
  readonly wabaId: string
}

/**
 * Meta's ids for the person are kept from the first report on, so that a later STOP without a number finds them. Comes
 * before all that accounts share, such as the brake: whoever said STOP is held before that too. Returns whose it is.
 */
function learnIdentities(tx: Tx, { enrollment, send, item, wabaId }: Learning, now: Temporal.Instant) {
  const knownBy = {
    shopperId: enrollment.shopperId,
    identities: identitiesOf(item.person, { wabaId, to: send.to_phone }),
  }
  return recognise(tx, enrollment, knownBy, now)
}
