import { readAccountSettings } from '../../store/account-settings.ts'
import { everyAccount } from '../../store/accounts.ts'
import { dutyDueAt, endDuty, takeDuty } from '../../store/duties.ts'
import { forgetWrites } from '../../store/panel-writes.ts'
import { eraseWords } from '../../store/words.ts'
import type { Outcome } from '../outcome.ts'
import type { Tools } from '../tools.ts'

const everyHours = 6
const leaseMs = 10 * 60_000
const name = 'erase-words'
/** Batches of one account in one turn; what is left is erased the next time. */
const batchesAtMost = 20

/** Erases what was said in chats once it was kept as long as the merchant wants, and in the panel once nobody may ask again. */
export async function eraseOldWords({ db, clock }: Tools): Promise<readonly Outcome[]> {
  const now = clock.now()
  const dueAt = (await dutyDueAt(db, name)) ?? 0
  if (dueAt > now.epochMilliseconds) return []
  if (!(await takeDuty(db, { name, leaseMs }, now))) return []
  for (const account of await everyAccount(db)) {
    const { keepWordsDays } = await readAccountSettings(db, account)
    const before = now.subtract({ hours: keepWordsDays * 24 })
    for (let batch = 0; batch < batchesAtMost; batch += 1) if (!(await eraseWords(db, account, before))) break
  }
  await forgetWrites(db, now)
  await endDuty(db, name, now.add({ hours: everyHours }))
  return []
}
