import type { AccountKey } from '../domain/account.ts'
import { newId } from '../domain/ids.ts'
import { held, holdPersons } from './claim.ts'
import { reading, writing } from './composed.ts'
import type { Db } from './database.ts'
import { inAccount, keyColumns, type Named, named, sameAccount } from './keys.ts'
import { whoLeft } from './phone-moves.ts'
import type { IdentityTable } from './schema.ts'
import { mergeSides } from './sides.ts'
import { toMs } from './time.ts'
import { race } from './trouble.ts'

/** One way to recognise a person: a phone number (E.164), or an id Meta gives them. */
export type Identity = Pick<IdentityTable, 'kind' | 'value'> & {
  readonly ofPhone?: string
  /** The WhatsApp Business Account that was told it. */
  readonly wabaId?: string
}

/** What a person is known by: identities, the Stripe customer who is this person, a shopper already met. */
export type KnownBy = {
  readonly identities: readonly Identity[]
  readonly customerId?: string | undefined
  readonly shopperId?: string
}

/** The tables that point to a shopper, and are pointed anew when two turn out to be one. */
const pointers = [
  'identity',
  'customer',
  'consent',
  'enrollment',
  'message',
  'answer',
  'thread_turn',
  'phone_move',
] as const

/**
 * The shopper who is known by any of these, made when nobody is; what was not known of them is added. Two
 * shoppers who turn out to be one person are merged into the older, with every withdrawal and the hold-out. A number that
 * somebody left names whoever has it now, not them. Until the transaction ends
 * nobody else reads this shopper to write to them. Throws when the shopper named was merged away meanwhile.
 */
export async function recognise(
  tx: Db,
  key: AccountKey,
  knownBy: KnownBy,
  now: Temporal.Instant,
): Promise<string> {
  const before = await read(tx, key, knownBy)
  const known = onlyOne(before.leads)
  if (known) return known
  const { names, leads } = (await holdPersons(tx, key)) ? await read(tx, key, knownBy) : before
  const found = shoppersIn(leads).toSorted()
  const shopperId = found[0] ?? (await makeShopper(tx, key, now))
  for (const twin of found.slice(1)) await merge(tx, key, { from: twin, into: shopperId })
  await addIdentities(tx, key, { ...names, shopperId }, now)
  return shopperId
}

async function read(tx: Db, key: AccountKey, knownBy: KnownBy) {
  const names = await withoutLeft(tx, key, knownBy, 'held')
  return { names, leads: await look(tx, key, names, 'held') }
}

/** Every shopper known by one of these, as far as is known now: nobody is held. */
export async function findShoppers(db: Db, key: AccountKey, knownBy: KnownBy): Promise<readonly string[]> {
  return shoppersIn(await look(db, key, await withoutLeft(db, key, knownBy, 'asTheyAre'), 'asTheyAre'))
}

/** Without the numbers left by one whom the other names lead to: Stripe and late reports go on naming them. */
async function withoutLeft(db: Db, key: AccountKey, knownBy: KnownBy, read: Reading): Promise<KnownBy> {
  const { identities } = knownBy
  const left = await whoLeft(
    db,
    key,
    identities.map(numberOf).filter((phone) => phone !== undefined),
  )
  if (left.length === 0) return knownBy
  const byNumber = (identity: Identity) => left.filter(({ phone }) => phone === numberOf(identity))
  const others = identities.filter((identity) => byNumber(identity).length === 0)
  const led = shoppersIn(await look(db, key, { ...knownBy, identities: others }, read))
  const isTheirs = (identity: Identity) => byNumber(identity).some(({ shopperId }) => led.includes(shopperId))
  return { ...knownBy, identities: identities.filter((identity) => !isTheirs(identity)) }
}

/** The number an identity tells, E.164; an id of Meta's may tell none. */
function numberOf({ kind, value }: Identity): string | undefined {
  if (kind === 'phone') return value
  return kind === 'wa_id' ? `+${value}` : undefined
}

/** Whom each name leads to; undefined for one that leads to nobody, or says less than is known now. */
type Leads = readonly { readonly shopperId: string | undefined; readonly isComplete: boolean }[]

/** Whether shoppers are held while they are found, so that nobody else writes to them until the transaction ends. */
type Reading = 'held' | 'asTheyAre'

const asTheyAre: typeof held = (_db, query) => query

function readings<Statement>(make: (read: typeof held) => Statement): Readonly<Record<Reading, Statement>> {
  return { held: make(held), asTheyAre: make(asTheyAre) }
}

/** Finds whoever is known by these. */
async function look(
  db: Db,
  key: AccountKey,
  { shopperId, identities, customerId }: KnownBy,
  read: Reading,
): Promise<Leads> {
  const leads: Leads[number][] = []
  if (shopperId) leads.push(await leadOfShopper(db, key, shopperId, read))
  for (const identity of identities) leads.push(await leadOfIdentity(db, key, identity, read))
  if (customerId) leads.push(await leadOfCustomer(db, key, customerId, read))
  return leads
}

/** The one shopper all names lead to, where nothing is to be added. */
function onlyOne(leads: Leads): string | undefined {
  const [first, ...others] = shoppersIn(leads)
  return others.length === 0 && leads.every(({ isComplete }) => isComplete) ? first : undefined
}

function shoppersIn(leads: Leads): readonly string[] {
  return [...new Set(leads.map(({ shopperId }) => shopperId).filter((id) => id !== undefined))]
}

const shopperOfId = readings((read) =>
  reading((db, given: Named) =>
    read(
      db,
      db.selectFrom('shopper').select('id').where(inAccount(given)).where('id', '=', given.id),
      'shopper',
    ),
  ),
)

async function leadOfShopper(db: Db, key: AccountKey, id: string, read: Reading): Promise<Leads[number]> {
  const [row] = await shopperOfId[read](db, named(key, id))
  if (!row) throw race(`Shopper ${id} was merged into another one meanwhile`)
  return { shopperId: id, isComplete: true }
}

const shopperOfIdentity = readings((read) =>
  reading((db, given: AccountKey & Pick<Identity, 'kind' | 'value'>) =>
    read(
      db,
      db
        .selectFrom('identity')
        .innerJoin('shopper', (join) =>
          join.on(sameAccount('shopper', 'identity')).onRef('shopper.id', '=', 'identity.shopper_id'),
        )
        .select(['shopper.id', 'identity.of_phone', 'identity.waba_id'])
        .where(inAccount(given, 'identity'))
        .where('kind', '=', given.kind)
        .where('value', '=', given.value),
      'shopper',
    ),
  ),
)

async function leadOfIdentity(
  db: Db,
  key: AccountKey,
  identity: Identity,
  read: Reading,
): Promise<Leads[number]> {
  const { environment, accountId } = key
  const { kind, value } = identity
  const [row] = await shopperOfIdentity[read](db, { environment, accountId, kind, value })
  return row ? { shopperId: row.id, isComplete: isAllKnown(row, identity) } : nobody
}

const nobody: Leads[number] = { shopperId: undefined, isComplete: false }

/** Whether what is kept of an identity tells all that is told with it now. */
function isAllKnown(
  row: Pick<IdentityTable, 'of_phone' | 'waba_id'>,
  { ofPhone, wabaId }: Identity,
): boolean {
  return (ofPhone === undefined || row.of_phone === ofPhone) && (wabaId === undefined || row.waba_id !== null)
}

/** Somebody who is held, and the names by which they are told of now. */
export type ToldOf = { readonly shopperId: string; readonly identities: readonly Identity[] }

/**
 * Reads the names of many people together, who are held. The answer says of each whether all their names are known to
 * be theirs, so that to recognise them would change nothing.
 */
export async function readNames(
  db: Db,
  { environment, accountId }: AccountKey,
  people: readonly ToldOf[],
): Promise<(one: ToldOf) => boolean> {
  const rows = new Map<string, IdentityRow>()
  const byKind = Map.groupBy(
    people.flatMap(({ identities }) => identities),
    ({ kind }) => kind,
  )
  for (const [kind, identities] of byKind) {
    const values = [...new Set(identities.map(({ value }) => value))]
    for (const row of await ofKind(db, { environment, accountId, kind, values }))
      rows.set(`${kind} ${row.value}`, row)
  }
  return ({ shopperId, identities }) =>
    identities.every((identity) => {
      const row = rows.get(`${identity.kind} ${identity.value}`)
      return row?.shopper_id === shopperId && isAllKnown(row, identity)
    })
}

type IdentityRow = Pick<IdentityTable, 'value' | 'shopper_id' | 'of_phone' | 'waba_id'>

const ofKind = reading(
  (db, given: AccountKey & Pick<Identity, 'kind'> & { readonly values: readonly string[] }) =>
    db
      .selectFrom('identity')
      .select(['value', 'shopper_id', 'of_phone', 'waba_id'])
      .where(inAccount(given))
      .where('kind', '=', given.kind)
      .where('value', 'in', given.values),
)

const shopperOfCustomer = readings((read) =>
  reading((db, customer: Named) =>
    read(
      db,
      db
        .selectFrom('customer')
        .innerJoin('shopper', (join) =>
          join.on(sameAccount('shopper', 'customer')).onRef('shopper.id', '=', 'customer.shopper_id'),
        )
        .select('shopper.id')
        .where(inAccount(customer, 'customer'))
        .where('customer_id', '=', customer.id),
      'shopper',
    ),
  ),
)

async function leadOfCustomer(
  db: Db,
  key: AccountKey,
  customerId: string,
  read: Reading,
): Promise<Leads[number]> {
  const [row] = await shopperOfCustomer[read](db, named(key, customerId))
  return { shopperId: row?.id, isComplete: row !== undefined }
}

/** Phone numbers as identities. */
export function phoneIdentities(phones: readonly string[]): readonly Identity[] {
  return phones.map((value) => ({ kind: 'phone', value }))
}

/** The phones a shopper is known by, E.164, and the ids Meta and Stripe know them by. */
export async function namesOf(
  db: Db,
  key: AccountKey,
  shopperId: string,
): Promise<{
  readonly phones: readonly string[]
  readonly metaIds: readonly string[]
  readonly customers: readonly string[]
}> {
  const identities = await db
    .selectFrom('identity')
    .select(['kind', 'value'])
    .where(inAccount(key))
    .where('shopper_id', '=', shopperId)
    .orderBy('created_at')
    .execute()
  const customers = await db
    .selectFrom('customer')
    .select('customer_id')
    .where(inAccount(key))
    .where('shopper_id', '=', shopperId)
    .orderBy('created_at')
    .execute()
  return {
    phones: identities.filter(({ kind }) => kind === 'phone').map(({ value }) => value),
    metaIds: identities.filter(({ kind }) => kind !== 'phone').map(({ value }) => value),
    customers: customers.map(({ customer_id }) => customer_id),
  }
}

/** The ids Meta gave, instead of their number, to the person who is written to at one of these phones. */
export async function hiddenNames(
  db: Db,
  key: AccountKey,
  { shopperId, phones }: { readonly shopperId: string; readonly phones: readonly string[] },
): Promise<readonly string[]> {
  if (phones.length === 0) return []
  const rows = await hiddenOf(db, { ...named(key, shopperId), phones })
  return rows.map(({ value }) => value)
}

const hiddenOf = reading((db, shopper: Named & { readonly phones: readonly string[] }) =>
  db
    .selectFrom('identity')
    .select('value')
    .where(inAccount(shopper))
    .where('shopper_id', '=', shopper.id)
    .where('kind', 'in', ['bsuid', 'parent_bsuid'])
    .where('of_phone', 'in', shopper.phones),
)

/** An id Meta gave a person, and what is known of it. */
export type UserId = {
  readonly id: string
  /** The WhatsApp Business Account that was told it. */
  readonly wabaId: string
  /** The number we had written to then, E.164. */
  readonly ofPhone: string | undefined
}

/** The ids by which Meta lets a shopper be written to without their number, as far as it is known to whom it told them. */
export async function userIdsOf(db: Db, key: AccountKey, shopperId: string): Promise<readonly UserId[]> {
  const rows = await db
    .selectFrom('identity')
    .select(['value', 'waba_id', 'of_phone'])
    .where(inAccount(key))
    .where('shopper_id', '=', shopperId)
    .where('kind', '=', 'bsuid')
    .execute()
  return rows.flatMap(({ value, waba_id, of_phone }) =>
    waba_id === null ? [] : [{ id: value, wabaId: waba_id, ofPhone: of_phone ?? undefined }],
  )
}

async function makeShopper(tx: Db, key: AccountKey, now: Temporal.Instant): Promise<string> {
  const id = newId(now)
  await tx
    .insertInto('shopper')
    .values({ id, ...keyColumns(key), created_at: toMs(now) })
    .execute()
  return id
}

async function addIdentities(
  tx: Db,
  key: AccountKey,
  { shopperId, identities, customerId }: KnownBy & { readonly shopperId: string },
  now: Temporal.Instant,
) {
  const common = {
    ...keyColumns(key),
    shopper_id: shopperId,
    created_at: toMs(now),
  }
  for (const { kind, value, ofPhone, wabaId } of identities)
    await addIdentity(tx, { ...common, kind, value, of_phone: ofPhone ?? null, waba_id: wabaId ?? null })
  if (!customerId) return
  await tx
    .insertInto('customer')
    .values({ ...common, customer_id: customerId })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

const addIdentity = writing((db, row: IdentityTable) =>
  db
    .insertInto('identity')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['environment', 'account_id', 'kind', 'value']).doUpdateSet(({ fn, ref }) => ({
        of_phone: fn.coalesce(ref('excluded.of_phone'), ref('identity.of_phone')),
        waba_id: fn.coalesce(ref('identity.waba_id'), ref('excluded.waba_id')),
      })),
    ),
)

async function merge(
  tx: Db,
  key: AccountKey,
  { from, into }: { readonly from: string; readonly into: string },
) {
  for (const table of pointers) {
    await tx
      .updateTable(table)
      .set({ shopper_id: into })
      .where(inAccount(key))
      .where('shopper_id', '=', from)
      .execute()
  }
  await mergeSides(tx, key, { from, into })
  await tx.deleteFrom('shopper').where(inAccount(key)).where('id', '=', from).execute()
}
