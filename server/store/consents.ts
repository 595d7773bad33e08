import type { AccountKey } from '../domain/account.ts'
import type { ConsentEntry } from '../domain/consent.ts'
import { newId } from '../domain/ids.ts'
import { inserting, reading } from './composed.ts'
import type { Db } from './database.ts'
import { inAccount, keyColumns, type Named, named } from './keys.ts'
import { fromMs, toMs } from './time.ts'

const linesOf = reading((db, shopper: Named) =>
  db
    .selectFrom('consent')
    .selectAll()
    .where(inAccount(shopper))
    .where('shopper_id', '=', shopper.id)
    .orderBy('id'),
)

/** All that was ever recorded of a shopper's consent. */
export async function readLedger(
  db: Db,
  key: AccountKey,
  shopperId: string,
): Promise<readonly ConsentEntry[]> {
  const rows = await linesOf(db, named(key, shopperId))
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
  await add(tx, {
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
}

const add = inserting('consent')
