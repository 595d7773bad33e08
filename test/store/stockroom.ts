import { CompiledQuery, createQueryId, type KyselyPlugin, type RootOperationNode } from 'kysely'
import type { Account, AccountKey } from '../../server/domain/account.ts'
import type { Enrollment, Nudge } from '../../server/domain/enrollment.ts'
import { type Db, openDatabase } from '../../server/store/database.ts'
import { addEnrollment, type NewEnrollment } from '../../server/store/enrollments.ts'
import type { Received } from '../../server/store/inbox.ts'
import { addNudges } from '../../server/store/nudges.ts'
import { recognise } from '../../server/store/shoppers.ts'

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

/** A database of its own, in memory, with the real tables. */
export function openStockroom(): Promise<Db> {
  return openDatabase('file::memory:')
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
  language: 'es',
  startedAt: now,
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
  }
  const seen = { facts, pageUrl: 'https://invoice.stripe.com/i/renewal' }
  const enrollment = await addEnrollment(db, account, { ...renewal, ...change, ...seen, shopperId }, now)
  const steps = [
    { step: 1, template: 'payment_failed', dueAt: now, uselessAt: inMinutes(60) },
    { step: 2, template: 'payment_failed_reminder', dueAt: inMinutes(60), uselessAt: inMinutes(120) },
  ]
  return { shopperId, enrollment, nudges: await addNudges(db, enrollment, steps, now) }
}

/** The same database, with every statement it is asked for put on a list. */
export function listen(db: Db): { readonly db: Db; readonly heard: RootOperationNode[] } {
  const heard: RootOperationNode[] = []
  const plugin: KyselyPlugin = {
    transformQuery: ({ node }) => {
      heard.push(node)
      return node
    },
    transformResult: async ({ result }) => result,
  }
  return { db: db.withPlugin(plugin), heard }
}

/** How the database goes about the statements the work asks for, a line for each of its steps. */
export async function planOf(db: Db, work: (db: Db) => Promise<unknown>): Promise<string> {
  const listening = listen(db)
  await work(listening.db)
  const lines: string[] = []
  for (const node of listening.heard) {
    const { sql, parameters } = db.getExecutor().compileQuery(node, createQueryId())
    const explain = CompiledQuery.raw(`explain query plan ${sql}`, [...parameters])
    const { rows } = await db.executeQuery<{ detail: string }>(explain)
    lines.push(...rows.map((row) => row.detail))
  }
  return lines.join('\n')
}
