import { getCountries, parsePhoneNumberFromString } from 'libphonenumber-js'
import { describe, expect, test } from 'vitest'
import { timeZonesOf, type Whereabouts } from '../../server/domain/time-zone.ts'
import { atlases, zonesIn } from '../../server/domain/zones/atlas.ts'
import { countryZones } from '../../server/domain/zones/countries.ts'
import { regionTables } from '../../server/domain/zones/regions.ts'

const unknown: Whereabouts = { country: undefined, phone: undefined, accountCountry: 'DE' }

describe('a customer lives', () => {
  test.each<[string, Partial<Whereabouts>, string]>([
    ['by the clock of a country with one', { country: 'FR' }, 'Europe/Paris'],
    ['there in small letters, too', { country: 'fr' }, 'Europe/Paris'],
    ['half an hour off in India', { country: 'IN' }, 'Asia/Kolkata'],
    ['a quarter of an hour off in Nepal', { country: 'NP' }, 'Asia/Kathmandu'],
    ['by the address rather than the phone', { country: 'FR', phone: '+12125550123' }, 'Europe/Paris'],
    ['by the phone without an address', { phone: '+33612345678' }, 'Europe/Paris'],
    ['by the phone when the country is none', { country: 'XX', phone: '+33612345678' }, 'Europe/Paris'],
    ['by the merchant without a phone', {}, 'Europe/Berlin'],
    ['by where a hidden phone is from', { hiddenCountry: 'FR' }, 'Europe/Paris'],
    ['by the address rather than that', { country: 'NP', hiddenCountry: 'FR' }, 'Asia/Kathmandu'],
    ['by the state', { country: 'US', region: 'TX' }, 'America/Chicago America/Denver'],
    ['by the state in ISO’s form', { country: 'US', region: 'US-CA' }, 'America/Los_Angeles'],
    ['by the name of the state', { country: 'US', region: ' new york ' }, 'America/New_York'],
    ['by the name without its accents', { country: 'BR', region: 'Sao Paulo' }, 'America/Sao_Paulo'],
    ['by the name with its accents', { country: 'CA', region: 'Québec' }, 'America/Toronto'],
    ['by dotted letters', { country: 'AU', region: 'N.S.W.' }, 'Australia/Sydney'],
    ['in the west of Brazil by the state', { country: 'BR', region: 'AM' }, 'America/Manaus'],
    ['in the far west of Brazil by the state', { country: 'BR', region: 'Acre' }, 'America/Rio_Branco'],
    ['in Bali by the province', { country: 'ID', region: 'Bali' }, 'Asia/Makassar'],
    ['in Baja California by the state', { country: 'MX', region: 'BC' }, 'America/Tijuana'],
    ['in Vladivostok by the region', { country: 'RU', region: 'PRI' }, 'Asia/Vladivostok'],
    ['by the ZIP code alone', { country: 'US', postalCode: '94107' }, 'America/Los_Angeles'],
    ['by the long ZIP code', { country: 'US', postalCode: '02110-1234' }, 'America/New_York'],
    ['in Pensacola by the ZIP code', { country: 'US', region: 'FL', postalCode: '32501' }, 'America/Chicago'],
    ['in El Paso by the ZIP code', { country: 'US', region: 'TX', postalCode: '79901' }, 'America/Denver'],
    ['in Canada by the postal code', { country: 'CA', postalCode: 'v6b 1a1' }, 'America/Vancouver'],
    ['in the east of British Columbia by it', { country: 'CA', postalCode: 'V1C 1A1' }, 'America/Edmonton'],
    ['in Darwin by the postal code', { country: 'AU', postalCode: '0800' }, 'Australia/Darwin'],
    ['in Manaus by the postal code', { country: 'BR', postalCode: '69005-040' }, 'America/Manaus'],
    ['in Cancún by the postal code', { country: 'MX', postalCode: '77500' }, 'America/Cancun'],
    ['in Jayapura by the postal code', { country: 'ID', postalCode: '99111' }, 'Asia/Jayapura'],
    ['in Madrid by the postal code', { country: 'ES', postalCode: '28001' }, 'Europe/Madrid'],
    ['on the Canaries by the postal code', { country: 'ES', postalCode: '35001' }, 'Atlantic/Canary'],
    ['on the Azores by the postal code', { country: 'PT', postalCode: '9500-321' }, 'Atlantic/Azores'],
    ['by the area code', { phone: '+14155550123' }, 'America/Los_Angeles'],
    [
      'by the area code when the address tells the country only',
      { country: 'US', phone: '+13125550123' },
      'America/Chicago',
    ],
    ['by the area code of Canada', { phone: '+14035550123' }, 'America/Edmonton'],
    ['by an area code that is new to the tables of phones', { phone: '+16215550123' }, 'America/Chicago'],
    ['by the area code of Brazil', { phone: '+5592912345678' }, 'America/Manaus'],
    ['by the area code of Mexico', { phone: '+526641234567' }, 'America/Tijuana'],
    ['by the landline of Perth', { phone: '+61891234567' }, 'Australia/Perth'],
    [
      'by the ZIP code rather than the area code',
      { country: 'US', postalCode: '10001', phone: '+14155550123' },
      'America/New_York',
    ],
    [
      'by the area code when the ZIP code lost its zero',
      { country: 'US', postalCode: '6001', phone: '+12035550123' },
      'America/New_York',
    ],
    [
      'by the area code when the region is none',
      { country: 'US', region: 'n/a', phone: '+16175550123' },
      'America/New_York',
    ],
  ])('%s', (_, known, zones) => {
    expect(timeZonesOf({ ...unknown, ...known }).join(' ')).toBe(zones)
  })
})

describe('in doubt a customer may live in all zones of the country', () => {
  test.each<[string, Partial<Whereabouts>, string, string]>([
    [
      'an American whose address is no more than the country',
      { country: 'US' },
      'America/New_York',
      'Pacific/Honolulu',
    ],
    [
      'a number of the US that tells no place',
      { phone: '+18005550123' },
      'America/New_York',
      'America/Anchorage',
    ],
    ['a number of +1 that nobody knows', { phone: '+15555550123' }, 'America/New_York', 'Pacific/Honolulu'],
    ['an Australian mobile', { phone: '+61412345678' }, 'Australia/Sydney', 'Australia/Perth'],
    ['an Indonesian mobile', { phone: '+6281234567890' }, 'Asia/Jakarta', 'Asia/Jayapura'],
    ['a Russian mobile', { phone: '+79161234567' }, 'Europe/Moscow', 'Asia/Kamchatka'],
    ['a Spanish mobile', { phone: '+34600000000' }, 'Europe/Madrid', 'Atlantic/Canary'],
    [
      'an American with a German number',
      { country: 'US', phone: '+492125550123' },
      'America/New_York',
      'Pacific/Honolulu',
    ],
    [
      'a region that is none of the country',
      { country: 'US', region: 'Bavaria' },
      'America/New_York',
      'Pacific/Honolulu',
    ],
    [
      'an American merchant’s customer without anything',
      { accountCountry: 'US' },
      'America/New_York',
      'Pacific/Honolulu',
    ],
  ])('%s', (_, known, likeliest, another) => {
    const zones = timeZonesOf({ ...unknown, ...known })
    expect(zones[0]).toBe(likeliest)
    expect(zones).toContain(another)
  })

  test('and by the clock of the world when not even the merchant’s country is one', () => {
    expect(timeZonesOf({ ...unknown, accountCountry: 'ZZ' })).toEqual(['UTC'])
  })
})

describe('the tables', () => {
  const uninhabited = ['AQ', 'BV', 'GS', 'HM', 'PN', 'TF', 'UM']

  test('know every country there is', () => {
    expect(Object.keys(countryZones).toSorted()).toEqual([...getCountries(), ...uninhabited].toSorted())
  })

  test.each(Object.entries(countryZones))('name zones that exist in %s', (_, zones) => {
    expect(zonesIn(zones).filter((zone) => !exists(zone))).toEqual([])
  })

  test.each(Object.entries(regionTables))('name zones that exist in the regions of %s', (_, table) => {
    const columns = table
      .trim()
      .split('\n')
      .map((line) => line.split('|'))
    expect(columns.filter((line) => line.length !== 4)).toEqual([])
    expect(columns.flatMap(([, zones = '']) => zonesIn(zones)).filter((zone) => !exists(zone))).toEqual([])
  })

  test.each(Object.entries(regionTables))('tell nothing twice in the regions of %s', (_, table) => {
    for (const column of [0, 2, 3]) {
      const words = table
        .trim()
        .split('\n')
        .flatMap((line) => (line.split('|')[column] ?? '').split(column === 0 ? ',' : ' '))
      const told = words.map((word) => word.trim()).filter(Boolean)
      expect(told.filter((word, index) => told.indexOf(word) !== index)).toEqual([])
    }
  })

  test.each(Object.keys(regionTables))('keep the regions of %s to clocks of the country', (country) => {
    const offsets = (zones: readonly string[]) =>
      zones.flatMap((zone) => [offsetIn(zone, 1), offsetIn(zone, 7)])
    const known = offsets(zonesIn(countryZones[country] ?? ''))
    const abroad = ['America/Puerto_Rico', 'Pacific/Guam', 'Pacific/Pago_Pago']
    const lines = (regionTables[country] ?? '').trim().split('\n')
    const zones = lines.flatMap((line) => zonesIn(line.split('|')[1] ?? ''))
    const strange = zones.filter(
      (zone) => !abroad.includes(zone) && offsets([zone]).some((offset) => !known.includes(offset)),
    )
    expect(strange).toEqual([])
  })

  test.each(['US', 'CA'])('know the place of every area code of %s but those of no place', (country) => {
    const areas = Array.from({ length: 800 }, (_, index) => `${index + 200}`)
    const missing = areas
      .filter((area) => parsePhoneNumberFromString(`+1${area}2345678`)?.country === country)
      .filter((area) => atlases.get(country)?.byPhone(`${area}2345678`) === undefined)
    expect(missing.filter((area) => !ofNoPlace.includes(area))).toEqual([])
  })
})

/** Personal, toll-free and premium numbers: https://www.nanpa.com/numbering/area-codes */
const ofNoPlace =
  '500 521 522 523 524 525 526 527 528 529 532 533 544 566 577 588 600 622 633 800 833 844 855 866 877 888 900'.split(
    ' ',
  )

function exists(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }) !== undefined
  } catch {
    return false
  }
}

function offsetIn(zone: string, month: number): string {
  return Temporal.PlainDate.from({ year: 2027, month, day: 1 }).toZonedDateTime(zone).offset
}
