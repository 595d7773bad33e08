import { describe, expect, test } from 'vitest'
import { isTrustedPage } from '../../server/stripe/links.ts'

const stripe = 'https://api.stripe.com'
const plain = { linkDomain: undefined }
const own = { linkDomain: 'pay.bodega.example' }
const simulator = 'http://127.0.0.1:4010'

describe('a pay link leads to', () => {
  test.each([
    ['an invoice page of Stripe', 'https://invoice.stripe.com/i/acct_1/test_abc?s=ap', plain, stripe],
    ['a checkout of Stripe', 'https://checkout.stripe.com/c/pay/cs_1#fid', plain, stripe],
    ['a payment link of Stripe', 'https://buy.stripe.com/test_1', plain, stripe],
    ['Stripe itself', 'https://stripe.com/', plain, stripe],
    ['a host written in capitals', 'HTTPS://INVOICE.STRIPE.COM/i/1', plain, stripe],
    ['the merchant’s own payment host', 'https://pay.bodega.example/i/1', own, stripe],
    [
      'the merchant’s host, configured in capitals',
      'https://pay.bodega.example/i/1',
      { linkDomain: 'Pay.Bodega.Example' },
      stripe,
    ],
    ['the stand-in of Stripe in development', 'http://127.0.0.1:4010/i/1', plain, simulator],
    ['the real Stripe in development', 'https://invoice.stripe.com/i/1', plain, simulator],
  ])('%s', (_, url, account, apiBase) => {
    expect(isTrustedPage(url, account, apiBase)).toBe(true)
  })
})

describe('a pay link never leads to', () => {
  test.each([
    ['a host that only begins like Stripe', 'https://stripe.com.evil.io/i/1'],
    ['a host that only ends like Stripe', 'https://evilstripe.com/i/1'],
    ['a host that only sounds like Stripe', 'https://invoice-stripe.com/i/1'],
    ['a host with a letter that looks like another', 'https://invoice.strіpe.com/i/1'],
    ['a page without encryption', 'http://invoice.stripe.com/i/1'],
    ['a host behind a user name', 'https://invoice.stripe.com@evil.io/i/1'],
    ['Stripe with a user name', 'https://maya@invoice.stripe.com/i/1'],
    ['Stripe with a password', 'https://:secret@invoice.stripe.com/i/1'],
    ['a host behind a backslash', 'https://evil.io\\.stripe.com/i/1'],
    ['a host before a question mark', 'https://evil.io?.stripe.com/i/1'],
    ['a script', 'javascript:alert(1)//stripe.com'],
    ['a page in the address itself', 'data:text/html,stripe.com'],
    ['a file', 'file://invoice.stripe.com/i/1'],
    ['another protocol', 'ftp://invoice.stripe.com/i/1'],
    ['a path alone', '/i/1'],
    ['a host without a protocol', '//invoice.stripe.com/i/1'],
    ['nothing', ''],
    ['a host below the merchant’s own', 'https://evil.pay.bodega.example/i/1'],
    ['a host that ends like the merchant’s own', 'https://evilpay.bodega.example/i/1'],
    ['the merchant’s host without encryption', 'http://pay.bodega.example/i/1'],
    ['this machine', 'http://127.0.0.1:4010/i/1'],
  ])('%s', (_, url) => {
    expect(isTrustedPage(url, own, stripe)).toBe(false)
  })

  test.each([
    ['a host of another merchant', 'https://pay.bodega.example/i/1', plain, stripe],
    ['another port than that of the stand-in', 'http://127.0.0.1:4011/i/1', plain, simulator],
    ['another protocol than that of the stand-in', 'https://127.0.0.1:4010/i/1', plain, simulator],
    ['an empty host for an empty configuration', 'data:,', { linkDomain: '' }, stripe],
    ['the API itself', 'http://api.stripe.com/i/1', plain, stripe],
  ])('%s', (_, url, account, apiBase) => {
    expect(isTrustedPage(url, account, apiBase)).toBe(false)
  })
})
