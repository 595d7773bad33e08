import { isCountry, phoneCountry } from './phone.ts'

/** Meta's ids of people begin with the country of their number: `US.13491208655302741918`. */
const userId = /^([A-Z]{2})\.[A-Za-z0-9.]+$/

/** Whether this is Meta's own id of a person rather than their phone number. */
export function isUserId(person: string): boolean {
  return userId.test(person)
}

/** Where somebody's phone is from, ISO 3166 alpha-2, as their number (E.164) or Meta's id of them tells. */
export function countryOfPerson(person: string): string | undefined {
  const [, country] = userId.exec(person) ?? []
  if (country === undefined) return phoneCountry(person)
  return isCountry(country) ? country : undefined
}
