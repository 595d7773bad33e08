import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { freshPage, type PayPage } from '../../server/stripe/links.ts'
import type { PageKind } from '../../server/stripe/read/kinds.ts'
import { account, addMaya, type Bodega, startBodega } from '../simulator/rehearsal.ts'

let bodega: Bodega

beforeEach(async () => {
  bodega = await startBodega({ automaticRetries: false })
  addMaya(bodega)
})

afterEach(() => bodega.close())

const backUrl = 'https://pay.bodega.example/r/token/done'
const paid: PayPage = { kind: 'paid' }
const closed: PayPage = { kind: 'closed' }
const open = (url: unknown) => ({ kind: 'open', url })
const page = (kind: PageKind, id: string) => freshPage(bodega.client, { page: kind, id, backUrl })

/** The checkout behind a page. */
async function sessionBehind({ kind, ...rest }: PayPage) {
  expect(kind).toBe('open')
  const { data } = await bodega.client.checkout.sessions.list({ expand: ['data.line_items'] })
  return data.find(({ url }) => 'url' in rest && url === rest.url)!
}

/** What was asked of Stripe since the last look, by method and path. */
const asked = () => bodega.stripe.calls.map(({ method, path }) => `${method} ${path}`)

describe('the page of an invoice', () => {
  test('is Stripe’s own while it is open', async () => {
    const id = bodega.stripe.declineRenewal('cus_maya')
    const { hosted_invoice_url } = bodega.stripe.find('invoice', id)
    expect(await page('hosted-invoice', id)).toEqual(open(hosted_invoice_url))
  })

  test.each<[string, (id: string) => unknown, PayPage]>([
    ['says that it is paid', (id) => bodega.stripe.payInvoice(id), paid],
    ['is closed when it was voided', (id) => bodega.stripe.voidInvoice(id), closed],
    ['is closed when it was written off', (id) => bodega.stripe.markUncollectible(id), closed],
  ])('%s', async (_, act, expected) => {
    const id = bodega.stripe.declineRenewal('cus_maya')
    act(id)
    expect(await page('hosted-invoice', id)).toEqual(expected)
  })

  test('is closed while it is a draft', async () => {
    const { id } = bodega.stripe.addInvoice({
      customer: 'cus_maya',
      amount: 900,
      description: 'Corks',
      draft: true,
    })
    expect(await page('hosted-invoice', id)).toEqual(closed)
  })
})

describe('the page of a payment alone', () => {
  const own = 'https://shop.bodega.example/pay/7'
  const charge = (metadata = {}) =>
    bodega.stripe.chargeOffSession('cus_maya', { amount: 1500, declineCode: 'expired_card', metadata })

  test('is the merchant’s own, for this very payment', async () => {
    expect(await page('payment-intent', charge({ paynudge_pay_url: own }))).toEqual(open(own))
  })

  test('is none where the merchant has none: any other would take the money twice', async () => {
    expect(await page('payment-intent', charge())).toEqual(closed)
  })

  test.each<[string, (id: string) => unknown, PayPage]>([
    ['says that it is paid', (id) => bodega.stripe.payIntent(id), paid],
    ['is closed when it was cancelled', (id) => bodega.stripe.cancelIntent(id), closed],
  ])('%s', async (_, act, expected) => {
    const id = charge({ paynudge_pay_url: own })
    act(id)
    expect(await page('payment-intent', id)).toEqual(expected)
  })
})

describe('the page of a checkout', () => {
  const basket = { customer: 'cus_maya', amount: 4500, productName: 'Rioja', recovery: 'enabled' } as const

  test('is its own while it is open', async () => {
    const id = bodega.stripe.startCheckout(basket)
    expect(await page('checkout', id)).toEqual(open(bodega.stripe.find('checkout.session', id).url))
  })

  test('says that it is paid', async () => {
    const id = bodega.stripe.startCheckout(basket)
    bodega.stripe.completeCheckout(id)
    expect(await page('checkout', id)).toEqual(paid)
  })

  test('is its recovery link once it has expired', async () => {
    const id = bodega.stripe.startCheckout(basket)
    bodega.stripe.expireCheckout(id)
    expect(await page('checkout', id)).toEqual(open(expect.stringMatching(/\/r\/test_\w+$/)))
  })

  test('is closed when it expired without one', async () => {
    const id = bodega.stripe.startCheckout({ ...basket, recovery: 'disabled' })
    bodega.stripe.expireCheckout(id)
    expect(await page('checkout', id)).toEqual(closed)
  })

  test.each([
    ['a customer', basket],
    ['a guest', { ...basket, customer: undefined, account, email: 'ana@example.com' }],
  ])('does not lead %s to a second order who has ordered by a copy', async (_, purchase) => {
    const { stripe, clock } = bodega
    const id = stripe.startCheckout(purchase)
    await clock.moveTo(clock.now().add({ hours: 24 }))
    const copy = stripe.openRecoveryLink(id)
    expect(await page('checkout', id)).toMatchObject({ kind: 'open' })
    stripe.completeCheckout(copy)
    expect(await page('checkout', id)).toEqual(paid)
  })
})

describe('the page of a voucher', () => {
  const order = () => {
    const methods = ['card', 'multibanco'] as const
    const id = bodega.stripe.startCheckout({ customer: 'cus_maya', amount: 4500, methods: [...methods] })
    bodega.stripe.completeCheckout(id, { method: 'multibanco' })
    return id
  }
  const alone = () => bodega.stripe.issueVoucher('cus_maya', { amount: 4500, method: 'multibanco' })
  const transfer = () => bodega.stripe.issueVoucher('cus_maya', { amount: 4500, method: 'customer_balance' })

  test.each([
    ['an order', order, /\/multibanco\/voucher\/test_\w+$/],
    ['a payment alone', alone, /\/multibanco\/voucher\/test_\w+$/],
    ['a transfer', transfer, /\/bank_transfers\/instructions\/test_\w+$/],
  ])('of %s is the one Stripe made, until it is paid', async (_, make, url) => {
    const id = make()
    expect(await page('voucher', id)).toEqual(open(expect.stringMatching(url)))
    bodega.stripe.payVoucher(id)
    expect(await page('voucher', id)).toEqual(paid)
  })

  test.each([
    ['an order', order],
    ['a payment alone', alone],
  ])('of %s is closed when it ran out', async (_, make) => {
    const id = make()
    bodega.stripe.expireVoucher(id)
    expect(await page('voucher', id)).toEqual(closed)
  })

  test('is closed where there is no payment', async () => {
    const id = bodega.stripe.startCheckout({ customer: 'cus_maya', amount: 4500 })
    expect(await page('voucher', id)).toEqual(closed)
  })
})

describe('the page of an order whose voucher ran out', () => {
  const order = (purchase: object = { customer: 'cus_maya' }) => {
    const id = bodega.stripe.startCheckout({
      ...(purchase as { customer: string }),
      amount: 1500,
      quantity: 3,
      productName: 'Rioja',
      metadata: { cart: '7' },
      clientReferenceId: 'cart-7',
      methods: ['card', 'multibanco'],
    })
    bodega.stripe.completeCheckout(id, { method: 'multibanco' })
    return id
  }

  test.each([
    ['a customer', { customer: 'cus_maya' }, { customer: 'cus_maya' }],
    ['a guest', { account, email: 'ana@example.com' }, { customer_details: { email: 'ana@example.com' } }],
  ])('is a new checkout of the same things for %s', async (_, purchase, payer) => {
    const id = order(purchase)
    bodega.stripe.expireVoucher(id)
    const session = await sessionBehind(await page('order-again', id))
    expect(session).toMatchObject({
      ...payer,
      status: 'open',
      amount_total: 4500,
      currency: 'eur',
      client_reference_id: 'cart-7',
      metadata: { cart: '7', paynudge_again: id },
      line_items: { data: [{ description: 'Rioja', quantity: 3 }] },
    })
  })

  test('is the same one at each tap, and says when that is paid', async () => {
    const id = order()
    bodega.stripe.expireVoucher(id)
    const first = await page('order-again', id)
    expect(await page('order-again', id)).toEqual(first)
    bodega.stripe.completeCheckout((await sessionBehind(first)).id)
    expect(await page('order-again', id)).toEqual(paid)
  })

  test('is closed while the voucher can still be paid', async () => {
    expect(await page('order-again', order())).toEqual(closed)
  })

  test('says that the first one was paid after all', async () => {
    const id = order()
    bodega.stripe.payVoucher(id)
    expect(await page('order-again', id)).toEqual(paid)
  })
})

describe('the page of a subscription that was cancelled', () => {
  test('sells the same one again, and tells what it comes from', async () => {
    const { id } = bodega.stripe.cancelSubscription('cus_maya')
    const session = await sessionBehind(await page('subscribe-again', id))
    expect(session).toMatchObject({
      mode: 'subscription',
      customer: 'cus_maya',
      amount_total: 2400,
      metadata: { paynudge_again: id },
      line_items: { data: [{ description: 'Wine club', quantity: 1 }] },
    })
  })

  test('does not sell it twice', async () => {
    const { id } = bodega.stripe.cancelSubscription('cus_maya')
    bodega.stripe.completeCheckout((await sessionBehind(await page('subscribe-again', id))).id)
    expect(await page('subscribe-again', id)).toEqual(closed)
  })

  test('is closed while it goes on', async () => {
    const [subscription] = (await bodega.client.subscriptions.list()).data
    expect(await page('subscribe-again', subscription!.id)).toEqual(closed)
  })
})

test.each(['card-update', 'manage-plan'] as const)(
  'the portal is not opened for a subscription that has ended: %s',
  async (kind) => {
    const { id } = bodega.stripe.cancelSubscription('cus_maya')
    expect(await page(kind, id)).toEqual(closed)
    expect(asked()).not.toContain('POST /v1/billing_portal/sessions')
  },
)

describe('whatever stands behind a link', () => {
  const kinds: readonly [PageKind, string][] = [
    ['hosted-invoice', 'in_gone'],
    ['payment-intent', 'pi_gone'],
    ['checkout', 'cs_gone'],
    ['voucher', 'cs_gone'],
    ['voucher', 'pi_gone'],
    ['order-again', 'cs_gone'],
    ['card-update', 'sub_gone'],
    ['manage-plan', 'sub_gone'],
    ['subscribe-again', 'sub_gone'],
  ]

  test.each(kinds)('%s is closed when Stripe has it no more', async (kind, id) => {
    expect(await page(kind, id)).toEqual(closed)
  })

  test.each(kinds)('%s is not called closed when Stripe is away', async (kind, id) => {
    bodega.stripe.fail({ accident: 'unavailable' })
    await expect(page(kind, id)).rejects.toThrow()
  })
})
