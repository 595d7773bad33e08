import { sql } from 'kysely'
import type { AccountKey } from '../domain/account.ts'
import type { Answer, Wish } from '../domain/answer.ts'
import type { Content } from '../domain/content.ts'
import { newId } from '../domain/ids.ts'
import { held, notTaken } from './claim.ts'
import { reading } from './composed.ts'
import type { Db, Tx } from './database.ts'
import { fromJson, toJson } from './json.ts'
import { accountOf, inAccount, keyColumns } from './keys.ts'
import type { AnswerTable } from './schema.ts'
import { fromMs, toMs } from './time.ts'

/** An answer as it is planned. */
export type NewAnswer = Pick<
  Answer,
  'shopperId' | 'phoneNumberId' | 'to' | 'author' | 'wish' | 'repliesTo' | 'nudgeId' | 'content'
>

/** An answer taken by one worker for a while. */
export type ClaimedAnswer = Answer & { readonly leaseId: string }

/** Said as the index says it, or SQLite would not see that it fits. */
const isOpen = sql<boolean>`state in ('waiting', 'sending')`

/** Plans an answer, due at once. */
export async function addAnswer(
  tx: Db,
  key: AccountKey,
  answer: NewAnswer,
  now: Temporal.Instant,
): Promise<string> {
  const id = newId(now)
  await tx
    .insertInto('answer')
    .values({
      id,
      ...keyColumns(key),
      shopper_id: answer.shopperId,
      phone_number_id: answer.phoneNumberId,
      to_name: answer.to,
      author: answer.author,
      wish: answer.wish,
      replies_to: answer.repliesTo ?? null,
      nudge_id: answer.nudgeId ?? null,
      content: answer.content ? toJson(answer.content) : null,
      state: 'waiting',
      next_at: toMs(now),
      attempts: 0,
      created_at: toMs(now),
    })
    .execute()
  return id
}

/** An answer that is due, and its account. */
export type DueAnswer = AccountKey & { readonly id: string }

/** Answers that are due and nobody has taken, at most so many, oldest first. */
export async function dueAnswers(
  db: Db,
  limit: number,
  now: Temporal.Instant,
): Promise<readonly DueAnswer[]> {
  const rows = await db
    .selectFrom('answer')
    .select(['id', 'environment', 'account_id'])
    .where(isOpen)
    .where('state', '=', sql.lit('waiting'))
    .where('next_at', '<=', toMs(now))
    .orderBy('next_at')
    .limit(limit)
    .execute()
  return rows.map((row) => ({ ...accountOf(row), id: row.id }))
}

/** Takes those of these answers that are still due, for `leaseMs`. One whose lease runs out before the call is due again. */
export async function claimAnswers(
  db: Db,
  { ids, leaseMs }: { readonly ids: readonly string[]; readonly leaseMs: number },
  now: Temporal.Instant,
): Promise<readonly ClaimedAnswer[]> {
  if (ids.length === 0) return []
  const leaseId = newId(now)
  const due = db
    .selectFrom('answer')
    .select('id')
    .where('id', 'in', ids)
    .where('state', '=', sql.lit('waiting'))
    .where('next_at', '<=', toMs(now))
  const rows = await db
    .with('due', () => notTaken(db, due))
    .updateTable('answer')
    .set({ lease_id: leaseId, next_at: toMs(now) + leaseMs })
    .where('id', 'in', (eb) => eb.selectFrom('due').select('id'))
    .returningAll()
    .execute()
  return rows.map((row) => ({ ...answerOf(row), leaseId })).toSorted((a, b) => (a.id < b.id ? -1 : 1))
}

/** Turns a claimed answer into one that is being sent, with what it says; false when it is no longer mine. */
export function startAnswer(
  tx: Tx,
  answer: ClaimedAnswer,
  content: Content,
  { now, leaseUntil }: { readonly now: Temporal.Instant; readonly leaseUntil: Temporal.Instant },
): Promise<boolean> {
  return changeMine(tx, answer, {
    state: 'sending',
    content: toJson(content),
    opened_at: toMs(now),
    next_at: toMs(leaseUntil),
    attempts: answer.attempts + 1,
  })
}

/** Ends a claimed answer without sending it, and says why. */
export function skipAnswer(
  tx: Db,
  answer: ClaimedAnswer,
  reason: string,
  now: Temporal.Instant,
): Promise<boolean> {
  return changeMine(tx, answer, { state: 'skipped', reason, lease_id: null, closed_at: toMs(now) })
}

/** Puts a claimed answer back until `nextAt`. */
export function putAnswerBack(
  db: Db,
  answer: ClaimedAnswer,
  reason: string,
  nextAt: Temporal.Instant,
): Promise<boolean> {
  return changeMine(db, answer, { reason, lease_id: null, next_at: toMs(nextAt) })
}

/** What became of the call to Meta; `again` is when a refused one is tried once more. */
export type AnswerResult =
  | { readonly state: 'sent'; readonly wamid: string }
  | { readonly state: 'unknown'; readonly error: string }
  | {
      readonly state: 'failed'
      readonly code: number | undefined
      readonly error: string
      readonly again: Temporal.Instant | undefined
    }

/** Closes an answer with what Meta answered, unless a report was faster. */
export async function closeAnswer(
  tx: Db,
  answer: Answer,
  result: AnswerResult,
  now: Temporal.Instant,
): Promise<void> {
  await one(tx, answer)
    .set({ ...closing(result), lease_id: null, closed_at: toMs(now) })
    .where('state', 'in', ['sending', 'unknown'])
    .execute()
}

function closing(result: AnswerResult): Partial<AnswerTable> {
  switch (result.state) {
    case 'sent':
      return { state: 'sent', wamid: result.wamid, status: 'accepted', reason: null }
    case 'unknown':
      return { state: 'unknown', reason: result.error }
    case 'failed':
      return {
        error_code: result.code ?? null,
        reason: result.error,
        ...(result.again ? { state: 'waiting', next_at: toMs(result.again) } : { state: 'failed' }),
      }
  }
}

/** Answers whose sender went away in the middle of the call: nobody knows whether they went out, so that they end. */
export async function giveUpAnswers(db: Db, now: Temporal.Instant): Promise<readonly Answer[]> {
  const rows = await db
    .updateTable('answer')
    .set({ state: 'unknown', lease_id: null, reason: 'The sender stopped before Meta answered' })
    .where(isOpen)
    .where('state', '=', sql.lit('sending'))
    .where('next_at', '<=', toMs(now))
    .returningAll()
    .execute()
  return rows.map(answerOf)
}

/** When the next answer is due, or a call under way is given up. */
export async function nextAnswerAt(db: Db): Promise<number | undefined> {
  const [row] = await nextOpen(db, {})
  return row?.next_at
}

const nextOpen = reading((db) =>
  db.selectFrom('answer').select('next_at').where(isOpen).orderBy('next_at').limit(1),
)

/** How many answers the bot planned for a shopper since then; with a wish, only those of that wish. */
export async function countAnswers(
  db: Db,
  key: AccountKey,
  {
    shopperId,
    wish,
    since,
  }: { readonly shopperId: string; readonly wish?: Wish; readonly since: Temporal.Instant },
): Promise<number> {
  let query = db
    .selectFrom('answer')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where(inAccount(key))
    .where('shopper_id', '=', shopperId)
    .where('author', '=', 'bot')
    .where('created_at', '>=', toMs(since))
  if (wish) query = query.where('wish', '=', wish).where('state', '<>', 'skipped')
  return (await query.executeTakeFirstOrThrow()).count
}

/** An answer as it stands now; nobody else changes it until the transaction ends. */
export async function holdAnswer(tx: Tx, key: AccountKey, id: string): Promise<AnswerTable | undefined> {
  const query = tx.selectFrom('answer').selectAll().where(inAccount(key)).where('id', '=', id)
  return held(tx, query, 'answer').executeTakeFirst()
}

/** The answer a report is about: by the message's id, or before we know that, by the id we gave with it. */
export async function findAnswer(
  db: Db,
  phoneNumberId: string,
  { wamid, sendId }: { readonly wamid: string; readonly sendId: string | undefined },
): Promise<Answer | undefined> {
  const ofNumber = db.selectFrom('answer').selectAll().where('phone_number_id', '=', phoneNumberId)
  const byWamid = await ofNumber.where('wamid', '=', wamid).executeTakeFirst()
  const row = byWamid ?? (sendId ? await ofNumber.where('id', '=', sendId).executeTakeFirst() : undefined)
  return row && answerOf(row)
}

/** Keeps what a report says of an answer. */
export async function keepAnswerReport(
  tx: Tx,
  answer: AnswerTable,
  change: Partial<
    Pick<
      AnswerTable,
      'state' | 'reason' | 'wamid' | 'status' | 'delivered_at' | 'read_at' | 'failed_at' | 'error_code'
    >
  >,
): Promise<void> {
  await tx
    .updateTable('answer')
    .set(change)
    .where(inAccount(accountOf(answer)))
    .where('id', '=', answer.id)
    .execute()
}

async function changeMine(tx: Db, answer: ClaimedAnswer, change: Partial<AnswerTable>): Promise<boolean> {
  const { numUpdatedRows } = await one(tx, answer)
    .set(change)
    .where('state', '=', 'waiting')
    .where('lease_id', '=', answer.leaseId)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

function one(tx: Db, answer: Answer) {
  return tx.updateTable('answer').where(inAccount(answer)).where('id', '=', answer.id)
}

function answerOf(row: AnswerTable): Answer {
  return {
    ...accountOf(row),
    id: row.id,
    shopperId: row.shopper_id,
    phoneNumberId: row.phone_number_id,
    to: row.to_name,
    author: row.author,
    wish: row.wish,
    repliesTo: row.replies_to ?? undefined,
    nudgeId: row.nudge_id ?? undefined,
    content: row.content ? fromJson<Content>(row.content) : undefined,
    attempts: row.attempts,
    createdAt: fromMs(row.created_at),
  }
}
