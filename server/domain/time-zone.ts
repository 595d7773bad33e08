import { nationalNumber, phoneCountry } from './phone.ts'
import { atlases, zonesIn } from './zones/atlas.ts'
import { countryZones } from './zones/countries.ts'

/** Time zones by their IANA names, the likeliest first. */
export type TimeZones = readonly [string, ...string[]]

/** What is known of where a shopper lives. */
export type Whereabouts = {
  /** Of the address, ISO 3166 alpha-2. */
  readonly country: string | undefined
  /** Of the address, as typed: a code or a name. */
  readonly region?: string | undefined
  readonly postalCode?: string | undefined
  /** E.164. */
  readonly phone: string | undefined
  /** Where the phone of somebody is from whose number is not known, ISO 3166 alpha-2. */
  readonly hiddenCountry?: string | undefined
  /** Where the merchant is, ISO 3166 alpha-2. */
  readonly accountCountry: string
}

/**
 * Every time zone a shopper may live in: of the address's country, else of the phone number's, else of the merchant's.
 * Within it the postal code tells the most, then the region, then the phone's area; without any of them it is all zones
 * where people of that country live.
 */
export function timeZonesOf(whereabouts: Whereabouts): TimeZones {
  const { phone, hiddenCountry, accountCountry } = whereabouts
  const phoneIsFrom = phone === undefined ? hiddenCountry : phoneCountry(phone)
  const country = [whereabouts.country, phoneIsFrom, accountCountry]
    .map((code) => code?.toUpperCase() ?? '')
    .find((code) => Object.hasOwn(countryZones, code))
  if (country === undefined) return ['UTC']
  const local = phoneIsFrom === country ? phone : undefined
  return within(country, { ...whereabouts, phone: local }) ?? zonesIn(countryZones[country] ?? '')
}

function within(country: string, { postalCode, region, phone }: Whereabouts): TimeZones | undefined {
  const atlas = atlases.get(country)
  if (!atlas) return undefined
  const number = phone && nationalNumber(phone)
  return (
    (postalCode ? atlas.byPostalCode(postalCode) : undefined) ??
    (region ? atlas.byName(region) : undefined) ??
    (number ? atlas.byPhone(number) : undefined)
  )
}
