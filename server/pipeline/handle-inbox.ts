import { claimInbox, giveBack, type InboxRow, putBack, stamp } from '../store/inbox.ts'
import { setAside } from '../store/set-aside.ts'
import { isDatabaseTrouble } from '../store/trouble.ts'
import { isAway } from '../stripe/look.ts'
import { handleAccountNews } from './handle-account-news.ts'
import { handleBody } from './handle-body.ts'
import { handleNews } from './handle-news.ts'
import { interpret, type Meaning, nameOf } from './interpret.ts'
import { messageOf, type Outcome } from './outcome.ts'
import type { Tools } from './tools.ts'

const rowsAtMost = 200
const subjectsAtOnce = 8
const turnMs = 2_000
const leaseMs = 5 * 60_000
/** Tries before a row is set aside whose own fault it seems to be: the last one comes half an hour after the first. */
const triesAtMost = 8
/** Tries that ended without a word, as when the process was killed in the middle. */
const claimsAtMost = 20
const firstRetryMs = 15_000
const lastRetryMs = 30 * 60_000
/** Stripe itself delivers an event for three days. */
const patienceMs = 3 * 24 * 60 * 60_000

/** Handles what shoppers said before anything else: it may be a stop. */
export function handleAnswers(tools: Tools): Promise<readonly Outcome[]> {
  return handleWaiting(tools, 'answers')
}

/** Handles webhooks that wait. One that fails is tried again later, and the rows behind it go on. */
export function handleInbox(tools: Tools): Promise<readonly Outcome[]> {
  return handleWaiting(tools, 'others')
}

/**
 * A turn ends after a while, and what it did not come to waits in its place again: an account with many events, or whose
 * Stripe is slow, holds those of others up for that long and no longer.
 */
async function handleWaiting(tools: Tools, only: 'answers' | 'others'): Promise<readonly Outcome[]> {
  const rows = await takeOfAll(tools, only)
  const read = rows.map((row) => ({ row, meaning: meaningOf(row) }))
  const outcomes = await ignoreTogether(tools, read)
  // However long it took to come here, something is begun in each turn.
  const turn: Turn = { until: tools.clock.now().add({ milliseconds: turnMs }), left: [] }
  const groups = Map.groupBy(read.filter(meansSomething), subjectOf).values()
  await allOf(
    Array.from({ length: subjectsAtOnce }, async () => {
      for (const group of groups) await handleInOrder(tools, group, { turn, outcomes })
    }),
  )
  await giveBack(tools.db, turn.left)
  return outcomes
}

/** The oldest; where there are more than these, the oldest of the accounts that have none among them come first. */
async function takeOfAll({ db, clock }: Tools, only: 'answers' | 'others'): Promise<readonly InboxRow[]> {
  const claim = { limit: rowsAtMost, leaseMs, only }
  const oldest = await claimInbox(db, claim, clock.now())
  if (oldest.length < rowsAtMost) return oldest
  const notOf = [...new Set(oldest.map((row) => row.account_id))]
  return [...(await claimInbox(db, { ...claim, notOf }, clock.now())), ...oldest]
}

type Read = { readonly row: InboxRow; readonly meaning: Understood }
type Understood =
  | Meaning
  | { readonly kind: 'whatsapp' }
  | { readonly kind: 'unreadable'; readonly error: unknown }
type Meant = Read & { readonly meaning: Exclude<Understood, { kind: 'nothing' }> }

function meaningOf(row: InboxRow): Understood {
  if (row.source === 'whatsapp') return { kind: 'whatsapp' }
  try {
    return interpret(row)
  } catch (error) {
    return { kind: 'unreadable', error }
  }
}

function meansSomething(read: Read): read is Meant {
  return read.meaning.kind !== 'nothing'
}

/** Rows about one subject follow each other: side by side they would only make each other's looks old. */
function subjectOf({ row, meaning }: Meant): string {
  switch (meaning.kind) {
    case 'news':
      return `${row.account_id} ${nameOf(meaning) ?? row.id}`
    case 'install':
      return `${row.account_id} install`
    case 'whatsapp':
    case 'unreadable':
      return meaning.kind
  }
}

/** Until when rows are begun, and those that were not. */
type Turn = { readonly until: Temporal.Instant; readonly left: InboxRow[] }

async function handleInOrder(
  tools: Tools,
  group: readonly Meant[],
  { turn, outcomes }: { readonly turn: Turn; readonly outcomes: Outcome[] },
): Promise<void> {
  for (const { row, meaning } of group) {
    if (Temporal.Instant.compare(tools.clock.now(), turn.until) >= 0) {
      turn.left.push(row)
      continue
    }
    outcomes.push(...(await handleRow(tools, row, meaning)))
    await breathe()
  }
}

/** SQLite answers without a pause, so requests that come in meanwhile are let in between two rows. */
function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

/** Rows that mean nothing to us are stamped in one statement for each reason. */
async function ignoreTogether({ db, clock }: Tools, read: readonly Read[]): Promise<Outcome[]> {
  const reasons = Map.groupBy(read, ({ meaning }) => (meaning.kind === 'nothing' ? meaning.reason : ''))
  const outcomes: Outcome[] = []
  for (const [reason, rows] of reasons) {
    if (reason === '') continue
    await stamp(
      db,
      rows.map(({ row }) => row),
      { state: 'ignored', reason },
      clock.now(),
    )
    outcomes.push({ kind: 'ignored', rows: rows.length, reason })
  }
  return outcomes
}

async function handleRow(
  tools: Tools,
  row: InboxRow,
  meaning: Meant['meaning'],
): Promise<readonly Outcome[]> {
  try {
    if (row.attempts > claimsAtMost) throw new Error('Every try to handle this ended without a word')
    return await handle(tools, row, meaning)
  } catch (error) {
    return [await handleFailure(tools, { row, meaning }, error)]
  }
}

async function handle(tools: Tools, row: InboxRow, meaning: Meant['meaning']): Promise<readonly Outcome[]> {
  switch (meaning.kind) {
    case 'unreadable':
      throw meaning.error
    case 'whatsapp':
      return [await handleBody(tools, row)]
    case 'install':
      return handleAccountNews(tools, row, meaning)
    case 'news':
      return handleNews(tools, row, meaning)
  }
}

async function handleFailure({ db, clock }: Tools, { row, meaning }: Read, error: unknown): Promise<Outcome> {
  const now = clock.now()
  const text = messageOf(error)
  const isLast = isGivenUp(row, error, now)
  if (isLast) await setAside(db, row, { error: text, subject: subjectNameOf(meaning) }, now)
  else await putBack(db, row, { error: text, ...again(row, error, now) })
  return { kind: 'failed', what: row.type, id: row.id, error: text, setAside: isLast }
}

/** A Stripe that stays away is waited for as long as news keep; a database that is back is always asked again. */
function isGivenUp(row: InboxRow, error: unknown, now: Temporal.Instant): boolean {
  if (isDatabaseTrouble(error)) return false
  return isAway(error) ? triedForMs(row, now) > patienceMs : row.attempts >= triesAtMost
}

/** Stripe or the database is away, or another worker was faster: no try is held against the row. */
function isNoFaultOfTheRow(error: unknown): boolean {
  return isAway(error) || isDatabaseTrouble(error)
}

/** A row at fault is tried ever more rarely; one that is not, the more rarely the longer that lasts. */
function again(row: InboxRow, error: unknown, now: Temporal.Instant) {
  const { attempts } = row
  const isInnocent = isNoFaultOfTheRow(error)
  const byAge = triedForMs(row, now) / 4
  const ms = Math.max(firstRetryMs, isInnocent ? byAge : firstRetryMs * 2 ** (attempts - 1))
  const nextAt = now.add({ milliseconds: Math.floor(Math.min(ms, lastRetryMs)) })
  return { attempts: isInnocent ? attempts - 1 : attempts, nextAt }
}

/** A server that slept for days has tried nothing yet. */
function triedForMs({ first_tried_at }: InboxRow, now: Temporal.Instant): number {
  return first_tried_at === null ? 0 : now.epochMilliseconds - first_tried_at
}

/** What a row is about, for whoever looks at those set aside. */
function subjectNameOf(meaning: Understood): string | undefined {
  return meaning.kind === 'news' ? nameOf(meaning) : undefined
}

/** Waits for all before the first failure is passed on, so that no work goes on unseen. */
async function allOf(works: readonly Promise<void>[]): Promise<void> {
  await Promise.allSettled(works)
  await Promise.all(works)
}
