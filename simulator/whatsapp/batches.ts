import { type BodyParcel, type Change, type Entry, parcelOf } from './bodies.ts'
import { asList, asObject } from './json.ts'

/** Meta puts at most this many updates into one body (facts/whatsapp.md section 2). */
export const updatesAtMost = 1_000

/** One change, and the account and time it belongs to. */
type Piece = Omit<Entry, 'changes'> & { readonly change: Change }

/** The same reports in as few bodies as Meta's limit allows, as it may send them after a while. */
export function inBatches(parcels: readonly BodyParcel[]): readonly BodyParcel[] {
  const byReceiver = Map.groupBy(parcels, ({ url, appSecret }) => `${appSecret} ${url}`)
  return [...byReceiver.values()].flatMap((same) => {
    const [first] = same
    const pieces = same.flatMap(({ entries }) => entries.flatMap(piecesOf))
    return first ? bodiesOf(pieces).map((body) => parcelOf(first, entriesOf(body))) : []
  })
}

function piecesOf({ changes, ...entry }: Entry): readonly Piece[] {
  return changes.map((change) => ({ ...entry, change }))
}

function bodiesOf(pieces: readonly Piece[]): readonly (readonly Piece[])[] {
  const bodies: Piece[][] = []
  let room = 0
  for (const piece of pieces) {
    const updates = updatesIn(piece.change)
    if (updates > room) {
      bodies.push([])
      room = updatesAtMost
    }
    bodies.at(-1)?.push(piece)
    room -= updates
  }
  return bodies
}

function updatesIn({ value }: Change): number {
  return Math.max(1, asList(value.statuses).length + asList(value.messages).length)
}

function entriesOf(pieces: readonly Piece[]): readonly Entry[] {
  const byAccount = Map.groupBy(pieces, ({ id }) => id)
  return Array.from(byAccount, ([id, of]) => {
    const changes = of.reduce<readonly Change[]>((done, { change }) => append(done, change), [])
    return { id, time: of.at(-1)?.time ?? 0, changes }
  })
}

/** Statuses of one number that follow each other stand in one change. */
function append(changes: readonly Change[], change: Change): readonly Change[] {
  const last = changes.at(-1)
  if (!last || !canJoin(last, change)) return [...changes, change]
  const statuses = [...asList(last.value.statuses), ...asList(change.value.statuses)]
  const contacts = joinedContacts(last, change)
  const value = { ...last.value, ...(contacts.length > 0 && { contacts }), statuses }
  return [...changes.slice(0, -1), { field: last.field, value }]
}

function canJoin(one: Change, other: Change): boolean {
  const haveStatuses = one.value.statuses !== undefined && other.value.statuses !== undefined
  return haveStatuses && numberOf(one) === numberOf(other)
}

function joinedContacts(one: Change, other: Change): readonly unknown[] {
  const all = [one, other].flatMap(({ value }) => asList(value.contacts))
  return [...new Map(all.map((contact) => [asObject(contact).user_id, contact])).values()]
}

function numberOf({ value }: Change): unknown {
  return asObject(value.metadata).phone_number_id
}
