import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { AccountKey } from '../domain/account.ts'
import type { AnswerState, Wish } from '../domain/answer.ts'
import type { Content } from '../domain/content.ts'
import { fateOf, hasArrived } from '../domain/delivery.ts'
import type { Db } from './database.ts'
import { fromJson } from './json.ts'
import { inAccount, sameAccount } from './keys.ts'
import type { SendTable } from './schema.ts'
import { fromMs, toMs } from './time.ts'

/** A thread in a list: whom with, when they last wrote, and how much of it nobody has looked at. */
export type ThreadLine = {
  readonly shopperId: string
  readonly lastHeardAt: Temporal.Instant
  readonly unread: number
}

/** The threads of an account in which a shopper wrote something, the latest first. */
export async function listThreads(db: Db, key: AccountKey, limit: number): Promise<readonly ThreadLine[]> {
  const rows = await db
    .selectFrom('message')
    .select((eb) => [
      'shopper_id',
      eb.fn.max('received_at').as('last'),
      eb.fn.sum<number>(sql`case when seen_at is null then 1 else 0 end`).as('unread'),
    ])
    .where(inAccount(key))
    .groupBy('shopper_id')
    .orderBy('last', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    shopperId: row.shopper_id,
    lastHeardAt: fromMs(Number(row.last)),
    unread: Number(row.unread),
  }))
}

/** One message of a thread, in or out. */
export type ThreadMessage = {
  readonly at: Temporal.Instant
  readonly id: string
} & (
  | {
      readonly from: 'shopper'
      readonly kind: string
      readonly words: string | undefined
      readonly understoodAs: string | undefined
      readonly isSeen: boolean
    }
  | {
      readonly from: 'flow'
      readonly flow: string
      readonly step: number
      readonly template: string
      readonly language: string
      readonly fate: string
      /** What Meta said where it did not get through. */
      readonly failure: Pick<SendTable, 'outcome' | 'error' | 'error_code'>
    }
  | {
      /** `bot`, or the person. */
      readonly from: string
      readonly wish: Wish
      readonly content: Content | undefined
      readonly state: AnswerState
      readonly reason: string | undefined
      readonly fate: string
    }
)

/** A message in a thread, as the end of what comes before it. */
export type ThreadPlace = Pick<ThreadMessage, 'at' | 'id'>

/** A part of a thread: the latest messages, or the latest before a place. */
export type ThreadPage = { readonly limit: number; readonly before?: ThreadPlace | undefined }

/** More than any thread has. */
const wholeThread: ThreadPage = { limit: 100_000 }

/** Everything said between a shopper and an account, oldest first: what they wrote, our templates, and answers. */
export async function readThread(
  db: Db,
  key: AccountKey,
  shopperId: string,
  page: ThreadPage = wholeThread,
): Promise<readonly ThreadMessage[]> {
  const [heard, sent, answered] = await Promise.all([
    heardFrom(db, key, shopperId, page),
    sentTo(db, key, shopperId, page),
    answeredTo(db, key, shopperId, page),
  ])
  const messages = [...heard, ...sent, ...answered].toSorted(
    (a, b) => Temporal.Instant.compare(a.at, b.at) || (a.id < b.id ? -1 : 1),
  )
  return messages.slice(-page.limit)
}

/** Whether a row stands before the place a part ends at. */
function isBefore(page: ThreadPage, at: RawBuilder<number>, id: string): RawBuilder<SqlBool> {
  const place = page.before
  if (!place) return sql<SqlBool>`1 = 1`
  const ms = toMs(place.at)
  return sql<SqlBool>`(${at} < ${ms} or (${at} = ${ms} and ${sql.ref(id)} < ${place.id}))`
}

async function heardFrom(
  db: Db,
  key: AccountKey,
  shopperId: string,
  page: ThreadPage,
): Promise<readonly ThreadMessage[]> {
  const rows = await db
    .selectFrom('message')
    .select(['id', 'received_at', 'kind', 'body', 'answered_as', 'seen_at'])
    .where(inAccount(key))
    .where('shopper_id', '=', shopperId)
    .where(isBefore(page, sql.ref('received_at'), 'id'))
    .orderBy('received_at', 'desc')
    .orderBy('id', 'desc')
    .limit(page.limit)
    .execute()
  return rows.map((row) => ({
    at: fromMs(row.received_at),
    id: row.id,
    from: 'shopper',
    kind: row.kind,
    words: row.body ?? undefined,
    understoodAs: row.answered_as ?? undefined,
    isSeen: row.seen_at !== null,
  }))
}

async function sentTo(
  db: Db,
  key: AccountKey,
  shopperId: string,
  page: ThreadPage,
): Promise<readonly ThreadMessage[]> {
  const rows = await db
    .selectFrom('enrollment')
    .innerJoin('nudge', (join) =>
      join.on(sameAccount('nudge', 'enrollment')).onRef('nudge.enrollment_id', '=', 'enrollment.id'),
    )
    .innerJoin('send', (join) =>
      join.on(sameAccount('send', 'nudge')).onRef('send.nudge_id', '=', 'nudge.id'),
    )
    .select(['send.id', 'send.opened_at', 'send.outcome', 'send.status', 'send.failed_at'])
    .select(['send.error', 'send.error_code', 'send.language'])
    .select(['enrollment.flow', 'enrollment.language as spoken', 'nudge.step', 'nudge.template'])
    .where(inAccount(key, 'enrollment'))
    .where('enrollment.shopper_id', '=', shopperId)
    .where(isBefore(page, sql.ref('send.opened_at'), 'send.id'))
    .orderBy('send.opened_at', 'desc')
    .orderBy('send.id', 'desc')
    .limit(page.limit)
    .execute()
  return rows.map((row) => ({
    at: fromMs(row.opened_at),
    id: row.id,
    from: 'flow',
    flow: row.flow,
    step: row.step,
    template: row.template,
    language: row.language ?? row.spoken,
    fate: fateOf(row, row.outcome),
    failure: {
      outcome: row.outcome,
      error: hasArrived(row.status) ? null : row.error,
      error_code: row.error_code,
    },
  }))
}

async function answeredTo(
  db: Db,
  key: AccountKey,
  shopperId: string,
  page: ThreadPage,
): Promise<readonly ThreadMessage[]> {
  const at = sql<number>`coalesce(opened_at, created_at)`
  const rows = await db
    .selectFrom('answer')
    .selectAll()
    .where(inAccount(key))
    .where('shopper_id', '=', shopperId)
    .where(isBefore(page, at, 'id'))
    .orderBy(at, 'desc')
    .orderBy('id', 'desc')
    .limit(page.limit)
    .execute()
  return rows.map((row) => ({
    at: fromMs(row.opened_at ?? row.created_at),
    id: row.id,
    from: row.author,
    wish: row.wish,
    content: row.content ? fromJson<Content>(row.content) : undefined,
    state: row.state,
    reason: row.reason ?? undefined,
    fate: fateOf(row, row.state),
  }))
}
