import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { equivalentPhones, maskPhone, normalizePhone, phoneCountry } from '../../server/domain/phone.ts'

describe('a phone number as typed into Stripe', () => {
  test.each<[string, string, string | undefined, string | undefined]>([
    ['with its country code is taken as it is', '+34600000000', undefined, '+34600000000'],
    ['may have spaces, dots, dashes and brackets', ' +1 (415) 555-26.71 ', undefined, '+14155552671'],
    ['keeps its own country whatever the hint says', '+34600000000', 'DE', '+34600000000'],
    ['without a country code is read in the hinted country', '600 000 000', 'ES', '+34600000000'],
    ['loses the zero people dial at home', '0171 1234567', 'DE', '+491711234567'],
    ['keeps the zero that Italians do not drop', '06 1234 5678', 'IT', '+390612345678'],
    ['may be hinted in small letters', '600000000', 'es', '+34600000000'],
    ['may begin with 00 where that leads abroad', '0034 600 000 000', 'ES', '+34600000000'],
    ['may begin with 00 and lead to another country', '0034600000000', 'DE', '+34600000000'],
    ['may begin with 011 in America', '011 34 600 000 000', 'US', '+34600000000'],
    ['may carry an extension, which is left out', '+1 415 555 2671 ext. 12', undefined, '+14155552671'],
    ['may be a link', 'tel:+34600000000', undefined, '+34600000000'],
    ['in full-width digits is read', '＋３４６００００００００', 'ES', '+34600000000'],
    ['without a country code and a hint is none', '600000000', undefined, undefined],
    ['with a hint that is no country is none', '600000000', 'XX', undefined],
    ['too short is none', '+34 12', undefined, undefined],
    ['too long is none', '+34 600 000 000 000 000', undefined, undefined],
    [
      'with more than the fifteen digits a number may have is none',
      '+49 1234 5678 9012 345',
      undefined,
      undefined,
    ],
    ['with an unknown country code is none', '+999 600 000 000', undefined, undefined],
    ['made of words is none', 'ask the front desk', 'ES', undefined],
    ['that is an e-mail is none', 'maya@example.com', 'ES', undefined],
    ['that is empty is none', '', 'ES', undefined],
    ['made of blanks is none', '   ', 'ES', undefined],
    ['made of a lone plus is none', '+', 'ES', undefined],
  ])('%s', (_, raw, hint, phone) => {
    expect(normalizePhone(raw, hint)).toBe(phone)
  })

  test('whatever it is, becomes a number WhatsApp takes, or none', () => {
    const typed = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'+0123456789 -().xt') }))
    fc.assert(
      fc.property(typed, fc.option(fc.string({ maxLength: 3 }), { nil: undefined }), (raw, hint) => {
        expect(normalizePhone(raw, hint) ?? '+10000').toMatch(/^\+[1-9]\d{3,14}$/)
      }),
    )
  })

  test('that was understood once is understood the same way again', () => {
    const numbers = fc.integer({ min: 600_000_000, max: 799_999_999 })
    fc.assert(
      fc.property(numbers, (number) => {
        const phone = normalizePhone(String(number), 'ES')
        expect(phone && normalizePhone(phone, 'US')).toBe(phone)
      }),
    )
  })
})

describe('a number that WhatsApp writes otherwise than people dial it', () => {
  test.each([
    ['in Brazil with or without the ninth digit', '+5511987654321', '+551187654321'],
    ['in Mexico with or without the 1', '+525512345678', '+5215512345678'],
    ['in Argentina with or without the 9', '+541112345678', '+5491112345678'],
  ])('is the same one %s', (_, dialled, written) => {
    expect(equivalentPhones(dialled)).toContain(written)
    expect(equivalentPhones(written)).toContain(dialled)
  })

  test.each(['+34600000000', '+14155552671', '+5511', 'nobody'])('%s has one form only', (phone) => {
    expect(equivalentPhones(phone)).toEqual([phone])
  })
})

describe('the country of a number', () => {
  test.each([
    ['a Spanish one', '+34600000000', 'ES'],
    ['a Brazilian one', '+5511987654321', 'BR'],
    ['one of New York', '+12125550123', 'US'],
    ['one of Toronto', '+14165550123', 'CA'],
    ['one of an area code that nobody knows yet', '+15555550123', 'US'],
    ['one that is none', 'nobody', undefined],
  ])('%s', (_, phone, country) => {
    expect(phoneCountry(phone)).toBe(country)
  })
})

describe('a number in a list', () => {
  test('shows its country code and its last two digits only', () => {
    expect(maskPhone('+34600000012')).toBe('+34•••••••12')
  })

  test.each(['', '+', '+34', '+3412'])('that is no longer than %j does not break the list', (phone) => {
    expect(maskPhone(phone)).not.toContain('undefined')
  })
})
