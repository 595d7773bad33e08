import type { Account } from '../domain/account.ts'
import { findAccount } from '../store/accounts.ts'
import { setUpAccount } from './set-up-account.ts'
import type { By, CommandTools } from './tools.ts'

/** The account somebody speaks from who has the app installed: one that is not known yet is set up from Stripe. */
export async function meetAccount(tools: CommandTools, by: By): Promise<Account> {
  return (await findAccount(tools.db, by.account)) ?? (await setUpAccount(tools, by, {}))
}
