import {
  type CountryCode,
  isSupportedCountry,
  type PhoneNumber,
  parsePhoneNumberFromString,
} from 'libphonenumber-js'

/**
 * A phone number as E.164, such as `+34600000000`. Stripe keeps what was typed, so a number without a
 * country code is read as one of the hinted country (ISO 3166 alpha-2). Undefined when it cannot be a number.
 */
export function normalizePhone(raw: string, countryHint: string | undefined): string | undefined {
  const parsed = parse(raw, countryOf(countryHint))
  return parsed && equivalentPhones(parsed.number).find(canBeDialled)
}

function canBeDialled(phone: string): boolean {
  return isE164.test(phone) && parse(phone)?.isPossible() === true
}

/**
 * The number in every form it is known by. WhatsApp's id of a person writes some countries' mobile numbers otherwise
 * than the number that is dialled: Brazil's ninth digit, Mexico's 1, Argentina's 9.
 */
export function equivalentPhones(phone: string): readonly string[] {
  const other = forms.map(([form, rewritten]) =>
    form.test(phone) ? phone.replace(form, rewritten) : undefined,
  )
  return [phone, ...other.filter((form) => form !== undefined)]
}

const forms: readonly (readonly [RegExp, string])[] = [
  [/^\+55(\d{2})9(\d{8})$/, '+55$1$2'],
  [/^\+55(\d{2})([6-9]\d{7})$/, '+55$19$2'],
  [/^\+521(\d{10})$/, '+52$1'],
  [/^\+52(\d{10})$/, '+521$1'],
  [/^\+549(\d{10})$/, '+54$1'],
  [/^\+54([1-8]\d{9})$/, '+549$1'],
]

/** At most fifteen digits: https://www.itu.int/rec/T-REC-E.164 */
const isE164 = /^\+[1-9]\d{6,14}$/

/**
 * The country of an E.164 number, where the number tells it. One of +1 with an area code that is in nobody's tables yet is
 * taken for one of the US, which adds the most.
 */
export function phoneCountry(phone: string): string | undefined {
  return parse(phone)?.country ?? (phone.startsWith('+1') ? 'US' : undefined)
}

/** An E.164 number without its country code; undefined when it cannot be told apart. */
export function nationalNumber(phone: string): string | undefined {
  return parse(phone)?.nationalNumber
}

/** The number with all but its last two digits hidden, for lists that operators read. */
export function maskPhone(phone: string): string {
  return `${phone.slice(0, 3)}${'•'.repeat(Math.max(0, phone.length - 5))}${phone.slice(-2)}`
}

/** Whether this is the code of a country (ISO 3166 alpha-2). */
export function isCountry(code: string): boolean {
  return isSupportedCountry(code)
}

function countryOf(hint: string | undefined): CountryCode | undefined {
  const code = hint?.toUpperCase()
  return code && isSupportedCountry(code) ? code : undefined
}

/** Numbers that were parsed of late, all that is known of them: each is asked about several times for one message. */
const parsed = new Map<string, PhoneNumber | undefined>()
const parsedAtMost = 1_000

function parse(raw: string, country?: CountryCode): PhoneNumber | undefined {
  const asked = `${country ?? ''} ${raw}`
  if (parsed.has(asked)) return parsed.get(asked)
  if (parsed.size >= parsedAtMost) parsed.clear()
  const number = parsePhoneNumberFromString(raw, country)
  parsed.set(asked, number)
  return number
}
