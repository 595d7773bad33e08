import type { AccountKey } from '../domain/account.ts'
import { newId } from '../domain/ids.ts'
import type { Db } from './database.ts'
import { fromJson, toJson } from './json.ts'
import { everyAccount, inAccount, keyColumns, type Scope } from './keys.ts'
import { fromMs, toMs } from './time.ts'

/** A change a person asked for: who, what, and the values before and after. Never holds a secret. */
export type AuditEntry = Scope & {
  readonly actor: string
  readonly command: string
  readonly before?: unknown
  readonly after?: unknown
}

/** Appends a line to the audit. */
export async function recordAudit(tx: Db, entry: AuditEntry, now: Temporal.Instant): Promise<void> {
  await tx
    .insertInto('audit')
    .values({
      id: newId(now),
      ...keyColumns(entry),
      actor: entry.actor,
      command: entry.command,
      before: entry.before === undefined ? null : toJson(entry.before),
      after: entry.after === undefined ? null : toJson(entry.after),
      done_at: toMs(now),
    })
    .execute()
}

/** A line of the audit as it is read. */
export type AuditLine = Omit<AuditEntry, keyof AccountKey> & {
  readonly doneAt: Temporal.Instant
  /** Whether it was about every account. */
  readonly isForAll: boolean
}

/** The latest changes to an account, and those to every account, newest first. */
export async function listAudit(db: Db, key: AccountKey, limit: number): Promise<readonly AuditLine[]> {
  const rows = await db
    .selectFrom('audit')
    .selectAll()
    .where((eb) => eb.or([inAccount(key), inAccount(everyAccount)]))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    actor: row.actor,
    command: row.command,
    before: row.before === null ? undefined : fromJson<unknown>(row.before),
    after: row.after === null ? undefined : fromJson<unknown>(row.after),
    doneAt: fromMs(row.done_at),
    isForAll: row.account_id === everyAccount.accountId,
  }))
}

/** The values the latest changes of one kind left behind, newest first. */
export async function latestAfter(
  db: Db,
  key: AccountKey,
  { command, limit }: { readonly command: string; readonly limit: number },
): Promise<readonly unknown[]> {
  const rows = await db
    .selectFrom('audit')
    .select('after')
    .where(inAccount(key))
    .where('command', '=', command)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows.flatMap(({ after }) => (after === null ? [] : [fromJson<unknown>(after)]))
}
