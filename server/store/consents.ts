import type { AccountKey } from '../domain/account.ts'
import type { ConsentEntry } from '../domain/consent.ts'
import { newId } from '../domain/ids.ts'
import type { Db } from './database.ts'
import { inAccount, keyColumns } from './keys.ts'
import { fromMs, toMs } from './time.ts'

/** All that was ever recorded of a shopper's consent. */
export async function readLedger(
  db: Db,
  key: AccountKey,
  shopperId: string,
): Promise<readonly ConsentEntry[]> {
  const rows = await db
    .selectFrom('consent')
    .selectAll()
    .where(inAccount(key))
    .where('shopper_id', '=', shopperId)
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    purpose: row.purpose,
    state: row.state,
    source: row.source,
    sourceRef: row.source_ref,
    givenFor: row.given_for ?? undefined,
    givenAt: fromMs(row.given_at),
    wording: row.wording ?? undefined,
    proof: row.proof ?? undefined,
  }))
}

/** Appends a line to the ledger; lines are never changed. */
export async function appendConsent(
  tx: Db,
  key: AccountKey,
  { shopperId, ...entry }: Omit<ConsentEntry, 'id'> & { readonly shopperId: string },
  now: Temporal.Instant,
): Promise<void> {
  await tx
    .insertInto('consent')
    .values({
      id: newId(now),
      ...keyColumns(key),
      shopper_id: shopperId,
      purpose: entry.purpose,
      state: entry.state,
      source: entry.source,
      source_ref: entry.sourceRef,
      given_for: entry.givenFor ?? null,
      given_at: toMs(entry.givenAt),
      wording: entry.wording ?? null,
      proof: entry.proof ?? null,
      recorded_at: toMs(now),
    })
    .execute()
}
