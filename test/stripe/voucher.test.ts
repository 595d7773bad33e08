import { describe, expect, test } from 'vitest'
import { readVoucher } from '../../server/stripe/read/voucher.ts'
import { at, seconds } from './objects.ts'

const waiting = (next_action: unknown) => readVoucher({ status: 'requires_action', next_action })
const url = 'https://payments.stripe.com/voucher/1'

describe('a voucher', () => {
  test.each([
    ['boleto', { boleto_display_details: { hosted_voucher_url: url, expires_at: seconds } }, at(0)],
    ['oxxo', { oxxo_display_details: { hosted_voucher_url: url, expires_after: seconds } }, at(0)],
    ['konbini', { konbini_display_details: { hosted_voucher_url: url, expires_at: seconds } }, at(0)],
    ['multibanco', { multibanco_display_details: { hosted_voucher_url: url, expires_at: seconds } }, at(0)],
    ['multibanco', { multibanco_display_details: { hosted_voucher_url: url, expires_at: null } }, undefined],
    ['bank-transfer', { display_bank_transfer_instructions: { hosted_instructions_url: url } }, undefined],
  ])('of %s is read with its page and its end', (method, next_action, expiresAt) => {
    expect(waiting(next_action)).toEqual({ method, url, expiresAt })
  })

  test.each([
    ['null', null],
    ['missing', undefined],
    ['empty', ''],
  ])('whose page is %s has none', (_, hosted_voucher_url) => {
    expect(waiting({ boleto_display_details: { hosted_voucher_url } })?.url).toBeUndefined()
  })

  test.each([
    ['a bank asks for a confirmation', { type: 'use_stripe_sdk', use_stripe_sdk: {} }],
    ['a code is to be scanned', { pix_display_qr_code: { hosted_instructions_url: url } }],
    ['nobody says what is to be done', null],
    ['what is said is no object', 'boleto'],
    ['its details are no object', { boleto_display_details: 'soon' }],
  ])('is none where %s', (_, next_action) => {
    expect(waiting(next_action)).toBeUndefined()
  })

  test.each(['succeeded', 'requires_payment_method', 'canceled', 'processing', undefined])(
    'is none any more when the payment is %s',
    (status) => {
      expect(readVoucher({ status, next_action: { boleto_display_details: {} } })).toBeUndefined()
    },
  )
})
