import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { exponent, formatMoney } from '../../server/domain/money.ts'
import { languages } from '../../server/domain/template.ts'

/** Intl separates with spaces that do not break; here they read as plain ones. */
const read = (amount: number, currency: string, language = 'en_US') =>
  formatMoney({ amount, currency }, language).replace(/\s/gu, ' ')

describe('an amount reads as the shopper’s bank shows it', () => {
  test.each<[string, number, string, string, string]>([
    ['500 yen are 500 yen', 500, 'jpy', 'en_US', '¥500'],
    ['dinars have three digits', 5120, 'kwd', 'en_US', 'KWD 5.120'],
    ['crowns of Iceland are written whole', 500, 'isk', 'en_US', 'ISK 5'],
    ['shillings of Uganda are written whole', 500_000, 'ugx', 'en_US', 'UGX 5,000'],
    ['a part of a crown is not hidden', 550, 'isk', 'en_US', 'ISK 5.50'],
    ['forints keep the two digits Stripe charges', 1045, 'huf', 'en_US', 'HUF 10.45'],
    ['new Taiwan dollars keep the two digits Stripe charges', 1045, 'twd', 'en_US', 'NT$10.45'],
    ['a cent is a cent', 1, 'usd', 'en_US', '$0.01'],
    ['nothing is nothing', 0, 'usd', 'en_US', '$0.00'],
    ['pesos of Chile have no cents', 4900, 'clp', 'en_US', 'CLP 4,900'],
    ['ariary have no cents', 4900, 'mga', 'en_US', 'MGA 4,900'],
    ['CFA francs have no cents', 4900, 'xof', 'en_US', 'F CFA 4,900'],
    ['money that goes back carries its sign', -4900, 'usd', 'en_US', '-$49.00'],
    ['a cent that goes back carries its sign', -1, 'usd', 'en_US', '-$0.01'],
    ['yen that go back carry their sign', -500, 'jpy', 'en_US', '-¥500'],
    ['a currency in capitals is the same currency', 4900, 'EUR', 'en_US', '€49.00'],
    ['Germans read the comma and the sign behind', 490_000, 'eur', 'de', '4.900,00 €'],
    ['Brazilians read their reais', 14_990, 'brl', 'pt_BR', 'R$ 149,90'],
    ['Indians read their own groups of digits', 12_345_678, 'inr', 'hi', '₹1,23,456.78'],
    ['the largest whole number is exact', Number.MAX_SAFE_INTEGER, 'usd', 'en_US', '$90,071,992,547,409.91'],
    [
      'the largest number of dinars is exact',
      Number.MAX_SAFE_INTEGER,
      'kwd',
      'en_US',
      'KWD 9,007,199,254,740.991',
    ],
    ['the largest number of yen is exact', Number.MAX_SAFE_INTEGER, 'jpy', 'en_US', '¥9,007,199,254,740,991'],
  ])('%s', (_, amount, currency, language, text) => {
    expect(read(amount, currency, language)).toBe(text)
  })
})

const currencies = 'usd eur gbp brl inr idr jpy krw clp mga xof kwd bhd isk ugx huf twd mxn chf'.split(' ')

describe('every amount in every language', () => {
  test.each(languages)('reads without an error in %s', (language) => {
    for (const currency of currencies) expect(read(123_456, currency, language)).toMatch(/[1१]/u)
  })

  test('shows the exact amount, digit by digit', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.constantFrom(...currencies), (amount, currency) => {
        const digits = read(amount, currency).replace(/\D/gu, '')
        const whole = BigInt(digits) * (isWhole(amount, currency) ? 100n : 1n)
        expect(whole).toBe(BigInt(Math.abs(amount)))
        expect(read(amount, currency).startsWith('-')).toBe(amount < 0)
      }),
    )
  })
})

const isWhole = (amount: number, currency: string) => /^(isk|ugx)$/.test(currency) && amount % 100 === 0

describe('the digits behind the point', () => {
  test.each([
    ['jpy', 0],
    ['JPY', 0],
    ['pyg', 0],
    ['usd', 2],
    ['isk', 2],
    ['ugx', 2],
    ['huf', 2],
    ['kwd', 3],
    ['tnd', 3],
  ] as const)('of %s are %i in Stripe’s amounts', (currency, digits) => {
    expect(exponent(currency)).toBe(digits)
  })
})
