import { recordAudit } from '../store/audit.ts'
import { inTransaction } from '../store/database.ts'
import { listSetAside, type SetAside, waitAgain } from '../store/set-aside.ts'
import { type By, type CommandTools, refusal } from './tools.ts'

const rowsAtMost = 200

/** The webhooks that failed too often and were set aside with their error, oldest first. */
export function showSetAside({ db }: CommandTools, { account }: By): Promise<readonly SetAside[]> {
  return listSetAside(db, account, rowsAtMost)
}

/** Has every webhook that was set aside handled again, as after an outage. */
export async function rerunAll(tools: CommandTools, by: By): Promise<readonly SetAside[]> {
  const rows = await showSetAside(tools, by)
  return Promise.all(rows.map((row) => rerunEvent(tools, by, row.id)))
}

/** Has a webhook that was set aside handled again, from the start. */
export async function rerunEvent(tools: CommandTools, { actor, account }: By, id: string): Promise<SetAside> {
  const now = tools.clock.now()
  return inTransaction(tools.db, async (tx) => {
    const row = await waitAgain(tx, account, id, now)
    if (!row)
      throw refusal(`No webhook ${id} is set aside`, {
        typed: '; `npm run paynudge -- events` lists those that are',
      })
    await recordAudit(
      tx,
      { ...account, actor, command: 'rerun-event', after: { id, event: row.event_id } },
      now,
    )
    return row
  })
}
