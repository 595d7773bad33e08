import { inTransaction } from '../store/database.ts'
import { findMatched, forgetParked, type ParkedReport, unpark } from '../store/parked-reports.ts'
import { parseBody, readItems } from '../whatsapp/webhook.ts'
import type { Outcome } from './outcome.ts'
import { holdAbout, report } from './report.ts'
import type { Tools } from './tools.ts'

const reportsAtMost = 100
/** A send has its answer after minutes at most; what is unknown a day later is no message of ours. */
const parkedHours = 24

/** Takes in reports that came before their message was known, and lets go of those whose message never will be. */
export async function matchParked(tools: Tools): Promise<readonly Outcome[]> {
  const now = tools.clock.now()
  const matched = await findMatched(tools.db, reportsAtMost)
  let handled = 0
  for (const parked of matched) if (await takeIn(tools, parked, now)) handled += 1
  await forgetParked(tools.db, now.subtract({ hours: parkedHours }))
  return handled > 0 ? [{ kind: 'reported', items: handled, ignored: 0, setAside: 0 }] : []
}

function takeIn({ db }: Tools, parked: ParkedReport, now: Temporal.Instant): Promise<boolean> {
  return inTransaction(db, async (tx) => {
    if (!(await unpark(tx, parked))) return false
    for (const { read } of readItems(parseBody(parked.body))) {
      const item = read()
      if (item.kind !== 'status') continue
      const about = await holdAbout(tx, parked.app, [item])
      if (about) await report(tx, about, item, now)
    }
    return true
  })
}
