import { randomBytes } from 'node:crypto'
import { userInfo } from 'node:os'
import { onTestFinished } from 'vitest'
import { runCommand } from '../../server/cli.ts'
import type { CommandTools } from '../../server/commands/tools.ts'
import { readConfig } from '../../server/config.ts'
import type { AccountKey } from '../../server/domain/account.ts'
import { saveAccount } from '../../server/store/accounts.ts'
import { type Db, openDatabase } from '../../server/store/database.ts'
import { saveNumber } from '../../server/store/numbers.ts'
import { createClock } from '../../simulator/clock.ts'

export const now = Temporal.Instant.from('2026-11-22T10:00:00Z')
export const bodega: AccountKey = { environment: 'live', accountId: 'acct_bodega' }
export const bakery: AccountKey = { environment: 'live', accountId: 'acct_bakery' }
/** Who asks, as the command line names them. */
export const me = `cli:${userInfo().username}`

/** A place where commands are asked for: the bodega and the bakery are set up, and nothing else. */
export type Desk = {
  readonly db: Db
  readonly tools: CommandTools
  /** A command line of an operator whose own account is the bodega. */
  readonly run: (...argv: string[]) => Promise<readonly string[]>
  /** The words by which a command line is refused. */
  readonly refused: (...argv: string[]) => Promise<string>
  /** What the audit holds, oldest first. */
  readonly audit: () => Promise<readonly AuditRow[]>
}

type AuditRow = {
  readonly environment: string
  readonly account_id: string
  readonly actor: string
  readonly command: string
  readonly before: unknown
  readonly after: unknown
}

export async function openDesk(): Promise<Desk> {
  const db = await openDatabase('file::memory:')
  onTestFinished(() => db.destroy())
  const unused = () => {
    throw new Error('No command about settings speaks to Stripe or Meta')
  }
  const tools: CommandTools = {
    db,
    stripe: unused,
    bell: { post: unused, mail: undefined, close: unused },
    whatsapp: { send: unused, call: unused, upload: unused, close: unused },
    secretKeys: [randomBytes(32)],
    metaApp: undefined,
    clock: createClock(now),
    publicUrl: 'https://pay.example.com',
  }
  for (const key of [bodega, bakery])
    await saveAccount(
      db,
      { ...key, name: key.accountId, country: 'ES', language: 'es', linkDomain: undefined },
      now,
    )
  const config = readConfig({ STRIPE_ACCOUNT_LIVE: bodega.accountId })
  const run: Desk['run'] = (...argv) => runCommand(tools, config, argv)
  return { db, tools, run, refused: (...argv) => wordsOf(run(...argv)), audit: () => auditOf(db) }
}

/** What Meta told nothing of. */
export const unseen = {
  quality: undefined,
  messagingLimit: undefined,
  throughput: undefined,
  status: undefined,
  portfolioId: undefined,
  tokenExpiresAt: undefined,
} as const

/** Links a number to an account, which it sends from then. */
export function linkNumber(db: Db, key: AccountKey, phoneNumberId: string) {
  const number = { ...unseen, ...key, phoneNumberId, wabaId: '900', app: 'default', tokenSealed: 'v1.sealed' }
  const shown = { displayPhone: '+34 600 000 000', verifiedName: 'Bodega', isDefault: true }
  return saveNumber(db, { ...number, ...shown }, now)
}

async function wordsOf(asked: Promise<unknown>): Promise<string> {
  try {
    await asked
  } catch (error) {
    if (error instanceof Error && 'isRefusal' in error) return error.message
    throw error
  }
  throw new Error('Nothing was refused')
}

async function auditOf(db: Db): Promise<readonly AuditRow[]> {
  const rows = await db.selectFrom('audit').selectAll().orderBy('id').execute()
  const parsed = (text: string | null) => (text === null ? undefined : JSON.parse(text))
  return rows.map(({ environment, account_id, actor, command, before, after }) => ({
    environment,
    account_id,
    actor,
    command,
    before: parsed(before),
    after: parsed(after),
  }))
}
