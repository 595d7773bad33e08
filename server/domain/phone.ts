import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js'

/**
 * A phone number as E.164, such as `+34600000000`. Stripe keeps what was typed, so a number without a
 * country code is read as one of the hinted country (ISO 3166 alpha-2). Undefined when it cannot be a number.
 */
export function normalizePhone(raw: string, countryHint: string | undefined): string | undefined {
  const parsed = parsePhoneNumberFromString(raw, countryOf(countryHint))
  return parsed?.isPossible() ? parsed.number : undefined
}

/** The country of an E.164 number, where the number tells it. */
export function phoneCountry(phone: string): string | undefined {
  return parsePhoneNumberFromString(phone)?.country
}

/** The number with all but its last two digits hidden, for lists that operators read. */
export function maskPhone(phone: string): string {
  return `${phone.slice(0, 3)}${'•'.repeat(Math.max(0, phone.length - 5))}${phone.slice(-2)}`
}

function countryOf(hint: string | undefined): CountryCode | undefined {
  const code = hint?.toUpperCase()
  return code && isSupportedCountry(code) ? code : undefined
}
