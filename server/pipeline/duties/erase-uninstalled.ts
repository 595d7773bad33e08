import { dutyDueAt, endDuty, takeDuty } from '../../store/duties.ts'
import { eraseAccount, uninstalledBefore } from '../../store/uninstall.ts'
import type { Outcome } from '../outcome.ts'
import type { Tools } from '../tools.ts'

/** How long what an account left behind is kept, in case the app was taken out by mistake. */
const keptDays = 30
const everyHours = 6
const leaseMs = 60 * 60_000
const name = 'erase-uninstalled'

/** Erases all that is known of accounts that took the app out and did not put it back in time. */
export async function eraseUninstalled({ db, clock }: Tools): Promise<readonly Outcome[]> {
  const now = clock.now()
  const dueAt = (await dutyDueAt(db, name)) ?? 0
  if (dueAt > now.epochMilliseconds) return []
  if (!(await takeDuty(db, { name, leaseMs }, now))) return []
  const before = now.subtract({ hours: keptDays * 24 })
  const erased: Outcome[] = []
  for (const account of await uninstalledBefore(db, before))
    if (await eraseAccount(db, account, before)) erased.push({ kind: 'erased', account })
  await endDuty(db, name, now.add({ hours: everyHours }))
  return erased
}
