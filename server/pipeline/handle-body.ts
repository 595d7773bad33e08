import { inSavepoint, inTransaction, type Tx } from '../store/database.ts'
import { type InboxRow, stamp } from '../store/inbox.ts'
import { park } from '../store/parked-reports.ts'
import { keepSetAside } from '../store/set-aside.ts'
import { isDatabaseTrouble } from '../store/trouble.ts'
import type { StatusItem } from '../whatsapp/items.ts'
import { type Item, parseBody, type RawItem, readItems } from '../whatsapp/webhook.ts'
import { answer } from './answer.ts'
import { followMove } from './follow-move.ts'
import { messageOf, type Outcome } from './outcome.ts'
import { lostLease } from './plan.ts'
import { type About, holdAbout, report } from './report.ts'
import { reportNumber } from './report-number.ts'
import { reportTemplate } from './report-template.ts'
import type { Tools } from './tools.ts'

/** How many items of a body had an effect, meant nothing to us, or failed. */
type Tally = { handled: number; ignored: number; setAside: number }

/**
 * Handles all items of one of Meta's bodies in one transaction. Where one of several fails, all is undone and done again
 * with that one set aside; an only item that fails is the row's own failure.
 */
export async function handleBody(tools: Tools, row: InboxRow): Promise<Outcome> {
  const items = readItems(parseBody(row.body))
  try {
    return await takeIn(tools, { row, items }, handleItem)
  } catch (error) {
    // In trouble with the database no item is at fault, and the body comes again as a whole.
    if (items.length === 1 || isDatabaseTrouble(error)) throw error
    return await takeIn(tools, { row, items }, handleApart)
  }
}

type Body = { readonly row: InboxRow; readonly items: readonly RawItem[] }

/** What the reports of a body are about, by the number they are of. */
type Abouts = ReadonlyMap<string, About | undefined>

type Handling = { readonly row: InboxRow; readonly abouts: Abouts; readonly raw: RawItem }

type Handle = (tx: Tx, handling: Handling, now: Temporal.Instant) => Promise<keyof Tally>

function takeIn({ db, clock }: Tools, { row, items }: Body, handle: Handle): Promise<Outcome> {
  return inTransaction(db, async (tx) => {
    const now = clock.now()
    const tally: Tally = { handled: 0, ignored: 0, setAside: 0 }
    const abouts = await holdAll(tx, row.account_id, items)
    for (const raw of items) tally[await handle(tx, { row, abouts, raw }, now)] += 1
    const state = tally.handled + tally.setAside > 0 ? 'handled' : 'ignored'
    // Meta's bodies hold phone numbers, and what people wrote.
    const stamped = { state, reason: reasonOf(tally), erasesBody: true } as const
    if (!(await stamp(tx, [row], stamped, now))) throw lostLease(row)
    return { kind: 'reported', items: tally.handled, ignored: tally.ignored, setAside: tally.setAside }
  })
}

/** What all reports are about is held before the first of them is taken in. */
async function holdAll(tx: Tx, app: string, items: readonly RawItem[]): Promise<Abouts> {
  const byNumber = Map.groupBy(items.flatMap(statusOf), ({ phoneNumberId }) => phoneNumberId)
  const abouts = new Map<string, About | undefined>()
  for (const [phoneNumberId, [first, ...others]] of byNumber)
    if (first) abouts.set(phoneNumberId, await holdAbout(tx, app, [first, ...others]))
  return abouts
}

/** One that cannot be read is nobody's here, and set aside in its turn. */
function statusOf({ read }: RawItem): readonly StatusItem[] {
  try {
    const item = read()
    return item.kind === 'status' ? [item] : []
  } catch {
    return []
  }
}

async function handleApart(tx: Tx, handling: Handling, now: Temporal.Instant): Promise<keyof Tally> {
  try {
    return await inSavepoint(tx, () => handleItem(tx, handling, now))
  } catch (error) {
    if (isDatabaseTrouble(error)) throw error
    const { row, raw } = handling
    const { environment, source, account_id, type } = row
    const kept = { environment, source, account_id, type, body: raw.alone(), receivedAt: now }
    await keepSetAside(tx, kept, messageOf(error))
    return 'setAside'
  }
}

async function handleItem(
  tx: Tx,
  { row, abouts, raw }: Handling,
  now: Temporal.Instant,
): Promise<keyof Tally> {
  const item = raw.read()
  if (item.kind !== 'status')
    return (await carryOut(tx, { item, app: row.account_id }, now)) ? 'handled' : 'ignored'
  const about = abouts.get(item.phoneNumberId)
  const reported = about && (await report(tx, about, item, now))
  // Kept until the message is known: its send may not have been answered yet.
  if (about && reported === 'unknown')
    await park(tx, about.number, { app: row.account_id, wamid: item.wamid, body: raw.alone() }, now)
  return reported === 'taken-in' ? 'handled' : 'ignored'
}

function carryOut(
  tx: Tx,
  { item, app }: { readonly item: Exclude<Item, StatusItem>; readonly app: string },
  now: Temporal.Instant,
): Promise<boolean> {
  switch (item.kind) {
    case 'message':
    case 'preference':
      return answer(tx, app, item, now)
    case 'move':
      return followMove(tx, app, item, now)
    case 'template':
      return reportTemplate(tx, app, item, now)
    case 'number':
      return reportNumber(tx, app, item, now)
    case 'other':
      return Promise.resolve(false)
  }
}

function reasonOf({ handled, ignored, setAside }: Tally): string {
  return `${handled} handled, ${ignored} ignored, ${setAside} set aside`
}
