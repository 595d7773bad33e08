import { describe, expect, test } from 'vitest'
import {
  countryRules,
  hoursByLaw,
  isUnreachable,
  needsSecondYes,
  takesNoMarketing,
} from '../../server/domain/country-rules.ts'
import { isCountry } from '../../server/domain/phone.ts'
import { problemsWithAccount, usualAccountSettings } from '../../server/domain/settings.ts'

test.each(countryRules.map((rule) => [`${rule.rule} in ${rule.country}`, rule] as const))(
  'the rule %s is of a country, and somebody says so',
  (_, { country, source }) => {
    expect(isCountry(country)).toBe(true)
    expect(source.length).toBeGreaterThan(10)
  },
)

test('no rule is written down twice', () => {
  const named = countryRules.map(({ country, rule }) => `${country} ${rule}`)
  expect(new Set(named).size).toBe(named.length)
})

test('hours by law are hours', () => {
  for (const sendingHours of countryRules.flatMap(({ country }) => hoursByLaw(country))) {
    expect(problemsWithAccount({ ...usualAccountSettings, sendingHours })).toEqual([])
  }
})

describe('a country without rules', () => {
  test.each(['ES', undefined])('%s, has none', (country) => {
    expect(isUnreachable(country)).toBe(false)
    expect(takesNoMarketing(country)).toBe(false)
    expect(needsSecondYes(country)).toBe(false)
    expect(hoursByLaw(country)).toEqual([])
  })
})

test('in the US nobody is written to before eight or from nine in the evening', () => {
  expect(hoursByLaw('US')).toEqual([{ fromMinute: 8 * 60, toMinute: 21 * 60 }])
})
