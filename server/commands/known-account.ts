import type { Account } from '../domain/account.ts'
import { findAccount } from '../store/accounts.ts'
import { type By, type CommandTools, refusal } from './tools.ts'

/** The account a command is for. Refuses one that nobody has set up, so that nothing is kept for a misspelt id. */
export async function requireAccount({ db }: CommandTools, { account }: By): Promise<Account> {
  const known = await findAccount(db, account)
  if (known) return known
  const { accountId, environment } = account
  throw refusal(`The account ${accountId} is not set up in ${environment} mode`, {
    typed: ': run `npm run paynudge -- account set` first',
  })
}
