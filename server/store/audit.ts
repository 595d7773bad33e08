import type { AccountKey } from '../domain/account.ts'
import { newId } from '../domain/ids.ts'
import type { Db } from './database.ts'
import { toJson } from './json.ts'
import { keyColumns } from './keys.ts'
import { toMs } from './time.ts'

/** A change a person asked for: who, what, and the values before and after. Never holds a secret. */
export type AuditEntry = AccountKey & {
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
