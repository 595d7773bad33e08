import type { AccountKey } from '../domain/account.ts'
import { type DeliveryStatus, furthest, hasArrived } from '../domain/delivery.ts'
import type { Enrollment, Nudge } from '../domain/enrollment.ts'
import { newId } from '../domain/ids.ts'
import { inserting, reading, writing } from './composed.ts'
import type { Db } from './database.ts'
import { accountOf, inAccount, keyColumns, type Named, named, sameAccount } from './keys.ts'
import type { SendTable } from './schema.ts'
import { fromMs, toMs } from './time.ts'

/** One attempt to hand a nudge to Meta. */
export type Send = Pick<
  SendTable,
  | 'id'
  | 'environment'
  | 'account_id'
  | 'nudge_id'
  | 'wamid'
  | 'phone_number_id'
  | 'to_phone'
  | 'outcome'
  | 'status'
  | 'read_at'
  | 'delivered_at'
  | 'failed_at'
  | 'error_code'
  | 'template_name'
  | 'language'
>

/** A delivery report about one message. */
export type Report = {
  readonly wamid: string
  readonly status: DeliveryStatus | undefined
  readonly failure: { readonly code: number; readonly text: string } | undefined
  readonly at: Temporal.Instant
  /** False for a refused send whose nudge has been sent by another: then it is only noted. */
  readonly isLive: boolean
}

/** What a send is read as. */
export const sendColumns = [
  'id',
  'environment',
  'account_id',
  'nudge_id',
  'wamid',
  'phone_number_id',
  'to_phone',
  'outcome',
  'status',
  'read_at',
  'delivered_at',
  'failed_at',
  'error_code',
  'template_name',
  'language',
] as const

/** What is handed to Meta: the number it goes out from and to, and the approved text it is made of, if it is. */
export type Written = {
  readonly phoneNumberId: string
  /** A phone (E.164), or an id of Meta's. */
  readonly to: string
  readonly template?: { readonly name: string; readonly language: string }
}

/** Writes an open send. Throws when the nudge has one already that was not refused: nothing is sent twice. */
export async function addSend(
  tx: Db,
  nudge: Nudge,
  { phoneNumberId, to, template }: Written,
  now: Temporal.Instant,
): Promise<string> {
  const id = newId(now)
  await add(tx, {
    id,
    ...keyColumns(nudge),
    nudge_id: nudge.id,
    phone_number_id: phoneNumberId,
    to_phone: to,
    template_name: template?.name ?? null,
    language: template?.language ?? null,
    opened_at: toMs(now),
    outcome: 'open',
    crossed: 0,
  })
  return id
}

const add = inserting('send')

/**
 * Closes a send with what Meta answered. A late answer settles one that was given up as unknown meanwhile; false when a
 * delivery report has already told how it went.
 */
export async function closeSend(
  tx: Db,
  sendId: string,
  result:
    | { readonly outcome: 'accepted'; readonly wamid: string; readonly isHeld?: boolean }
    | { readonly outcome: 'refused' | 'unknown'; readonly code: number | undefined; readonly error: string },
  now: Temporal.Instant,
): Promise<boolean> {
  const closed_at = toMs(now)
  if (result.outcome === 'accepted') {
    const { wamid, isHeld } = result
    return (await accept(tx, { id: sendId, wamid, held_at: isHeld ? closed_at : null, closed_at })) > 0
  }
  const { outcome, code, error } = result
  const { numUpdatedRows } = await unsettled(tx, sendId)
    .set({ outcome, error_code: code ?? null, error, closed_at })
    .set(outcome === 'refused' ? { crossed: 0 } : {})
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

const accept = writing((db, { id, wamid, held_at, closed_at }: Accepted) =>
  unsettled(db, id).set({
    outcome: 'accepted',
    wamid,
    status: 'accepted',
    held_at,
    closed_at,
    error_code: null,
    error: null,
  }),
)

type Accepted = Pick<SendTable, 'id' | 'held_at' | 'closed_at'> & { readonly wamid: string }

function unsettled(db: Db, id: string) {
  return db.updateTable('send').where('id', '=', id).where('outcome', 'in', ['open', 'unknown'])
}

/**
 * Takes a report in: the status only moves forward, a failure is kept beside it, and an open end is settled. Returns the
 * send as it is then.
 */
export async function applyReport(tx: Db, send: Send, report: Report): Promise<Send> {
  const at = toMs(report.at)
  const status = report.status && furthest(report.status, send.status ?? 'accepted')
  const provesSent = report.isLive && (report.status !== undefined || send.outcome !== 'refused')
  const arrived = hasArrived(report.status)
  const reported: Reported = {
    id: send.id,
    wamid: report.wamid,
    outcome: provesSent ? 'accepted' : send.outcome,
    status: status ?? send.status,
    delivered_at: arrived ? earliest(send.delivered_at, at) : send.delivered_at,
    read_at: report.status === 'read' ? earliest(send.read_at, at) : send.read_at,
  }
  await setReported(tx, reported)
  const { failure } = report
  if (!failure || !isFirstFailure(send, failure.code, at)) return { ...send, ...reported }
  await setFailed(tx, { id: send.id, at, code: failure.code, text: failure.text })
  return { ...send, ...reported, failed_at: at, error_code: failure.code }
}

type Reported = Pick<SendTable, 'id' | 'wamid' | 'outcome' | 'status' | 'delivered_at' | 'read_at'>

const setReported = writing((db, { id, wamid, outcome, status, delivered_at, read_at }: Reported) =>
  db.updateTable('send').set({ wamid, outcome, status, delivered_at, read_at }).where('id', '=', id),
)

type Failure = {
  readonly id: string
  readonly at: number
  readonly code: number
  readonly text: string
}

const setFailed = writing((db, { id, at, code, text }: Failure) =>
  db.updateTable('send').set({ failed_at: at, error_code: code, error: text }).where('id', '=', id),
)

/** A send to a shopper as it went. */
export type PastSend = {
  readonly openedAt: Temporal.Instant
  readonly wasRefused: boolean
  /** Meta's code, where it failed. */
  readonly errorCode: number | undefined
  /** Where it went: a phone (E.164), or an id of Meta's. */
  readonly to: string
}

/** How a shopper was written to since then, in whatever flow. */
export async function sendsSince(
  db: Db,
  key: AccountKey,
  shopperId: string,
  since: Temporal.Instant,
): Promise<readonly PastSend[]> {
  const rows = await sentTo(db, { ...named(key, shopperId), since: toMs(since) })
  return rows.map(({ opened_at, outcome, error_code, to_phone }) => ({
    openedAt: fromMs(opened_at),
    wasRefused: outcome === 'refused',
    errorCode: error_code ?? undefined,
    to: to_phone,
  }))
}

const sentTo = reading((db, shopper: Named & { readonly since: number }) => {
  const enrollments = db
    .selectFrom('enrollment')
    .select('id')
    .where(inAccount(shopper))
    .where('shopper_id', '=', shopper.id)
  const nudges = db
    .selectFrom('nudge')
    .select('id')
    .where(inAccount(shopper))
    .where('enrollment_id', 'in', enrollments)
  return db
    .selectFrom('send')
    .select(['opened_at', 'outcome', 'error_code', 'to_phone'])
    .where(inAccount(shopper))
    .where('nudge_id', 'in', nudges)
    .where('opened_at', '>=', shopper.since)
})

/** Whether the nudge of a send has another one that was not refused. */
export async function hasOtherSend(tx: Db, send: Send): Promise<boolean> {
  const other = await tx
    .selectFrom('send')
    .select('id')
    .where(inAccount(accountOf(send)))
    .where('nudge_id', '=', send.nudge_id)
    .where('outcome', '<>', 'refused')
    .where('id', '<>', send.id)
    .executeTakeFirst()
  return other !== undefined
}

/** Whether Meta refused to take a nudge for this reason before. */
export async function wasRefusedFor(tx: Db, nudge: Nudge, code: number): Promise<boolean> {
  const row = await tx
    .selectFrom('send')
    .select('id')
    .where(inAccount(nudge))
    .where('nudge_id', '=', nudge.id)
    .where('outcome', '=', 'refused')
    .where('error_code', '=', code)
    .executeTakeFirst()
  return row !== undefined
}

/** The sends of a nudge that were left open by a sender that went away become unknown. */
export async function markUnknown(tx: Db, nudge: Nudge): Promise<void> {
  await tx
    .updateTable('send')
    .set({ outcome: 'unknown', error: 'The sender stopped before Meta answered' })
    .where(inAccount(nudge))
    .where('nudge_id', '=', nudge.id)
    .where('outcome', '=', 'open')
    .execute()
}

/** Notes that money crossed the enrollment's messages: those whose call to Meta had not ended when it was paid. */
export async function markCrossed(tx: Db, enrollment: Enrollment, paidAt: Temporal.Instant): Promise<void> {
  const nudges = tx
    .selectFrom('nudge')
    .select('id')
    .where(inAccount(enrollment))
    .where('enrollment_id', '=', enrollment.id)
  await tx
    .updateTable('send')
    .set({ crossed: 1 })
    .where(inAccount(enrollment))
    .where('nudge_id', 'in', nudges)
    .where((eb) =>
      eb.or([
        eb('outcome', '=', 'open'),
        eb('opened_at', '>=', toMs(paidAt)),
        eb('closed_at', '>=', toMs(paidAt)),
      ]),
    )
    .where('outcome', '<>', 'refused')
    .execute()
}

/** The texts an enrollment has sent so far, one for each message; what Meta refused does not count. */
export async function sentTexts(db: Db, enrollment: Enrollment): Promise<readonly string[]> {
  const rows = await textsOf(db, named(enrollment, enrollment.id))
  return rows.map(({ template }) => template)
}

const textsOf = reading((db, enrollment: Named) =>
  db
    .selectFrom('nudge')
    .innerJoin('send', (join) =>
      join.on(sameAccount('send', 'nudge')).onRef('send.nudge_id', '=', 'nudge.id'),
    )
    .select('nudge.template')
    .where(inAccount(enrollment, 'nudge'))
    .where('nudge.enrollment_id', '=', enrollment.id)
    .where('send.outcome', '<>', 'refused'),
)

/** Of several failures the first is kept; at the same time the one of the lower code, whichever came in first. */
function isFirstFailure({ failed_at, error_code }: Send, code: number, at: number): boolean {
  if (failed_at === null) return true
  return at < failed_at || (at === failed_at && code < (error_code ?? 0))
}

function earliest(known: number | null, at: number): number {
  return known === null ? at : Math.min(known, at)
}

/** The first id a send of that moment could have: ids are in the order of time, and so find the latest by themselves. */
export function firstIdOf(time: Temporal.Instant): string {
  const hex = toMs(time).toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7`
}
