/** Calling codes of the countries our stories take place in, longest first where one begins another. */
const countries: readonly (readonly [callingCode: string, country: string])[] = [
  ['353', 'IE'],
  ['351', 'PT'],
  ['31', 'NL'],
  ['32', 'BE'],
  ['33', 'FR'],
  ['34', 'ES'],
  ['39', 'IT'],
  ['41', 'CH'],
  ['43', 'AT'],
  ['44', 'GB'],
  ['49', 'DE'],
  ['52', 'MX'],
  ['54', 'AR'],
  ['55', 'BR'],
  ['61', 'AU'],
  ['62', 'ID'],
  ['65', 'SG'],
  ['91', 'IN'],
  ['1', 'US'],
]

/** The digits of a phone number, which is what WhatsApp calls a `wa_id`. */
export function digitsOf(phone: string): string {
  return phone.replace(/\D/g, '')
}

/** The number with its plus sign and country code, and nothing between the digits. */
export function e164(phone: string): string {
  return `+${digitsOf(phone)}`
}

/** The two-letter country of a number, `ZZ` when we do not know its calling code. */
export function countryOf(phone: string): string {
  return findCountry(phone)?.[1] ?? 'ZZ'
}

/**
 * The digits Meta understands by a `to`: without a plus sign it puts the calling code of the business before
 * them (facts section 1.1). Undefined when it is no phone number at all.
 */
export function recipientDigits(to: string, businessPhone: string): string | undefined {
  if (!/^\+?[\d\s().-]{7,20}$/.test(to)) return undefined
  if (to.startsWith('+')) return digitsOf(to)
  return `${findCountry(businessPhone)?.[0] ?? ''}${digitsOf(to)}`
}

function findCountry(phone: string) {
  return countries.find(([code]) => digitsOf(phone).startsWith(code))
}
