import { type SqlBool, sql } from 'kysely'
import type { AccountKey } from '../domain/account.ts'
import { byClaim } from '../domain/attribution.ts'
import { hasArrived } from '../domain/delivery.ts'
import type { Db } from './database.ts'
import { inAccount, sameAccount } from './keys.ts'
import type {
  ClickTable,
  DecisionTable,
  EnrollmentTable,
  InterventionTable,
  NudgeTable,
  RecoveryPaymentTable,
  RecoveryTable,
  SendTable,
} from './schema.ts'

/** A nudge with the decisions and sends it came to, oldest first. */
export type NudgeHistory = {
  readonly nudge: NudgeTable
  readonly decisions: readonly DecisionTable[]
  readonly sends: readonly SendTable[]
}

/** Everything that happened to one enrollment. */
export type History = {
  readonly enrollment: EnrollmentTable
  readonly nudges: readonly NudgeHistory[]
  readonly clicks: readonly ClickTable[]
  readonly payments: readonly (RecoveryPaymentTable & { readonly currency: string })[]
  readonly recovery: RecoveryTable | undefined
  /** What people did about it, oldest first. */
  readonly interventions: readonly InterventionTable[]
}

/** A part of many: the latest ones, of those that began before one that was seen already. */
export type Page = { readonly limit: number; readonly before?: string | undefined }

/** The histories of the enrollments that ids name, oldest first. */
export async function readHistories(
  db: Db,
  key: AccountKey,
  ids: readonly string[],
  page?: Page,
): Promise<readonly History[]> {
  const found = await enrollmentsNamed(db, key, ids, page)
  return Promise.all(found.map((enrollment) => readHistory(db, key, enrollment)))
}

/**
 * The enrollments of subjects, those of these ids, those nudges belong to, all of customers or subscriptions, and those
 * payments were recorded for; oldest first.
 */
export async function enrollmentsNamed(
  db: Db,
  key: AccountKey,
  ids: readonly string[],
  page?: Page,
): Promise<readonly EnrollmentTable[]> {
  const some = () => enrollments(db, key, page)
  const found = await Promise.all([
    some().where('subject', 'in', ids).execute(),
    some().where('id', 'in', ids).execute(),
    some().where('customer_id', 'in', ids).execute(),
    some().where('subscription_id', 'in', ids).execute(),
    some()
      .where('id', 'in', ofNudges(db, key, ids))
      .execute(),
    some()
      .where('id', 'in', ofPayments(db, key, ids))
      .execute(),
  ])
  const byId = new Map(found.flat().map((enrollment) => [enrollment.id, enrollment]))
  const inOrder = [...byId.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1))
  return page ? inOrder.slice(-page.limit) : inOrder
}

/** Asked one by one, each finds its index; all in one, they would read every enrollment of the account. */
function enrollments(db: Db, key: AccountKey, page: Page | undefined) {
  const all = db.selectFrom('enrollment').selectAll().where(inAccount(key))
  if (!page) return all
  const latest = all.orderBy(noIndexOn('id'), 'desc').limit(page.limit)
  return page.before === undefined ? latest : latest.where(noIndexOn('id'), '<', page.before)
}

/** Else a database takes the index of the ids, and reads all an account has in their order to find the few it wants. */
function noIndexOn(column: string) {
  return sql<string>`${sql.ref(column)} || ''`
}

function ofNudges(db: Db, key: AccountKey, ids: readonly string[]) {
  return db.selectFrom('nudge').select('enrollment_id').where(inAccount(key)).where('id', 'in', ids)
}

function ofPayments(db: Db, key: AccountKey, payments: readonly string[]) {
  return db
    .selectFrom('recovery_payment')
    .innerJoin('recovery', (join) =>
      join
        .on(sameAccount('recovery', 'recovery_payment'))
        .onRef('recovery.id', '=', 'recovery_payment.recovery_id'),
    )
    .select('recovery.enrollment_id')
    .where(inAccount(key, 'recovery_payment'))
    .where('recovery_payment.payment', 'in', payments)
}

async function readHistory(db: Db, key: AccountKey, enrollment: EnrollmentTable): Promise<History> {
  const nudges = await db
    .selectFrom('nudge')
    .selectAll()
    .where(inAccount(key))
    .where('enrollment_id', '=', enrollment.id)
    .orderBy('step')
    .execute()
  const clicks = await db
    .selectFrom('click')
    .selectAll()
    .where(inAccount(key))
    .where('enrollment_id', '=', enrollment.id)
    .orderBy('id')
    .execute()
  return {
    enrollment,
    nudges: await Promise.all(nudges.map((nudge) => readNudge(db, key, nudge))),
    clicks,
    payments: await readPayments(db, key, enrollment.id),
    recovery: await readRecovery(db, key, enrollment.id),
    interventions: await readInterventions(db, key, enrollment.id),
  }
}

function readInterventions(db: Db, key: AccountKey, enrollmentId: string) {
  return db
    .selectFrom('intervention')
    .selectAll()
    .where(inAccount(key))
    .where('enrollment_id', '=', enrollmentId)
    .orderBy('id')
    .execute()
}

async function readNudge(db: Db, key: AccountKey, nudge: NudgeTable): Promise<NudgeHistory> {
  const decisions = await db
    .selectFrom('decision')
    .selectAll()
    .where(inAccount(key))
    .where('nudge_id', '=', nudge.id)
    .orderBy('id')
    .execute()
  const sends = await db
    .selectFrom('send')
    .selectAll()
    .where(inAccount(key))
    .where('nudge_id', '=', nudge.id)
    .orderBy('id')
    .execute()
  return { nudge, decisions, sends }
}

function readRecovery(db: Db, key: AccountKey, enrollmentId: string): Promise<RecoveryTable | undefined> {
  return db
    .selectFrom('recovery')
    .selectAll()
    .where(inAccount(key))
    .where('enrollment_id', '=', enrollmentId)
    .executeTakeFirst()
}

function readPayments(db: Db, key: AccountKey, enrollmentId: string) {
  return db
    .selectFrom('recovery')
    .innerJoin('recovery_payment', (join) =>
      join
        .on(sameAccount('recovery_payment', 'recovery'))
        .onRef('recovery_payment.recovery_id', '=', 'recovery.id'),
    )
    .selectAll('recovery_payment')
    .select('recovery.currency')
    .where(inAccount(key, 'recovery'))
    .where('recovery.enrollment_id', '=', enrollmentId)
    .orderBy('recovery_payment.paid_at')
    .execute()
}

/** Messages handed to Meta, or tried to be, newest first. */
export function listSends(db: Db, key: AccountKey, limit: number) {
  return db
    .selectFrom('send')
    .innerJoin('nudge', (join) =>
      join.on(sameAccount('nudge', 'send')).onRef('nudge.id', '=', 'send.nudge_id'),
    )
    .innerJoin('enrollment', (join) =>
      join.on(sameAccount('enrollment', 'nudge')).onRef('enrollment.id', '=', 'nudge.enrollment_id'),
    )
    .leftJoin('message_price', (join) =>
      join.on(sameAccount('message_price', 'send')).onRef('message_price.wamid', '=', 'send.wamid'),
    )
    .select(['message_price.category', 'message_price.kind', 'message_price.billable'])
    .select([
      'send.id',
      'send.opened_at',
      'send.outcome',
      'send.status',
      'send.error',
      'send.error_code',
      'send.crossed',
      'send.failed_at',
    ])
    .select(['nudge.id as nudge_id', 'nudge.step', 'nudge.template'])
    .select(['enrollment.flow', 'enrollment.subject', 'enrollment.customer_id', 'enrollment.language'])
    .where(inAccount(key, 'send'))
    .orderBy('send.id', 'desc')
    .limit(limit)
    .execute()
}

/**
 * Money received after a failure, less what went back, by currency and attribution. A payment that several flows watched
 * for counts once, for the best claim.
 */
export async function sumRecoveries(db: Db, key: AccountKey) {
  return db
    .selectFrom(countedPayments(db, key).as('payment'))
    .select(['currency', 'attribution'])
    .select((eb) => [eb.fn.countAll<number>().as('payments'), eb.fn.sum<number>('stayed').as('amount')])
    .where('place', '=', 1)
    .groupBy(['currency', 'attribution'])
    .orderBy('currency')
    .orderBy('attribution')
    .execute()
}

/** The same from a moment on, by spans of so many milliseconds, the first of which is 0. */
export async function sumRecoveriesBySpan(
  db: Db,
  key: AccountKey,
  { since, spanMs }: { readonly since: number; readonly spanMs: number },
) {
  const span = sql<number>`(paid_at - ${sql.lit(since)}) / ${sql.lit(spanMs)}`
  return db
    .selectFrom(countedPayments(db, key).as('payment'))
    .select(['currency', 'attribution', span.as('span')])
    .select((eb) => eb.fn.sum<number>('stayed').as('amount'))
    .where('place', '=', 1)
    .where('paid_at', '>=', since)
    .groupBy(['currency', 'attribution', span])
    .execute()
}

/** Every payment with its place among those of the same money; the first counts. */
function countedPayments(db: Db, key: AccountKey) {
  return db
    .selectFrom('recovery')
    .innerJoin('recovery_payment', (join) =>
      join
        .on(sameAccount('recovery_payment', 'recovery'))
        .onRef('recovery_payment.recovery_id', '=', 'recovery.id'),
    )
    .select(['recovery.currency', 'recovery_payment.attribution', 'recovery_payment.paid_at'])
    .select(stayed().as('stayed'))
    .select((eb) =>
      eb.fn
        .agg<number>('row_number')
        .over((over) =>
          over.partitionBy('recovery_payment.payment').orderBy(placeOfClaim()).orderBy('recovery.id'),
        )
        .as('place'),
    )
    .where(inAccount(key, 'recovery'))
}

/** Neither part is ever more than the other leaves. */
function stayed() {
  const [amount, refunded, lost] = ['amount', 'refunded', 'lost'].map((part) =>
    sql.ref(`recovery_payment.${part}`),
  )
  return sql<number>`${amount} - ${refunded} - ${lost}`
}

function placeOfClaim() {
  const places = byClaim.map((attribution, place) => sql`when ${attribution} then ${sql.lit(place)}`)
  return sql<number>`case recovery_payment.attribution ${sql.join(places, sql` `)} end`
}

/** How many messages Meta took, and how many of them arrived. */
export async function countSends(
  db: Db,
  key: AccountKey,
): Promise<{ readonly messages: number; readonly delivered: number }> {
  const rows = await db
    .selectFrom('send')
    .select('status')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where(inAccount(key))
    .where('outcome', '=', 'accepted')
    .groupBy('status')
    .execute()
  const sum = (some: typeof rows) => some.reduce((total, { count }) => total + count, 0)
  const arrived = rows.filter(({ status }) => hasArrived(status))
  return { messages: sum(rows), delivered: sum(arrived) }
}

/** How many clicks people made on pay links. */
export async function countClicks(db: Db, key: AccountKey): Promise<number> {
  const { count } = await db
    .selectFrom('click')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where(inAccount(key))
    .executeTakeFirstOrThrow()
  return count
}

/** The events about some subjects, and what became of them. */
export function listEvents(db: Db, key: AccountKey, subjects: readonly string[]) {
  return db
    .selectFrom('inbox')
    .select(['id', 'type', 'subject', 'state', 'reason', 'received_at'])
    .where(inAccount(key))
    .where('subject', 'in', subjects)
    .orderBy('id')
    .execute()
}

/** A place in the order of what is planned. */
export type PlannedPlace = { readonly at: number; readonly nudge: string }

/** Messages that are planned and not decided for good, the soonest first; those behind a place where one is given. */
export function listPlanned(
  db: Db,
  key: AccountKey,
  { limit, after }: { readonly limit: number; readonly after?: PlannedPlace | undefined },
) {
  // The few nudges are found before their enrollments are, not among all of them.
  const soonest = scheduled(db, key)
    .select(['environment', 'account_id', 'id', 'step', 'due_at', 'next_at', 'useless_at', 'enrollment_id'])
    .$if(after !== undefined, (query) => query.where(isBehind(after as PlannedPlace)))
    .orderBy('next_at')
    .orderBy('id')
    .limit(limit)
  return db
    .selectFrom(soonest.as('planned'))
    .innerJoin('enrollment', (join) =>
      join
        .onRef('enrollment.environment', '=', 'planned.environment')
        .onRef('enrollment.account_id', '=', 'planned.account_id')
        .onRef('enrollment.id', '=', 'planned.enrollment_id'),
    )
    .select(['planned.id', 'planned.step', 'planned.due_at', 'planned.next_at', 'planned.useless_at'])
    .select(['planned.enrollment_id', 'enrollment.shopper_id', 'enrollment.customer_id'])
    .select(['enrollment.flow', 'enrollment.subject', 'enrollment.facts'])
    .orderBy('planned.next_at')
    .orderBy('planned.id')
    .execute()
}

/** How many messages are planned. */
export async function countPlanned(db: Db, key: AccountKey): Promise<number> {
  const { count } = await scheduled(db, key)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}

function scheduled(db: Db, key: AccountKey) {
  return db.selectFrom('nudge').where(inAccount(key)).where('state', '=', sql.lit('scheduled'))
}

/** The first half lets the index of the account's planned nudges begin there. */
function isBehind({ at, nudge }: PlannedPlace) {
  return sql<SqlBool>`next_at >= ${at} and (next_at > ${at} or ${noIndexOn('id')} > ${nudge})`
}

/** How many events of an account were set aside because they could not be handled. */
export async function countSetAside(db: Db, key: AccountKey): Promise<number> {
  const { count } = await db
    .selectFrom('inbox')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where(inAccount(key))
    .where('state', '=', sql.lit('set_aside'))
    .executeTakeFirstOrThrow()
  return count
}
