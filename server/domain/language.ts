import { type Language, languages } from './template.ts'

/** Where most people read one of our languages; other countries fall back to the account's. */
const countryLanguages: Readonly<Record<string, Language>> = {
  AT: 'de',
  CH: 'de',
  DE: 'de',
  LI: 'de',
  AR: 'es',
  BO: 'es',
  CL: 'es',
  CO: 'es',
  CR: 'es',
  DO: 'es',
  EC: 'es',
  ES: 'es',
  GT: 'es',
  HN: 'es',
  MX: 'es',
  NI: 'es',
  PA: 'es',
  PE: 'es',
  PY: 'es',
  SV: 'es',
  UY: 'es',
  VE: 'es',
  BR: 'pt_BR',
  PT: 'pt_BR',
  FR: 'fr',
  MC: 'fr',
  IT: 'it',
  SM: 'it',
  NL: 'nl',
  ID: 'id',
  AU: 'en_US',
  CA: 'en_US',
  GB: 'en_US',
  IE: 'en_US',
  NZ: 'en_US',
  US: 'en_US',
}

/** The shopper's language: what Stripe knows of their wishes, then their country, then the account's. */
export function chooseLanguage(
  preferredLocales: readonly string[],
  country: string | undefined,
  accountLanguage: string,
): Language {
  const wished = preferredLocales.map(languageOf).find((language) => language !== undefined)
  return wished ?? countryLanguages[country?.toUpperCase() ?? ''] ?? languageOf(accountLanguage) ?? 'en_US'
}

/** Our language for a locale such as `pt-PT`, `de_AT` or `es-419`; undefined when we have no texts for it. */
export function languageOf(locale: string): Language | undefined {
  const primary = locale.toLowerCase().split(/[-_]/)[0]
  return languages.find((language) => language.toLowerCase().split('_')[0] === primary)
}
