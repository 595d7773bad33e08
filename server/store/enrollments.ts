import { sql } from 'kysely'
import type { AccountKey } from '../domain/account.ts'
import type { Ending, Enrollment, Facts } from '../domain/enrollment.ts'
import { newId } from '../domain/ids.ts'
import type { Side } from '../domain/situation.ts'
import type { Language } from '../domain/template.ts'
import { held, notTaken } from './claim.ts'
import { reading, writing } from './composed.ts'
import type { Db, Tx } from './database.ts'
import { fromJson, toJson } from './json.ts'
import { accountOf, inAccount, keyColumns, type Named, named, sameAccount } from './keys.ts'
import type { EnrollmentTable } from './schema.ts'
import { fromMs, toMs } from './time.ts'

/** An enrollment as it begins. */
export type NewEnrollment = {
  readonly flow: string
  readonly subject: string
  readonly shopperId: string
  readonly customerId: string | undefined
  readonly subscriptionId: string | undefined
  readonly language: Language
  readonly startedAt: Temporal.Instant
  readonly anchorAt: Temporal.Instant
  readonly moneyKey: string
  readonly windowEndsAt: Temporal.Instant
  readonly failedAttempts: number
}

/** What a look at the subject brings up to date. */
export type SeenNow = { readonly facts: Facts; readonly pageUrl: string | undefined }

/** Where to look for the enrollments an event may end: any of these. */
export type Candidates = {
  readonly subjects: readonly string[]
  readonly customer?: string | undefined
  readonly payment?: string | undefined
}

/** The enrollment of a subject in a flow; there is at most one. */
export async function findEnrollment(
  db: Db,
  key: AccountKey,
  { flow, subject }: { readonly flow: string; readonly subject: string },
): Promise<Enrollment | undefined> {
  const row = await enrollments(db, key)
    .where('flow', '=', flow)
    .where('subject', '=', subject)
    .executeTakeFirst()
  return row && enrollmentOf(row)
}

/** The open enrollments of a shopper, the latest first. */
export async function openEnrollments(
  db: Db,
  key: AccountKey,
  shopperId: string,
): Promise<readonly Enrollment[]> {
  const rows = await enrollments(db, key)
    .where('shopper_id', '=', shopperId)
    .where('ending', 'is', null)
    .orderBy('started_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
  return rows.map(enrollmentOf)
}

/** The language of what a shopper was last written to about, open or over; undefined for somebody new. */
export async function lastLanguage(
  db: Db,
  key: AccountKey,
  shopperId: string,
): Promise<Language | undefined> {
  const row = await db
    .selectFrom('enrollment')
    .select('language')
    .where(inAccount(key))
    .where('shopper_id', '=', shopperId)
    .orderBy('started_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.language
}

const ofId = reading((db, given: Named) => enrollments(db, given).where('id', '=', given.id))
const heldOfId = reading((db, given: Named) =>
  held(db, enrollments(db, given).where('id', '=', given.id), 'enrollment'),
)

/** The enrollment of this id in this account. */
export async function enrollmentById(db: Db, key: AccountKey, id: string): Promise<Enrollment | undefined> {
  const [row] = await ofId(db, named(key, id))
  return row && enrollmentOf(row)
}

/** The enrollment of this id as it stands now; nobody else changes it until the transaction ends. */
export async function holdEnrollment(tx: Tx, key: AccountKey, id: string): Promise<Enrollment | undefined> {
  const [row] = await heldOfId(tx, named(key, id))
  return row && enrollmentOf(row)
}

const heldOfIds = reading((db, given: AccountKey & { readonly ids: readonly string[] }) =>
  held(db, enrollments(db, given).where('id', 'in', given.ids).orderBy('id'), 'enrollment'),
)

/** The same for several, held in the order of their ids. */
export async function holdEnrollments(
  tx: Tx,
  { environment, accountId }: AccountKey,
  ids: readonly string[],
): Promise<readonly Enrollment[]> {
  return (await heldOfIds(tx, { environment, accountId, ids })).map(enrollmentOf)
}

/** An enrollment held in this transaction; another worker may have changed it since it was found. */
export async function readAgain(tx: Tx, found: Enrollment): Promise<Enrollment> {
  const enrollment = await holdEnrollment(tx, found, found.id)
  if (!enrollment) throw new Error(`Enrollment ${found.id} is gone`)
  return enrollment
}

/** The enrollments an ending event may be about: by its subject, its payment, or all open ones of its customer. */
export async function candidateEnrollments(
  db: Db,
  key: AccountKey,
  { subjects, customer, payment }: Candidates,
): Promise<readonly Enrollment[]> {
  const found: EnrollmentTable[] = []
  if (subjects.length > 0)
    found.push(...(await enrollments(db, key).where('subject', 'in', subjects).execute()))
  if (customer) {
    found.push(
      ...(await enrollments(db, key)
        .where('customer_id', '=', customer)
        .where('ending', 'is', null)
        .execute()),
    )
  }
  if (payment) {
    const paid = db
      .selectFrom('recovery_payment')
      .innerJoin('recovery', (join) =>
        join
          .on(sameAccount('recovery', 'recovery_payment'))
          .onRef('recovery.id', '=', 'recovery_payment.recovery_id'),
      )
      .select('recovery.enrollment_id')
      .where(inAccount(key, 'recovery_payment'))
      .where('recovery_payment.payment', '=', payment)
    found.push(...(await enrollments(db, key).where('id', 'in', paid).execute()))
  }
  const byId = new Map(found.map((row) => [row.id, enrollmentOf(row)]))
  return [...byId.values()]
}

/** Takes open enrollments whose window has ended for their last look, for `leaseMs`, oldest first. */
export async function claimPastWindow(
  db: Db,
  { limit, leaseMs }: { readonly limit: number; readonly leaseMs: number },
  now: Temporal.Instant,
): Promise<readonly Enrollment[]> {
  const due = db
    .selectFrom('enrollment')
    .select('id')
    .where('next_look_at', 'is not', null)
    .where('next_look_at', '<=', toMs(now))
    .orderBy('next_look_at')
    .limit(limit)
  const rows = await db
    .with('due', () => notTaken(db, due))
    .updateTable('enrollment')
    .set({ next_look_at: toMs(now) + leaseMs })
    .where('id', 'in', (eb) => eb.selectFrom('due').select('id'))
    .returningAll()
    .execute()
  return rows.map(enrollmentOf).toSorted((a, b) => Temporal.Instant.compare(a.windowEndsAt, b.windowEndsAt))
}

/** Writes an enrollment. Throws when the subject has one in this flow. */
export async function addEnrollment(
  tx: Db,
  key: AccountKey,
  enrollment: NewEnrollment & SeenNow,
  now: Temporal.Instant,
): Promise<Enrollment> {
  const row = await tx
    .insertInto('enrollment')
    .values({
      id: newId(now),
      ...keyColumns(key),
      flow: enrollment.flow,
      subject: enrollment.subject,
      shopper_id: enrollment.shopperId,
      customer_id: enrollment.customerId ?? null,
      subscription_id: enrollment.subscriptionId ?? null,
      language: enrollment.language,
      facts: toJson(enrollment.facts),
      failed_attempts: enrollment.failedAttempts,
      page_url: enrollment.pageUrl ?? null,
      started_at: toMs(enrollment.startedAt),
      anchor_at: toMs(enrollment.anchorAt),
      money_key: enrollment.moneyKey,
      window_ends_at: toMs(enrollment.windowEndsAt),
      next_look_at: toMs(enrollment.windowEndsAt),
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  return enrollmentOf(row)
}

const setSeen = writing((db, given: Named & { readonly facts: string; readonly pageUrl: string | null }) =>
  db
    .updateTable('enrollment')
    .set((eb) => ({
      facts: given.facts,
      page_url: eb.fn.coalesce(sql<string | null>`cast(${given.pageUrl} as text)`, 'page_url'),
    }))
    .where(inAccount(given))
    .where('id', '=', given.id),
)

/**
 * Brings an enrollment up to date with a later look, and writes nothing when nothing is new; a decline reason, once known,
 * is not forgotten.
 */
export async function updateSeen(tx: Db, enrollment: Enrollment, seen: SeenNow): Promise<void> {
  const row = await seenOf(tx, enrollment)
  const { declineClass, declineCode } = fromJson<StoredFacts>(row.facts)
  const facts = toJson({ ...seen.facts, ...(seen.facts.declineCode ? {} : { declineClass, declineCode }) })
  const pageUrl = seen.pageUrl ?? null
  if (facts === row.facts && (pageUrl === null || pageUrl === row.page_url)) return
  await setSeen(tx, { ...named(enrollment, enrollment.id), facts, pageUrl })
}

/** Keeps the highest attempt count of the failures heard of. */
export async function raiseFailedAttempts(
  tx: Db,
  enrollment: Enrollment,
  heard: number,
): Promise<Enrollment> {
  if (heard <= enrollment.failedAttempts) return enrollment
  await one(tx, enrollment).set({ failed_attempts: heard }).execute()
  return { ...enrollment, failedAttempts: heard }
}

/** Ends an enrollment; one that has ended keeps its first ending. */
export async function endEnrollment(
  tx: Db,
  enrollment: Enrollment,
  ending: Ending,
  now: Temporal.Instant,
): Promise<void> {
  await one(tx, enrollment)
    .set({ ending: ending.kind, ended_because: ending.because, ended_at: toMs(now), next_look_at: null })
    .where('ending', 'is', null)
    .execute()
}

/** Puts the last look at an enrollment off; its window stays what it was. */
export async function postponeLook(db: Db, enrollment: Enrollment, until: Temporal.Instant): Promise<void> {
  await one(db, enrollment)
    .set({ next_look_at: toMs(until) })
    .where('ending', 'is', null)
    .execute()
}

/** Lets the delays of an enrollment count from another moment. */
export async function moveAnchor(
  tx: Tx,
  enrollment: Enrollment,
  anchorAt: Temporal.Instant,
): Promise<Enrollment> {
  await one(tx, enrollment)
    .set({ anchor_at: toMs(anchorAt) })
    .execute()
  return { ...enrollment, anchorAt }
}

const setEligible = writing((db, given: Named & { readonly side: Side; readonly now: number }) =>
  db
    .updateTable('enrollment')
    .set({ side: given.side, eligible_at: given.now })
    .where(inAccount(given))
    .where('id', '=', given.id)
    .where('eligible_at', 'is', null),
)

/** Notes that an enrollment came to the hold-out, and on which side; the first time counts. */
export async function markEligible(
  tx: Tx,
  enrollment: Enrollment,
  side: Side,
  now: Temporal.Instant,
): Promise<void> {
  await setEligible(tx, { ...named(enrollment, enrollment.id), side, now: toMs(now) })
}

const otherOpen = reading((db, given: Named & Pick<Enrollment, 'shopperId' | 'moneyKey'>) =>
  db
    .selectFrom('enrollment')
    .select(['id', 'flow'])
    .where(inAccount(given))
    .where('shopper_id', '=', given.shopperId)
    .where('money_key', '=', given.moneyKey)
    .where('ending', 'is', null)
    .where('id', '<>', given.id),
)

/** The other open enrollments of a shopper about the same money, and whether they have said or will say something. */
export async function othersAboutMoney(
  db: Db,
  { id, shopperId, moneyKey, ...key }: Enrollment,
): Promise<readonly { readonly flow: string; readonly hasSent: boolean; readonly hasScheduled: boolean }[]> {
  // Joined in one statement, SQLite would begin with the nudges of the whole account.
  const others = await otherOpen(db, { ...named(key, id), shopperId, moneyKey })
  if (others.length === 0) return []
  const nudges = await db
    .selectFrom('nudge')
    .select(['enrollment_id', 'state'])
    .where(inAccount(key))
    .where(
      'enrollment_id',
      'in',
      others.map((other) => other.id),
    )
    .execute()
  return others.map((other) => {
    const states = nudges.filter((nudge) => nudge.enrollment_id === other.id).map(({ state }) => state)
    return {
      flow: other.flow,
      hasSent: states.some((state) => state === 'sending' || state === 'sent' || state === 'unknown'),
      hasScheduled: states.some((state) => state === 'scheduled' || state === 'sending'),
    }
  })
}

/** Hands an enrollment over to the shopper its subject is about now. */
export async function moveToShopper(tx: Db, enrollment: Enrollment, shopperId: string): Promise<Enrollment> {
  if (shopperId === enrollment.shopperId) return enrollment
  await one(tx, enrollment).set({ shopper_id: shopperId }).execute()
  return { ...enrollment, shopperId }
}

const lastSeen = reading((db, given: Named) =>
  db
    .selectFrom('enrollment')
    .select(['facts', 'page_url'])
    .where(inAccount(given))
    .where('id', '=', given.id),
)

async function seenOf(db: Db, enrollment: AccountKey & { readonly id: string }) {
  const [row] = await lastSeen(db, named(enrollment, enrollment.id))
  if (!row) throw new Error(`Enrollment ${enrollment.id} is gone`)
  return row
}

/** What was last seen of the subject. */
export async function readFacts(db: Db, enrollment: AccountKey & { readonly id: string }): Promise<Facts> {
  const stored = fromJson<StoredFacts>((await seenOf(db, enrollment)).facts)
  return { ...stored, nextRetryAt: revived(stored.nextRetryAt), day: revived(stored.day) }
}

/** Moments are kept as texts. */
type StoredFacts = Omit<Facts, 'nextRetryAt' | 'day'> & {
  readonly nextRetryAt?: string
  readonly day?: string
}

function revived(moment: string | undefined): Temporal.Instant | undefined {
  return moment ? Temporal.Instant.from(moment) : undefined
}

/** When the next last look is due. */
export async function nextLookAt(db: Db): Promise<number | undefined> {
  const [row] = await nextToLookAt(db, {})
  return row?.next_look_at ?? undefined
}

const nextToLookAt = reading((db) =>
  db
    .selectFrom('enrollment')
    .select('next_look_at')
    .where('next_look_at', 'is not', null)
    .orderBy('next_look_at')
    .limit(1),
)

function enrollments(db: Db, key: AccountKey) {
  return db.selectFrom('enrollment').selectAll().where(inAccount(key))
}

function one(tx: Db, enrollment: Enrollment) {
  return tx.updateTable('enrollment').where(inAccount(enrollment)).where('id', '=', enrollment.id)
}

function enrollmentOf(row: EnrollmentTable): Enrollment {
  return {
    id: row.id,
    ...accountOf(row),
    flow: row.flow,
    subject: row.subject,
    shopperId: row.shopper_id,
    language: row.language,
    startedAt: fromMs(row.started_at),
    anchorAt: fromMs(row.anchor_at),
    moneyKey: row.money_key,
    windowEndsAt: fromMs(row.window_ends_at),
    failedAttempts: row.failed_attempts,
    ending: row.ending ? { kind: row.ending, because: row.ended_because ?? '' } : undefined,
  }
}
