import { CompiledQuery, createQueryId, type KyselyPlugin, type RootOperationNode, sql } from 'kysely'
import { onTestFinished } from 'vitest'
import type { Account, AccountKey } from '../../server/domain/account.ts'
import type { Enrollment, Nudge } from '../../server/domain/enrollment.ts'
import { type Db, inTransaction, type Tx } from '../../server/store/database.ts'
import { addEnrollment, type NewEnrollment } from '../../server/store/enrollments.ts'
import type { Received } from '../../server/store/inbox.ts'
import { addNudges } from '../../server/store/nudges.ts'
import { preparedName } from '../../server/store/prepared.ts'
import { recognise } from '../../server/store/shoppers.ts'
import { newDatabaseUrl, onPostgres, openKept } from '../databases.ts'

export const now = Temporal.Instant.from('2026-11-22T10:00:00Z')
export const inMinutes = (minutes: number) => now.add({ minutes })
export const inSeconds = (seconds: number) => now.add({ seconds })

/** The bodega in live mode, and two places that must never see what is hers. */
export const bodega: AccountKey = { environment: 'live', accountId: 'acct_bodega' }
export const bodegaSandbox: AccountKey = { environment: 'sandbox', accountId: 'acct_bodega' }
export const bakery: AccountKey = { environment: 'live', accountId: 'acct_bakery' }

export const bodegaAccount: Account = {
  ...bodega,
  name: 'Bodega',
  country: 'ES',
  language: 'es',
  linkDomain: undefined,
}

/** A database of its own, with the real tables; gone after the test. */
export async function openStockroom(): Promise<Db> {
  const db = await openKept(await newDatabaseUrl())
  onTestFinished(() => db.destroy())
  return db
}

/** A verified event of Stripe, as it is kept. */
export function received(eventId: string, change: Partial<Received> = {}): Received {
  return {
    environment: 'live',
    source: 'stripe',
    account_id: 'acct_bodega',
    event_id: eventId,
    type: 'invoice.payment_failed',
    body: '{}',
    receivedAt: now,
    ...change,
  }
}

const renewal: Omit<NewEnrollment, 'shopperId'> = {
  flow: 'failed-payment',
  subject: 'in_renewal',
  customerId: 'cus_maya',
  subscriptionId: 'sub_maya',
  language: 'es',
  startedAt: now,
  anchorAt: now,
  moneyKey: 'in_renewal',
  windowEndsAt: now.add({ hours: 30 * 24 }),
  failedAttempts: 1,
}

export type Enrolled = {
  readonly shopperId: string
  readonly enrollment: Enrollment
  readonly nudges: readonly Nudge[]
}

/** Maya's renewal failed: two messages are planned, one due now and one in an hour. */
export async function enrollMaya(
  db: Db,
  change: Partial<NewEnrollment> = {},
  account: AccountKey = bodega,
): Promise<Enrolled> {
  const maya = { identities: [{ kind: 'phone', value: '+34600000001' }], customerId: 'cus_maya' } as const
  const shopperId = change.shopperId ?? (await recognise(db, account, maya, now))
  const facts = {
    due: { amount: 2400, currency: 'eur' },
    number: 'INV-0042',
    declineClass: 'top-up' as const,
    declineCode: 'insufficient_funds',
    nextRetryAt: inMinutes(600),
    day: undefined,
    card: undefined,
    about: 'invoice' as const,
    items: undefined,
  }
  const seen = { facts, pageUrl: 'https://invoice.stripe.com/i/renewal' }
  const enrollment = await addEnrollment(db, account, { ...renewal, ...change, ...seen, shopperId }, now)
  const steps = [
    { step: 1, template: 'payment_failed', delayMinutes: 0, dueAt: now, uselessAt: inMinutes(60) },
    {
      step: 2,
      template: 'payment_failed_reminder',
      delayMinutes: 60,
      dueAt: inMinutes(60),
      uselessAt: inMinutes(120),
    },
  ]
  return { shopperId, enrollment, nudges: await addNudges(db, enrollment, steps, now) }
}

/** What a listener hears: every statement that is composed, and how often the database answered one. */
export type Listening = {
  readonly db: Db
  readonly heard: RootOperationNode[]
  readonly answers: () => number
}

/** The same database, with every statement it is asked for put on a list. */
export function listen(db: Db): Listening {
  const heard: RootOperationNode[] = []
  let answers = 0
  const plugin: KyselyPlugin = {
    transformQuery: ({ node }) => {
      heard.push(node)
      return node
    },
    transformResult: async ({ result }) => {
      answers += 1
      return result
    },
  }
  return { db: db.withPlugin(plugin), heard, answers: () => answers }
}

/** How the database goes about the statements the work asks for, a line for each of its steps. */
export async function planOf(db: Db, work: (db: Db) => Promise<unknown>): Promise<string> {
  const listening = listen(db)
  await work(listening.db)
  const { explain, prepare } = onPostgres() ? postgresPlan : sqlitePlan
  return inTransaction(db, async (tx) => {
    await prepare(tx)
    const lines: string[] = []
    for (const node of listening.heard) {
      const { sql: text, parameters } = tx.getExecutor().compileQuery(node, createQueryId())
      lines.push(...(await explain(tx, text, parameters)))
    }
    return lines.join('\n')
  })
}

type Plan = {
  readonly prepare: (tx: Tx) => Promise<unknown>
  readonly explain: (tx: Tx, text: string, parameters: readonly unknown[]) => Promise<readonly string[]>
}

const sqlitePlan: Plan = {
  prepare: async () => undefined,
  explain: async (tx, text, parameters) => {
    const query = CompiledQuery.raw(`explain query plan ${text}`, [...parameters])
    const { rows } = await tx.executeQuery<{ detail: string }>(query)
    return rows.map((row) => row.detail)
  },
}

/** A few rows are read whole whatever indexes there are, so there are many before the question is asked. */
const postgresPlan: Plan = {
  prepare: async (tx) => {
    for (const [table, columns] of Object.entries(namesOfRows)) await multiply(tx, table, columns)
    // Tables it once saw empty or nearly so are read whole; those it never looked at are not, and one may be either here.
    await sql`
      update pg_class set reltuples = -1, relpages = 0
      where relnamespace = 'public'::regnamespace and relkind = 'r' and not relname = any(${Object.keys(namesOfRows)})`.execute(
      tx,
    )
  },
  explain: async (tx, text, parameters) => {
    const explained = async (query: CompiledQuery) =>
      (await tx.executeQuery<{ 'QUERY PLAN': string }>(query)).rows.map((row) => row['QUERY PLAN'])
    const once = await explained(CompiledQuery.raw(`explain ${text}`, [...parameters]))
    // What is kept prepared may be run by a plan that knows no values.
    const kept = preparedName(text)
      ? await explained(CompiledQuery.raw(`explain (generic_plan) ${text}`, []))
      : []
    return [...once, ...kept]
  },
}

/** What tells the rows of a table apart. */
const namesOfRows = {
  inbox: ['id', 'event_id', 'subject'],
  account: ['account_id'],
  account_setting: ['account_id'],
  flow_setting: ['flow'],
  kill_switch: ['flow'],
  shopper: ['id'],
  enrollment: ['id', 'subject', 'shopper_id', 'customer_id', 'subscription_id'],
  nudge: ['id', 'enrollment_id'],
  send: ['id', 'nudge_id', 'wamid'],
  decision: ['id', 'nudge_id'],
  recovery: ['id', 'enrollment_id'],
  recovery_payment: ['recovery_id', 'payment'],
  pay_link: ['token_hash', 'nudge_id', 'enrollment_id'],
} as const

/** So many that to read them all is dearer than an index; the rows of switches are short. */
const copiesOf = (table: string) => (table === 'kill_switch' ? 2_000 : 500)

/** Adds copies of every row of a table, each under names of its own. */
async function multiply(tx: Tx, table: string, columns: readonly string[]) {
  const renamed = sql.join(
    columns.map((name) => sql`${sql.lit(name)}, ${sql.ref(`old.${name}`)} || '-' || n`),
  )
  await sql`
    insert into ${sql.table(table)}
    select (jsonb_populate_record(old, jsonb_build_object(${renamed}))).*
    from ${sql.table(table)} as old, generate_series(1, ${sql.lit(copiesOf(table))}) as n`.execute(tx)
  await sql`analyze ${sql.table(table)}`.execute(tx)
}
