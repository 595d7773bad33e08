import type { AccountKey } from '../domain/account.ts'
import { defaultNumber } from '../store/numbers.ts'
import { linkBaseOf } from '../store/templates.ts'
import { pushTemplates } from './push-templates.ts'
import type { CommandTools } from './tools.ts'

/** Who the audit says goes on with what a person began. */
const actor = 'paynudge'

/**
 * Goes on with a push for which Meta had no room, with the links it began with; returns how many texts wait even then.
 * Nothing is left to do once no number is linked.
 */
export async function handInWaiting(
  tools: Omit<CommandTools, 'publicUrl'>,
  account: AccountKey,
): Promise<number> {
  const publicUrl = await linkBaseOf(tools.db, account)
  if (!publicUrl || !(await defaultNumber(tools.db, account))) return 0
  const pushed = await pushTemplates({ ...tools, publicUrl }, { actor, account })
  return pushed.filter(({ result }) => result === 'waits').length
}
