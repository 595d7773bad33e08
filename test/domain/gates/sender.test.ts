import { expect, test } from 'vitest'
import { decideOn } from './clear.ts'

const noNumber = { kind: 'skip', gate: 'sender', reason: 'no-number' }

test('without a linked WhatsApp number nothing is sent', () => {
  expect(decideOn({ hasNumber: false })).toEqual(noNumber)
})

test('a missing number is named before the text, which is not approved for any number', () => {
  expect(decideOn({ hasNumber: false, template: 'missing' })).toEqual(noNumber)
})
