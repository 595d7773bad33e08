import { hasArrived } from '../domain/delivery.ts'
import type { Tx } from '../store/database.ts'
import { readAgain } from '../store/enrollments.ts'
import { type FindHeld, type HeldSend, holdReported } from '../store/hold-reported.ts'
import { accountOf } from '../store/keys.ts'
import { keepPrice } from '../store/message-prices.ts'
import { setState } from '../store/nudges.ts'
import { findNumber } from '../store/numbers.ts'
import { isAnyOnTrial } from '../store/pauses.ts'
import { applyReport, hasOtherSend } from '../store/sends.ts'
import { readNames, recognise, type ToldOf } from '../store/shoppers.ts'
import { errorOf } from '../whatsapp/errors.ts'
import type { StatusItem } from '../whatsapp/items.ts'
import { actOnError, proveRoute, type Route } from './act-on-error.ts'
import { reportAnswer, type Sender } from './answers/report-answer.ts'
import { attributeAnew } from './attribute.ts'
import { identitiesOf } from './identities.ts'

/** What the reports of one number are about: held, and read once for all of them. */
export type About = {
  readonly number: Sender
  readonly find: FindHeld
  /** Whether all names a person is told of by are known to be theirs. */
  readonly isKnown: (one: ToldOf) => boolean
  /** Something is on trial, so that a message that gets through may prove that it is mended. */
  mayProve: boolean
}

/** Holds what these reports of one number are about. Undefined when the number is none of ours. */
export async function holdAbout(
  tx: Tx,
  app: string,
  items: readonly [StatusItem, ...StatusItem[]],
): Promise<About | undefined> {
  const [{ phoneNumberId }] = items
  const number = await findNumber(tx, app, phoneNumberId)
  if (!number) return undefined
  const wamids = items.map(({ wamid }) => wamid)
  const sendIds = items.flatMap(({ sendId }) => sendId ?? [])
  const find = await holdReported(tx, { phoneNumberId, wamids, sendIds })
  const people = items.flatMap((item) => {
    const held = find(item)
    return held ? toldOf(held, item, number) : []
  })
  const isKnown = await readNames(tx, number, people)
  return { number, find, isKnown, mayProve: await isAnyOnTrial(tx, number) }
}

/** What came of a report; `unknown` is one about a message we do not know, or not yet. */
export type Reported = 'taken-in' | 'says-nothing' | 'unknown'

/**
 * Takes in how a message fared, however late, twice or out of order the report comes; it may even come before the send's
 * own answer.
 */
export async function report(
  tx: Tx,
  about: About,
  item: StatusItem,
  now: Temporal.Instant,
): Promise<Reported> {
  if (item.status === undefined && item.failure === undefined) return 'says-nothing'
  const held = about.find(item)
  if (held) {
    await takeIn(tx, about, { held, item }, now)
    return 'taken-in'
  }
  return (await reportAnswer(tx, about.number, item, now)) ? 'taken-in' : 'unknown'
}

type Reporting = { readonly held: HeldSend; readonly item: StatusItem }

async function takeIn(tx: Tx, about: About, { held, item }: Reporting, now: Temporal.Instant) {
  const { send, enrollment } = held
  const { wamid, price } = item
  if (price) await keepPrice(tx, accountOf(send), { wamid, price }, now)
  const isLive = send.outcome !== 'refused' || !(await hasOtherSend(tx, send))
  const after = await applyReport(tx, send, { ...item, isLive })
  if (isLive) await settleNudge(tx, held, item)
  const told = toldOf(held, item, about.number)
  if (item.failure || !about.isKnown(told)) await learn(tx, about, { held, item, told }, now)
  else if (about.mayProve) await prove(tx, about, { held, item }, now)
  if (item.status === 'read' && held.hasRecovery) await attributeAnew(tx, enrollment, now)
  held.send = after
}

/**
 * Proof that a message went out ends every doubt about its nudge, a retry that already waits included. A failure counts
 * unless the message had arrived, and only proof of arrival undoes it.
 */
async function settleNudge(tx: Tx, held: HeldSend, { status, failure }: StatusItem) {
  const { send } = held
  const nudge = { ...accountOf(send), id: send.nudge_id }
  const hadArrived = hasArrived(send.status)
  if (failure) {
    if (hadArrived || send.outcome === 'refused') return
    await setState(tx, nudge, { from: ['sending', 'sent', 'unknown'], to: 'failed' })
    held.isSent = false
    return
  }
  if (held.isSent) return
  const arrives = hasArrived(status)
  const doubtful = ['scheduled', 'sending', 'unknown', 'cancelled', 'skipped'] as const
  const isFailed = send.failed_at !== null && !arrives && !hadArrived
  const undoesFailure = arrives || send.outcome === 'refused'
  if (!isFailed)
    await setState(tx, nudge, { from: undoesFailure ? [...doubtful, 'failed'] : doubtful, to: 'sent' })
}

/** Who a message went to, by the names Meta tells of them with a report. */
function toldOf({ enrollment, send }: HeldSend, { person }: StatusItem, { wabaId }: Sender): ToldOf {
  return { shopperId: enrollment.shopperId, identities: identitiesOf(person, { wabaId, to: send.to_phone }) }
}

/**
 * Meta's ids for the person are kept from the first report on, so that a later STOP without a number finds them. Comes
 * before all that accounts share, such as the brake: whoever said STOP is held before that too.
 */
async function learn(
  tx: Tx,
  about: About,
  { told, ...reporting }: Reporting & { readonly told: ToldOf },
  now: Temporal.Instant,
) {
  const { held, item } = reporting
  // An item before this one may have found that two shoppers are one.
  const { shopperId } = await readAgain(tx, held.enrollment)
  const knownAs = await recognise(tx, held.enrollment, { ...told, shopperId }, now)
  if (item.failure) await learnOfFailure(tx, about, { ...reporting, shopperId: knownAs }, now)
  else if (about.mayProve) await prove(tx, about, reporting, now)
}

/** A report this old says nothing about what Meta refuses now. */
const freshMinutes = 60

function isFresh({ at }: StatusItem, now: Temporal.Instant): boolean {
  return Temporal.Instant.compare(at, now.subtract({ minutes: freshMinutes })) >= 0
}

/** The first good news of a message tells that its way is open. */
async function prove(tx: Tx, about: About, { held, item }: Reporting, now: Temporal.Instant) {
  const { status } = held.send
  const isFirst = status === null || status === 'accepted'
  if (isFirst && isFresh(item, now)) await proveRoute(tx, routeOf(about, held), now)
}

/** The first failure of a message tells what Meta refuses. */
async function learnOfFailure(
  tx: Tx,
  about: About,
  { held, item, shopperId }: Reporting & { readonly shopperId: string },
  now: Temporal.Instant,
) {
  const { failure } = item
  if (!failure || held.send.failed_at !== null) return
  const { action } = errorOf(failure.code)
  if (!isFresh(item, now) && action.kind !== 'opted-out') return
  const error = { ...failure, action, shopperId, sendId: held.send.id }
  await actOnError(tx, routeOf(about, held), error, now)
  about.mayProve = true
}

function routeOf({ number: { wabaId } }: About, { send }: HeldSend): Route {
  const { template_name: name, language } = send
  return {
    account: accountOf(send),
    wabaId,
    phoneNumberId: send.phone_number_id,
    template: name && language ? { name, language } : undefined,
    to: send.to_phone,
  }
}
