import type { AccountKey } from '../domain/account.ts'
import type { Side } from '../domain/situation.ts'
import { reading, writing } from './composed.ts'
import type { Db } from './database.ts'
import { inAccount, type Named, named } from './keys.ts'
import type { ShopperTable } from './schema.ts'
import { toMs } from './time.ts'
import { race } from './trouble.ts'

/** A side as it was drawn for a shopper, and what it was drawn with. */
export type DrawnSide = {
  readonly shopperId: string
  readonly side: Side
  readonly salt: string
  readonly share: number
}

/** The side of the hold-out a shopper is on; undefined when none was drawn yet. */
export async function readSide(db: Db, key: AccountKey, shopperId: string): Promise<Side | undefined> {
  const [row] = await sideOf(db, named(key, shopperId))
  return row?.side ?? undefined
}

const sideOf = reading((db, given: Named) => shopper(db, given, given.id).select('side'))

/**
 * Keeps the side drawn for a shopper who had none, and returns the one they are on: the first that was kept stays.
 * Throws when the shopper was merged away meanwhile.
 */
export async function keepSide(
  tx: Db,
  key: AccountKey,
  { shopperId, side, salt, share }: DrawnSide,
  now: Temporal.Instant,
): Promise<Side> {
  const drawing = { ...named(key, shopperId), side, salt, share: String(share), now: toMs(now) }
  if ((await draw(tx, drawing)) > 0) return side
  const kept = await readSide(tx, key, shopperId)
  if (!kept) throw race(`Shopper ${shopperId} was merged into another one meanwhile`)
  return kept
}

type Draw = Named & {
  readonly side: Side
  readonly salt: string
  readonly share: string
  readonly now: number
}

const draw = writing((db, given: Draw) =>
  db
    .updateTable('shopper')
    .set({ side: given.side, side_salt: given.salt, side_share: given.share, side_drawn_at: given.now })
    .where(inAccount(given))
    .where('id', '=', given.id)
    .where('side', 'is', null),
)

/** Hands the side of one shopper on to another who is the same person: whoever was held out stays held out. */
export async function mergeSides(
  tx: Db,
  key: AccountKey,
  { from, into }: { readonly from: string; readonly into: string },
): Promise<void> {
  const theirs = await drawn(tx, key, from)
  const ours = await drawn(tx, key, into)
  if (!takesOver(theirs.side, ours.side)) return
  await tx.updateTable('shopper').set(theirs).where(inAccount(key)).where('id', '=', into).execute()
}

function takesOver(theirs: Side | null, ours: Side | null): boolean {
  if (ours === null) return theirs !== null
  return theirs === 'held-out' && ours === 'treated'
}

type Drawn = Pick<ShopperTable, 'side' | 'side_salt' | 'side_share' | 'side_drawn_at'>

function drawn(tx: Db, key: AccountKey, shopperId: string): Promise<Drawn> {
  return shopper(tx, key, shopperId)
    .select(['side', 'side_salt', 'side_share', 'side_drawn_at'])
    .executeTakeFirstOrThrow()
}

function shopper(db: Db, key: AccountKey, id: string) {
  return db.selectFrom('shopper').where(inAccount(key)).where('id', '=', id)
}
