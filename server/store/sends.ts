import type { AccountKey } from '../domain/account.ts'
import { type DeliveryStatus, furthest } from '../domain/delivery.ts'
import type { Enrollment, Nudge } from '../domain/enrollment.ts'
import { newId } from '../domain/ids.ts'
import { held } from './claim.ts'
import type { Db, Tx } from './database.ts'
import { accountOf, inAccount, keyColumns, sameAccount } from './keys.ts'
import type { SendTable } from './schema.ts'
import { fromMs, toMs } from './time.ts'

/** One attempt to hand a nudge to Meta. */
export type Send = Pick<
  SendTable,
  | 'id'
  | 'environment'
  | 'account_id'
  | 'nudge_id'
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

const sendColumns = [
  'id',
  'environment',
  'account_id',
  'nudge_id',
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
  await tx
    .insertInto('send')
    .values({
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
    .execute()
  return id
}

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
  const values =
    result.outcome === 'accepted'
      ? {
          outcome: result.outcome,
          wamid: result.wamid,
          status: 'accepted' as const,
          held_at: result.isHeld ? toMs(now) : null,
          error_code: null,
          error: null,
        }
      : { outcome: result.outcome, error_code: result.code ?? null, error: result.error }
  const { numUpdatedRows } = await tx
    .updateTable('send')
    .set({ ...values, closed_at: toMs(now), ...(result.outcome === 'refused' ? { crossed: 0 } : {}) })
    .where('id', '=', sendId)
    .where('outcome', 'in', ['open', 'unknown'])
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** The send a report is about: by the message's id, or before we know that, by the id we gave with it. */
export async function findSend(
  db: Db,
  phoneNumberId: string,
  { wamid, sendId }: { readonly wamid: string; readonly sendId: string | undefined },
): Promise<Send | undefined> {
  const ofNumber = db.selectFrom('send').select(sendColumns).where('phone_number_id', '=', phoneNumberId)
  const byWamid = await ofNumber.where('wamid', '=', wamid).executeTakeFirst()
  if (byWamid || !sendId) return byWamid
  return ofNumber.where('id', '=', sendId).executeTakeFirst()
}

/** A send as it stands now; nobody else changes it until the transaction ends. */
export async function holdSend(tx: Tx, found: Send): Promise<Send> {
  const query = tx.selectFrom('send').select(sendColumns).where('id', '=', found.id)
  return held(tx, query, 'send').executeTakeFirstOrThrow()
}

/** Takes a report in: the status only moves forward, a failure is kept beside it, and an open end is settled. */
export async function applyReport(tx: Db, send: Send, report: Report): Promise<void> {
  const at = toMs(report.at)
  const status = report.status && furthest(report.status, send.status ?? 'accepted')
  const provesSent = report.isLive && (report.status !== undefined || send.outcome !== 'refused')
  const arrived = report.status === 'delivered' || report.status === 'read'
  await tx
    .updateTable('send')
    .set({
      wamid: report.wamid,
      ...(provesSent ? { outcome: 'accepted' as const } : {}),
      ...(status ? { status } : {}),
      ...(arrived ? { delivered_at: earliest(send.delivered_at, at) } : {}),
      ...(report.status === 'read' ? { read_at: earliest(send.read_at, at) } : {}),
      ...(report.failure && isFirstFailure(send, report.failure.code, at)
        ? { failed_at: at, error_code: report.failure.code, error: report.failure.text }
        : {}),
    })
    .where('id', '=', send.id)
    .execute()
}

/** When a shopper was written to since then, in whatever flow; what Meta refused does not count. */
export async function recentSends(
  db: Db,
  key: AccountKey,
  shopperId: string,
  since: Temporal.Instant,
): Promise<readonly Temporal.Instant[]> {
  const rows = await sendsTo(db, key, shopperId)
    .select('opened_at')
    .where('opened_at', '>=', toMs(since))
    .where('outcome', '<>', 'refused')
    .execute()
  return rows.map((row) => fromMs(row.opened_at))
}

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

/** Every send to a shopper, in whatever flow. */
function sendsTo(db: Db, key: AccountKey, shopperId: string) {
  const enrollments = db
    .selectFrom('enrollment')
    .select('id')
    .where(inAccount(key))
    .where('shopper_id', '=', shopperId)
  const nudges = db
    .selectFrom('nudge')
    .select('id')
    .where(inAccount(key))
    .where('enrollment_id', 'in', enrollments)
  return db.selectFrom('send').where(inAccount(key)).where('nudge_id', 'in', nudges)
}

/** When messages to a shopper failed for this reason of Meta's since then. */
export async function failedAt(
  db: Db,
  key: AccountKey,
  {
    shopperId,
    code,
    since,
  }: { readonly shopperId: string; readonly code: number; readonly since: Temporal.Instant },
): Promise<readonly Temporal.Instant[]> {
  const rows = await sendsTo(db, key, shopperId)
    .select('opened_at')
    .where('opened_at', '>=', toMs(since))
    .where('error_code', '=', code)
    .execute()
  return rows.map((row) => fromMs(row.opened_at))
}

/** The texts an enrollment has sent so far, one for each message; what Meta refused does not count. */
export async function sentTexts(db: Db, enrollment: Enrollment): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('nudge')
    .innerJoin('send', (join) =>
      join.on(sameAccount('send', 'nudge')).onRef('send.nudge_id', '=', 'nudge.id'),
    )
    .select('nudge.template')
    .where(inAccount(enrollment, 'nudge'))
    .where('nudge.enrollment_id', '=', enrollment.id)
    .where('send.outcome', '<>', 'refused')
    .execute()
  return rows.map(({ template }) => template)
}

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
