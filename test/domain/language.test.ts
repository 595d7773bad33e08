import { describe, expect, test } from 'vitest'
import { chooseLanguage, languageOf } from '../../server/domain/language.ts'
import { languages } from '../../server/domain/template.ts'

describe('a message is written', () => {
  test.each<[string, readonly string[], string | undefined, string, string]>([
    ['in the language the shopper prefers', ['fr'], 'DE', 'es', 'fr'],
    ['in the first preferred language we have texts for', ['ja', 'sv-SE', 'it-IT', 'fr'], 'DE', 'es', 'it'],
    ['in the language of the shopper’s country when we have no preferred one', ['ja'], 'BR', 'es', 'pt_BR'],
    ['in the language of the shopper’s country when none is preferred', [], 'AT', 'es', 'de'],
    ['for a country in small letters as for one in capitals', [], 'mx', 'en_US', 'es'],
    ['in the account’s language for a country of many languages', [], 'BE', 'nl', 'nl'],
    ['in the account’s language when nothing is known of the shopper', [], undefined, 'hi', 'hi'],
    ['in English when we have no texts in the account’s language either', [], undefined, 'ja', 'en_US'],
    ['in English when the account names no language', [], undefined, '', 'en_US'],
  ])('%s', (_, preferred, country, account, language) => {
    expect(chooseLanguage(preferred, country, account)).toBe(language)
  })
})

describe('a locale of Stripe', () => {
  test.each<[string, string | undefined]>([
    ['pt-PT', 'pt_BR'],
    ['pt', 'pt_BR'],
    ['en-GB', 'en_US'],
    ['es-419', 'es'],
    ['de_AT', 'de'],
    ['DE', 'de'],
    ['id', 'id'],
    ['ja', undefined],
    ['e', undefined],
    ['', undefined],
    ['auto', undefined],
  ])('%j is read as our %s', (locale, language) => {
    expect(languageOf(locale)).toBe(language)
  })

  test.each(languages)('%s, a code of ours, means itself', (language) => {
    expect(languageOf(language)).toBe(language)
  })
})
