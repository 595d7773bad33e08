import type { Account } from '../domain/account.ts'
import { findAccount } from '../store/accounts.ts'
import { setUpAccount } from './set-up-account.ts'
import { type By, type CommandTools, isRefusal, refusal } from './tools.ts'

/** The account somebody speaks from who has the app installed: one that is not known yet is set up from Stripe. */
export async function meetAccount(tools: CommandTools, by: By): Promise<Account> {
  return (await findAccount(tools.db, by.account)) ?? (await setUpAccount(tools, by, {}).catch(inWords(by)))
}

const modes = { live: 'live mode', test: 'test mode', sandbox: 'this sandbox' } as const

/** Who reads this in the Dashboard has no command line. */
function inWords({ account: { environment } }: By) {
  return (error: unknown): never => {
    if (!isRefusal(error)) throw error
    throw refusal(
      `The Paynudge server cannot read this account in ${modes[environment]}. Ask whoever runs Paynudge for you ` +
        'to compare the Stripe key it uses there with the Dashboard',
    )
  }
}
