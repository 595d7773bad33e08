import { type AccountKey, nameOfAccount } from '../domain/account.ts'
import { liftAlarm, raiseAlarm } from '../store/alarms.ts'
import { holdPortfolios } from '../store/claim.ts'
import { inTransaction, type Tx } from '../store/database.ts'
import {
  countInHand,
  countPeople,
  type PortfolioNumber,
  portfoliosOf,
  reservedByOthers,
  reservePeople,
} from '../store/people.ts'
import { limitsOfAll } from '../whatsapp/limits.ts'
import { type Room, startNext } from './senders.ts'
import type { Tools } from './tools.ts'

const roomCountedForMs = 30_000
/** Room comes as yesterday's messages grow old. */
const fullCountedForMs = 5 * 60_000

const peopleLimit = { kind: 'people-limit', about: '' } as const

/**
 * How many more people an account may write to now. Meta counts the people of a whole business, so accounts whose numbers
 * belong to one share what it allows: each reserves its part. When nobody more may be written to, the merchant is told.
 */
export async function roomFor(tools: Tools, account: AccountKey, now: Temporal.Instant): Promise<number> {
  const { senders } = tools
  const known = senders.rooms.get(nameOfAccount(account))
  const isGood = known && now.epochMilliseconds < known.goodUntilMs
  const room = isGood ? known : await countAndTell(tools, account, now)
  // Without room, nothing is begun before it is counted again.
  if (room.left <= 0) startNext(senders, room.goodUntilMs)
  return room.left
}

/** Telling may fail: what was counted holds all the same, and it is told when it is counted again. */
async function countAndTell(
  { db, senders }: Tools,
  account: AccountKey,
  now: Temporal.Instant,
): Promise<Room> {
  const { room, fullAt } = await inTransaction(db, (tx) => countRoom(tx, account, now))
  senders.rooms.set(nameOfAccount(account), room)
  await inTransaction(db, (tx) =>
    fullAt === undefined
      ? liftAlarm(tx, account, peopleLimit, now)
      : raiseAlarm(tx, account, { ...peopleLimit, detail: `${fullAt} people in 24 hours` }, now),
  )
  return room
}

/** The room of an account, reserved for it; `fullAt` is the limit that was reached, if one was. */
async function countRoom(
  tx: Tx,
  account: AccountKey,
  now: Temporal.Instant,
): Promise<{ readonly room: Room; readonly fullAt: number | undefined }> {
  const portfolios = await portfoliosOf(tx, account)
  await holdPortfolios(
    tx,
    portfolios.flat().map(({ wabaId }) => wabaId),
  )
  const counted: Counted[] = []
  for (const numbers of portfolios) {
    const limit = peopleADayOf(numbers)
    if (limit !== undefined) counted.push(await count(tx, account, { numbers, limit }, now))
  }
  const fullAt = counted.find(({ isFull }) => isFull)?.limit
  const left = Math.min(...counted.map(({ share }) => share))
  const goodUntil = now.add({ milliseconds: fullAt === undefined ? roomCountedForMs : fullCountedForMs })
  await reservePeople(tx, account, { room: counted.length > 0 ? left : 0, until: goodUntil })
  return { room: { left, goodUntilMs: goodUntil.epochMilliseconds }, fullAt }
}

/** What Meta allows a business, by what it said of the numbers that are linked; undefined when there is no limit. */
function peopleADayOf(numbers: readonly PortfolioNumber[]): number | undefined {
  return limitsOfAll(numbers.filter(({ isUnlinked }) => !isUnlinked)).peopleADay
}

type Limited = { readonly numbers: readonly PortfolioNumber[]; readonly limit: number }
type Counted = { readonly limit: number; readonly share: number; readonly isFull: boolean }

async function count(
  tx: Tx,
  account: AccountKey,
  { numbers, limit }: Limited,
  now: Temporal.Instant,
): Promise<Counted> {
  const written = await countPeople(tx, numbers, now.subtract({ hours: 24 }))
  const inHand = await countInHand(tx, numbers, now)
  const reserved = await reservedByOthers(tx, account, numbers, now)
  const left = Math.max(0, limit - written - inHand)
  const accounts = new Set(numbers.filter(({ isUnlinked }) => !isUnlinked).map(nameOfAccount)).size
  const fair = Math.ceil(left / accounts)
  return { limit, share: Math.max(0, Math.min(fair, left - reserved)), isFull: written >= limit }
}
