import type { Account } from '../domain/account.ts'
import { findAccount } from '../store/accounts.ts'
import { setUpAccount } from './set-up-account.ts'
import { type By, type CommandTools, isRefusal, refusal } from './tools.ts'

/** The account somebody speaks from who has the app installed: one that is not known yet is set up from Stripe. */
export async function meetAccount(tools: CommandTools, by: By): Promise<Account> {
  return (await findAccount(tools.db, by.account)) ?? (await setUpAccount(tools, by, {}).catch(inWords(by)))
}

/** Who reads this in the Dashboard has no command line. */
function inWords({ account: { environment } }: By) {
  return (error: unknown): never => {
    if (!isRefusal(error)) throw error
    throw refusal(
      `Paynudge cannot read this account in ${environment} mode. Ask whoever runs Paynudge for you: they compare ` +
        `STRIPE_SECRET_KEY_${environment.toUpperCase()} with the Dashboard`,
    )
  }
}
