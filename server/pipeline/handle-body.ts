import { inSavepoint, inTransaction, type Tx } from '../store/database.ts'
import { holdReported } from '../store/hold-reported.ts'
import { type InboxRow, stamp } from '../store/inbox.ts'
import { findNumber } from '../store/numbers.ts'
import { keepSetAside } from '../store/set-aside.ts'
import { isDatabaseTrouble } from '../store/trouble.ts'
import { eraseBody } from '../store/words.ts'
import type { StatusItem } from '../whatsapp/items.ts'
import { type Item, parseBody, type RawItem, readItems } from '../whatsapp/webhook.ts'
import { answer } from './answer.ts'
import { followMove } from './follow-move.ts'
import { messageOf, type Outcome } from './outcome.ts'
import { lostLease } from './plan.ts'
import { parkReport, report, reportTemplate } from './report.ts'
import { reportNumber } from './report-number.ts'
import type { Tools } from './tools.ts'

/** How many items of a body had an effect, meant nothing to us, or failed. */
type Tally = { handled: number; ignored: number; setAside: number }

/**
 * Handles all items of one of Meta's bodies in one transaction. An item that fails is undone and set aside by itself;
 * an only item that fails is the row's own failure.
 */
export async function handleBody({ db, clock }: Tools, row: InboxRow): Promise<Outcome> {
  const items = readItems(parseBody(row.body))
  const tally: Tally = { handled: 0, ignored: 0, setAside: 0 }
  await inTransaction(db, async (tx) => {
    const now = clock.now()
    if (items.length > 1) await holdAll(tx, row.account_id, items)
    for (const item of items) {
      const done =
        items.length === 1 ? await handleItem(tx, row, item, now) : await handleApart(tx, row, item, now)
      tally[done] += 1
    }
    const state = tally.handled + tally.setAside > 0 ? 'handled' : 'ignored'
    if (!(await stamp(tx, [row], { state, reason: reasonOf(tally) }, now))) throw lostLease(row)
    await eraseBody(tx, row)
  })
  return { kind: 'reported', items: tally.handled, ignored: tally.ignored, setAside: tally.setAside }
}

/** What several reports are about is held before the first of them is taken in. */
async function holdAll(tx: Tx, app: string, items: readonly RawItem[]) {
  const byNumber = Map.groupBy(items.flatMap(statusOf), ({ phoneNumberId }) => phoneNumberId)
  for (const [phoneNumberId, statuses] of byNumber) {
    const number = await findNumber(tx, app, phoneNumberId)
    if (!number) continue
    const wamids = statuses.map(({ wamid }) => wamid)
    const sendIds = statuses.flatMap(({ sendId }) => sendId ?? [])
    await holdReported(tx, number, { phoneNumberId, wamids, sendIds })
  }
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

async function handleApart(
  tx: Tx,
  row: InboxRow,
  item: RawItem,
  now: Temporal.Instant,
): Promise<keyof Tally> {
  try {
    return await inSavepoint(tx, () => handleItem(tx, row, item, now))
  } catch (error) {
    // The item is not at fault, and the body comes again as a whole.
    if (isDatabaseTrouble(error)) throw error
    const body = item.alone()
    const { environment, source, account_id, type } = row
    const text = messageOf(error)
    await keepSetAside(tx, { environment, source, account_id, type, body, receivedAt: now }, text)
    return 'setAside'
  }
}

async function handleItem(tx: Tx, row: InboxRow, raw: RawItem, now: Temporal.Instant): Promise<keyof Tally> {
  const item = raw.read()
  const app = row.account_id
  if (await carryOut(tx, { item, app }, now)) return 'handled'
  if (item.kind === 'status') await parkReport(tx, { app, item, body: raw.alone() }, now)
  return 'ignored'
}

function carryOut(
  tx: Tx,
  { item, app }: { readonly item: Item; readonly app: string },
  now: Temporal.Instant,
): Promise<boolean> {
  switch (item.kind) {
    case 'status':
      return report(tx, app, item, now)
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
