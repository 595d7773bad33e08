import type { TimeZones } from '../time-zone.ts'
import { postalCodeForms, regionTables } from './regions.ts'

/** Where in a country which clock goes. Each answers undefined where it cannot tell. */
export type Atlas = {
  /** By the code or the name of a region. */
  readonly byName: (region: string) => TimeZones | undefined
  readonly byPostalCode: (postalCode: string) => TimeZones | undefined
  /** By a phone number without its country code. */
  readonly byPhone: (nationalNumber: string) => TimeZones | undefined
}

type Line = {
  readonly zones: TimeZones
  readonly names: readonly string[]
  readonly postal: readonly string[]
  readonly phones: readonly string[]
}
type Index = ReadonlyMap<string, TimeZones>

/** The atlas of each country whose regions have clocks of their own, by ISO 3166 alpha-2. */
export const atlases: ReadonlyMap<string, Atlas> = new Map(
  Object.entries(regionTables).map(([country, table]) => [country, atlasOf(country, table)]),
)

function atlasOf(country: string, table: string): Atlas {
  const lines = table.trim().split('\n').map(readLine)
  const names = indexOf(lines, (line) => line.names)
  const postal = indexOf(lines, (line) => line.postal)
  const phones = indexOf(lines, (line) => line.phones)
  return {
    byName: (region) => {
      const name = letters(region)
      // ISO 3166-2 puts the country before a region's code: US-CA.
      return names.get(name) ?? (name.startsWith(country) ? names.get(name.slice(2)) : undefined)
    },
    byPostalCode: (postalCode) => {
      const code = letters(postalCode)
      return postalCodeForms[country]?.test(code) ? byBeginning(postal, code) : undefined
    },
    byPhone: (nationalNumber) => byBeginning(phones, nationalNumber),
  }
}

function readLine(line: string): Line {
  const [names = '', zones = '', postal = '', phones = ''] = line.split('|')
  return {
    zones: zonesIn(zones),
    names: names.split(',').map(letters).filter(Boolean),
    postal: words(postal).flatMap(beginnings),
    phones: words(phones).flatMap(beginnings),
  }
}

function indexOf(lines: readonly Line[], keys: (line: Line) => readonly string[]): Index {
  return new Map(lines.flatMap((line) => keys(line).map((key) => [key, line.zones] as const)))
}

function byBeginning(index: Index, text: string): TimeZones | undefined {
  for (let length = text.length; length > 0; length--) {
    const zones = index.get(text.slice(0, length))
    if (zones) return zones
  }
  return undefined
}

/** Without case, accents, blanks and signs, in which addresses differ. */
function letters(text: string): string {
  return text
    .normalize('NFD')
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '')
}

/** The zones of a text that has them one after the other. */
export function zonesIn(text: string): TimeZones {
  const [first = 'UTC', ...others] = words(text)
  return [first, ...others]
}

function words(text: string): readonly string[] {
  return text.split(' ').filter(Boolean)
}

function beginnings(range: string): readonly string[] {
  const [from = '', to = from] = range.split('-')
  const count = from === to ? 1 : Number(to) - Number(from) + 1
  if (count === 1) return [from]
  return Array.from({ length: count }, (_, index) => String(Number(from) + index).padStart(from.length, '0'))
}
