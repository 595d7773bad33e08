import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { seal, tokenOwner, unseal } from '../../server/domain/secret-box.ts'

const oldKey = randomBytes(32)
const newKey = randomBytes(32)
const number = { environment: 'live', accountId: 'acct_bodega', phoneNumberId: '111' } as const
const owner = tokenOwner(number)
const token = 'EAAG-the-token-of-the-bodega'

describe('the token of a linked number', () => {
  test('opens for its own account and number', () => {
    expect(unseal([newKey], seal([newKey], token, owner), owner)).toBe(token)
  })

  test('opens whatever it says', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (plain) => {
        expect(unseal([newKey], seal([newKey], plain, owner), owner)).toBe(plain)
      }),
    )
  })

  test.each([
    ['another account', { ...number, accountId: 'acct_other' }],
    ['the same account’s sandbox', { ...number, environment: 'sandbox' as const }],
    ['another number of the account', { ...number, phoneNumberId: '112' }],
  ])('does not open for %s', (_, other) => {
    expect(() => unseal([newKey], seal([newKey], token, owner), tokenOwner(other))).toThrow('SECRET_KEY')
  })

  test('does not open with another key', () => {
    expect(() => unseal([oldKey], seal([newKey], token, owner), owner)).toThrow('SECRET_KEY')
  })

  test('still opens with the previous key while keys are changed', () => {
    expect(unseal([newKey, oldKey], seal([oldKey], token, owner), owner)).toBe(token)
  })

  test('is sealed with the new key, so that the previous one can be thrown away', () => {
    expect(unseal([newKey], seal([newKey, oldKey], token, owner), owner)).toBe(token)
  })

  test('does not open when a single bit of it was changed', () => {
    const bytes = bytesOf(seal([newKey], token, owner))
    fc.assert(
      fc.property(fc.nat(bytes.length * 8 - 1), (bit) => {
        const altered = Buffer.from(bytes)
        altered[bit >> 3] = altered[bit >> 3]! ^ (1 << (bit & 7))
        expect(() => unseal([newKey], boxOf(altered), owner)).toThrow('SECRET_KEY')
      }),
    )
  })

  test('does not open when a part of it is missing', () => {
    const bytes = bytesOf(seal([newKey], token, owner))
    for (let length = 0; length < bytes.length; length += 1) {
      expect(() => unseal([newKey], boxOf(bytes.subarray(0, length)), owner)).toThrow()
    }
  })

  test('is sealed differently each time, and never readable', () => {
    const boxes = [seal([newKey], token, owner), seal([newKey], token, owner)]
    expect(boxes[0]).not.toBe(boxes[1])
    for (const box of boxes) expect(bytesOf(box).toString('utf8')).not.toContain('bodega')
  })
})

function bytesOf(box: string): Buffer {
  return Buffer.from(box.split('.')[1]!, 'base64url')
}

function boxOf(bytes: Buffer): string {
  return `v1.${bytes.toString('base64url')}`
}
