import { expect, test } from 'vitest'
import { cardMark, withoutCardNumbers } from '../../server/domain/card-numbers.ts'

test.each([
  ['a Visa in one piece', '4242424242424242'],
  ['groups of four', '4242 4242 4242 4242'],
  ['hyphens', '4242-4242-4242-4242'],
  ['long dashes', '4242–4242–4242–4242'],
  ['dots', '4242.4242.4242.4242'],
  ['line breaks', '4242\n4242\n4242\n4242'],
  ['no-break spaces', '4242\u00a04242\u00a04242\u00a04242'],
  ['invisible joiners', '4242\u200b4242\u200b4242\u200b4242'],
  ['a space after every digit', '4 2 4 2 4 2 4 2 4 2 4 2 4 2 4 2'],
  ['an American Express', '3782 822463 10005'],
  ['a Mastercard of the second series', '2223 0031 2200 3222'],
  ['a card of 19 digits', '6205500000000000004'],
  ['a card of 13 digits', '4222222222222'],
  ['Devanagari digits', '४२४२ ४२४२ ४२४२ ४२४२'],
  ['full-width digits', '４２４２４２４２４２４２４２４２'],
])('%s is taken out of a text', (_, number) => {
  expect(withoutCardNumbers(`My card is ${number}, thank you`)).toBe(`My card is ${cardMark}, thank you`)
})

test('the expiry right behind a card number does not hide it', () => {
  expect(withoutCardNumbers('4242 4242 4242 4242 12/29 123')).not.toMatch(/4242/)
})

test('two cards in one text are both taken out', () => {
  const text = withoutCardNumbers('4242424242424242 or 5555555555554444')
  expect(text).not.toMatch(/\d/)
})

test('a text of nothing but card numbers is walked through once', () => {
  const text = withoutCardNumbers('4111111111111111'.repeat(20_000))
  expect(text).toBe(cardMark.repeat(20_000))
})

test.each([
  ['a phone number', 'Call me at +34 600 000 001'],
  ['a number that fails the check', '4242 4242 4242 4241'],
  ['an invoice number', 'HC-2026-0001'],
  ['a date and an amount', '2026-11-22 10:30, 1.249,00'],
  ['a long number no card begins with', '9999999999999995'],
])('%s stays', (_, text) => {
  expect(withoutCardNumbers(text)).toBe(text)
})
