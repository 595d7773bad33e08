import type { Account, AccountKey } from './account.ts'
import { chooseLanguage } from './language.ts'

/** An account as it begins, with what follows from its name and country. */
export function newAccount(
  { environment, accountId }: AccountKey,
  { name, country }: Pick<Account, 'name' | 'country'>,
): Account {
  const language = chooseLanguage([], country, 'en_US')
  return { environment, accountId, name, country, language, linkDomain: undefined }
}
