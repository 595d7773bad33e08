import type { AccountKey } from '../domain/account.ts'
import type { Tx } from '../store/database.ts'
import { listNumbers } from '../store/numbers.ts'

/** What is wrong with a number somebody wants to send from, in words: it must be linked. */
export async function problemsWithSender(
  tx: Tx,
  account: AccountKey,
  sender: string | null | undefined,
): Promise<readonly string[]> {
  if (!sender) return []
  const numbers = await listNumbers(tx, account)
  if (numbers.some(({ phoneNumberId }) => phoneNumberId === sender)) return []
  const linked = numbers.map(({ phoneNumberId, displayPhone }) => `${phoneNumberId} (${displayPhone})`)
  const there = linked.length > 0 ? `linked are ${linked.join(', ')}` : 'none is linked yet'
  return [`No number ${sender} is linked to this account; ${there}`]
}
