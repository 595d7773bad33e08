import type { Account } from './account.ts'
import type { Contact } from './enrollment.ts'
import { chooseLanguage } from './language.ts'
import { normalizePhone, phoneCountry } from './phone.ts'
import type { Language } from './template.ts'

/** The phone (E.164) somebody is written to at: the first that can be one. Stripe keeps phone numbers as typed. */
export function phoneOfContact(
  { phones, country }: Pick<Contact, 'phones' | 'country'>,
  account: Pick<Account, 'country'>,
): string | undefined {
  return phones
    .map((raw) => normalizePhone(raw, country ?? account.country))
    .find((phone) => phone !== undefined)
}

/** The language somebody is written to in, as far as Stripe and their phone (E.164) tell. */
export function languageOfContact(
  { locales, country }: Pick<Contact, 'locales' | 'country'>,
  phone: string | undefined,
  account: Pick<Account, 'language'>,
): Language {
  return chooseLanguage(locales, (phone && phoneCountry(phone)) ?? country, account.language)
}
