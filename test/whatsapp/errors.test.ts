import { describe, expect, test } from 'vitest'
import { adviceFor } from '../../server/whatsapp/errors.ts'

describe('a message Meta refused', () => {
  test.each([
    ['because we were too fast', 130_429],
    ['because we wrote this shopper too fast', 131_056],
    ['because the account was too fast', 80_007],
    ['because of an outage of Meta’s', 131_000],
    ['because of maintenance', 131_057],
  ])('is tried again %s', (_, code) => {
    expect(adviceFor(code)).toBe('retry')
  })

  test.each([
    ['because the token ran out', 190],
    ['because a permission is missing', 200],
    ['because the account’s payment failed', 131_042],
    ['because the account is locked', 131_031],
    ['because the number is not registered', 133_010],
    ['because the text is paused for a while', 132_015],
  ])('is held until it is mended %s', (_, code) => {
    expect(adviceFor(code)).toBe('hold')
  })

  test.each<[string, number | undefined]>([
    ['when the shopper is not on WhatsApp', 131_026],
    ['when the shopper has had enough messages', 131_049],
    ['when the shopper stopped offers', 131_050],
    ['when the text does not exist', 132_001],
    ['when the values do not fit the text', 132_000],
    ['when a parameter is wrong', 100],
    ['for a reason nobody knows yet', 999_999],
    ['without a code, since it may have arrived', undefined],
  ])('is left %s', (_, code) => {
    expect(adviceFor(code)).toBe('drop')
  })
})
