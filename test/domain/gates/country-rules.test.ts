import { describe, expect, test } from 'vitest'
import type { Situation } from '../../../server/domain/situation.ts'
import { decideOn, sent } from './clear.ts'

const offer = { purpose: 'marketing', category: 'marketing' } as const

describe('no message goes', () => {
  test.each<[string, Partial<Situation>, string]>([
    ['to Cuba', { phoneCountry: 'CU' }, 'country-unreachable'],
    ['to Iran', { phoneCountry: 'IR' }, 'country-unreachable'],
    ['to North Korea', { phoneCountry: 'KP' }, 'country-unreachable'],
    ['to Syria', { phoneCountry: 'SY' }, 'country-unreachable'],
    ['with an offer to a US number', { phoneCountry: 'US', ...offer }, 'marketing-not-delivered'],
    [
      'with a text Meta counts as marketing to a US number',
      { phoneCountry: 'US', category: 'marketing' },
      'marketing-not-delivered',
    ],
    [
      'with an offer to Germany that was agreed to once',
      { phoneCountry: 'DE', ...offer },
      'needs-second-yes',
    ],
    [
      'with an offer to Austria that was agreed to once',
      { phoneCountry: 'AT', ...offer },
      'needs-second-yes',
    ],
    [
      'with an offer in a utility text to Germany that was agreed to once',
      { phoneCountry: 'DE', purpose: 'marketing' },
      'needs-second-yes',
    ],
  ])('%s', (_, change, reason) => {
    expect(decideOn(change)).toEqual({ kind: 'skip', gate: 'countryRules', reason })
  })

  test('with an offer to a US number, not even one confirmed twice', () => {
    expect(decideOn({ phoneCountry: 'US', ...offer, confirmedTwice: true }).kind).toBe('skip')
  })
})

describe('a message goes', () => {
  test.each<[string, Partial<Situation>]>([
    ['about a payment to a US number', { phoneCountry: 'US' }],
    ['about a payment to Germany', { phoneCountry: 'DE' }],
    [
      'with an offer to Germany that was confirmed twice',
      { phoneCountry: 'DE', ...offer, confirmedTwice: true },
    ],
    ['with an offer to Spain', { phoneCountry: 'ES', ...offer }],
    ['about a payment to a number that tells no country', { phoneCountry: undefined }],
  ])('%s', (_, change) => {
    expect(decideOn(change)).toEqual(sent)
  })
})
