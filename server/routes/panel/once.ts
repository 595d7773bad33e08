import { createHmac } from 'node:crypto'
import type { AccountKey } from '../../domain/account.ts'
import type { SecretKeys } from '../../domain/secret-box.ts'
import type { Db } from '../../store/database.ts'
import { type AskedWrite, beginWrite, keepAnswer, type WriteAnswer } from '../../store/panel-writes.ts'
import type { PanelError } from './contract.ts'

/** A write as it came in. */
export type Write = AskedWrite & { readonly account: AccountKey }

/**
 * What tells a write from another one under the same id: who asked, where, and for what. A body may hold a PIN, which a
 * plain hash would give away to whoever tries all of them, so it is made with the key of the secrets.
 */
export function askedHash(
  [key]: SecretKeys,
  { userId, path, body }: { readonly userId: string; readonly path: string; readonly body: Buffer },
): string {
  return createHmac('sha256', key).update(`panel-write ${userId} ${path} `).update(body).digest('hex')
}

/**
 * Does a write the first time it is asked for, and answers every other time like the first. One that ended without a
 * word may have had its effect, so it is not done again.
 */
export async function once(
  db: Db,
  { account, ...asked }: Write,
  { now, work }: { readonly now: Temporal.Instant; readonly work: () => Promise<WriteAnswer> },
): Promise<WriteAnswer> {
  const known = await beginWrite(db, account, asked, now)
  switch (known?.kind) {
    case 'answered':
      return known.answer
    case 'another':
      return conflict('This request was made before for something else. Reload the page and try again')
    case 'under-way':
      return conflict(
        'This was asked for before and is not answered yet. Reload the page to see what came of it',
      )
    case undefined: {
      const answer = await work()
      await keepAnswer(db, account, asked, answer)
      return answer
    }
  }
}

function conflict(error: string): WriteAnswer {
  return { status: 409, body: { error, code: 'conflict' } satisfies PanelError }
}
