import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { look } from '../../server/stripe/look.ts'
import type { SeenIntent } from '../../server/stripe/read/intent.ts'
import type { SeenInvoice } from '../../server/stripe/read/invoice.ts'
import type { LookAt } from '../../server/stripe/read/kinds.ts'
import type { SeenSession } from '../../server/stripe/read/session.ts'
import type { SeenSubscription } from '../../server/stripe/read/subscription.ts'
import { account, addMaya, type Bodega, startBodega } from '../simulator/rehearsal.ts'

let bodega: Bodega
let club: string

beforeEach(async () => {
  bodega = await startBodega({ automaticRetries: false })
  club = addMaya(bodega).id
})

afterEach(() => bodega.close())

type SeenBy = {
  readonly invoice: SeenInvoice
  readonly payment_intent: SeenIntent
  readonly checkout_session: SeenSession
  readonly subscription: SeenSubscription
}

async function seenOf<K extends LookAt['object']>(object: K, id: string): Promise<SeenBy[K]> {
  const looked = await look(bodega.client, { object, id }, undefined)
  if (looked.kind === 'gone') throw new Error(looked.why)
  return looked.seen as SeenBy[K]
}

const pass = (hours: number) => bodega.clock.moveTo(bodega.clock.now().add({ hours }))
const basket = { customer: 'cus_maya', amount: 4500, productName: 'Rioja', recovery: 'enabled' } as const
const plan = { customer: 'cus_maya', amount: 1900, interval: 'month', productName: 'Cava club' } as const

describe('a look at an invoice', () => {
  test('tells why it failed, when Stripe tries again and whom to write to', async () => {
    const id = bodega.stripe.declineRenewal('cus_maya', { declineCode: 'insufficient_funds' })
    expect(await seenOf('invoice', id)).toMatchObject({
      status: 'open',
      isFirst: false,
      lacksMethod: false,
      decline: { declineClass: 'top-up' },
      attemptCount: 1,
      nextRetryAt: bodega.clock.now().add({ hours: 72 }),
      contact: { name: 'Maya Ruiz', phones: ['+34600000001'], country: 'ES' },
    })
  })

  test('tells that nothing is on file', async () => {
    const id = bodega.stripe.declineRenewal('cus_maya', { noPaymentMethod: true })
    expect(await seenOf('invoice', id)).toMatchObject({ lacksMethod: true, nextRetryAt: undefined })
  })

  test('tells that the bank asks for a confirmation', async () => {
    const id = bodega.stripe.declineRenewal('cus_maya', { declineCode: 'authentication_required' })
    expect(await seenOf('invoice', id)).toMatchObject({ wantsAuthentication: true })
  })

  test('tells that the first one was declined while the shopper is still in the checkout', async () => {
    const session = bodega.stripe.startCheckout(plan)
    bodega.stripe.declineAtCheckout(session)
    const [invoice] = (await bodega.client.invoices.list({ status: 'open' })).data
    expect(await seenOf('invoice', invoice!.id)).toMatchObject({ isFirst: true, stopped: 'in-checkout' })
    await pass(24)
    expect(await seenOf('invoice', invoice!.id)).toMatchObject({
      isFirst: true,
      stopped: 'subscription-ended',
    })
  })
})

describe('a look at a payment', () => {
  const charge = (amount = 1500) =>
    bodega.stripe.chargeOffSession('cus_maya', { amount, declineCode: 'expired_card' })

  test('tells that it stands alone', async () => {
    expect(await seenOf('payment_intent', charge())).toMatchObject({
      status: 'unpaid',
      belongsTo: undefined,
      isReplaced: false,
      card: 'Visa •••• 4242',
      contact: { customerId: 'cus_maya' },
    })
  })

  test.each([
    [
      'an invoice',
      'invoice',
      () => {
        bodega.stripe.declineRenewal('cus_maya')
      },
    ],
    [
      'a checkout',
      'checkout',
      () => {
        bodega.stripe.declineAtCheckout(bodega.stripe.startCheckout(basket))
      },
    ],
  ])('tells that it belongs to %s', async (_, belongsTo, act) => {
    act()
    const [latest] = (await bodega.client.paymentIntents.list({ limit: 1 })).data
    expect(await seenOf('payment_intent', latest!.id)).toMatchObject({ belongsTo })
  })

  test.each([
    ['the same sum', 1500, true],
    ['another sum', 1600, false],
  ])('tells whether %s was paid since', async (_, amount, isReplaced) => {
    const id = charge()
    await pass(1)
    bodega.stripe.chargeOffSession('cus_maya', { amount })
    expect(await seenOf('payment_intent', id)).toMatchObject({ isReplaced })
  })

  test('tells that the bank asks for a confirmation', async () => {
    const waits = bodega.stripe.chargeOffSession('cus_maya', { amount: 1500, needsAuthentication: true })
    const refused = bodega.stripe.chargeOffSession('cus_maya', {
      amount: 1500,
      declineCode: 'authentication_required',
    })
    expect(await seenOf('payment_intent', waits)).toMatchObject({ wantsAuthentication: true })
    expect(await seenOf('payment_intent', refused)).toMatchObject({ wantsAuthentication: true })
  })

  test('tells of a voucher, and of the customer being gone', async () => {
    const id = bodega.stripe.issueVoucher('cus_maya', { amount: 1500, method: 'multibanco' })
    expect(await seenOf('payment_intent', id)).toMatchObject({
      wantsAuthentication: false,
      voucher: { method: 'multibanco' },
      customerIsDeleted: false,
    })
    bodega.stripe.deleteCustomer('cus_maya')
    expect(await seenOf('payment_intent', id)).toMatchObject({ customerIsDeleted: true })
  })
})

describe('a look at a checkout', () => {
  test.each([
    ['nothing', () => undefined, 'none'],
    ['a newer one', () => bodega.stripe.startCheckout(basket), 'open'],
    ['an order', () => bodega.stripe.completeCheckout(bodega.stripe.startCheckout(basket)), 'completed'],
  ])('tells what came since: %s', async (_, act, later) => {
    const id = bodega.stripe.startCheckout(basket)
    await pass(1)
    act()
    expect(await seenOf('checkout_session', id)).toMatchObject({ status: 'open', later, items: 'Rioja' })
  })

  test('finds what a guest did since by the e-mail address', async () => {
    const guest = { account, email: 'ana@example.com', amount: 900 }
    const id = bodega.stripe.startCheckout(guest)
    await pass(1)
    bodega.stripe.startCheckout({ ...guest, email: 'eva@example.com' })
    expect((await seenOf('checkout_session', id)).later).toBe('none')
    bodega.stripe.startCheckout(guest)
    expect((await seenOf('checkout_session', id)).later).toBe('open')
  })

  test('takes one of two that were opened in the same second for the newer one', async () => {
    const ids = [bodega.stripe.startCheckout(basket), bodega.stripe.startCheckout(basket)]
    const seen = await Promise.all(ids.map((id) => seenOf('checkout_session', id)))
    expect(seen.map(({ later }) => later).toSorted()).toEqual(['none', 'open'])
  })

  test('finds the money that a copy of a copy brought', async () => {
    const id = bodega.stripe.startCheckout(basket)
    await pass(24)
    const copy = bodega.stripe.openRecoveryLink(id)
    await pass(25)
    const again = bodega.stripe.openRecoveryLink(copy)
    await pass(1)
    bodega.stripe.completeCheckout(again)
    expect((await seenOf('checkout_session', id)).payments).toMatchObject([
      { money: { amount: 4500, currency: 'eur' }, paidAt: bodega.clock.now() },
    ])
    expect((await seenOf('checkout_session', copy)).continues).toBe(id)
  })

  test('finds the money of a subscription by its first invoice, when it came, and what went back', async () => {
    const id = bodega.stripe.startCheckout(plan)
    await pass(3)
    bodega.stripe.completeCheckout(id)
    const [payment] = (await seenOf('checkout_session', id)).payments
    expect(payment).toMatchObject({
      key: expect.stringMatching(/^pi_/),
      money: { amount: 1900, currency: 'eur' },
      refunded: 0,
      paidAt: bodega.clock.now(),
    })
    bodega.stripe.refund(payment!.key, 900)
    expect((await seenOf('checkout_session', id)).payments).toMatchObject([{ refunded: 900 }])
  })

  test('finds what a lost dispute took, and nothing while the bank has not decided or where it was won', async () => {
    const id = bodega.stripe.startCheckout(plan)
    await pass(3)
    bodega.stripe.completeCheckout(id)
    const [payment] = (await seenOf('checkout_session', id)).payments
    const lost = async () => (await seenOf('checkout_session', id)).payments.map((one) => one.lost)
    const won = bodega.stripe.disputePayment(payment!.key)
    expect(await lost()).toEqual([0])
    bodega.stripe.closeDispute(won, 'won')
    expect(await lost()).toEqual([0])
    bodega.stripe.closeDispute(bodega.stripe.disputePayment(payment!.key, { amount: 700 }), 'lost')
    expect(await lost()).toEqual([700])
  })

  test('tells that its voucher waits, ran out, or was paid', async () => {
    const order = () => {
      const id = bodega.stripe.startCheckout({ ...basket, methods: ['card', 'multibanco'] })
      bodega.stripe.completeCheckout(id, { method: 'multibanco' })
      return id
    }
    const [first, second] = [order(), order()]
    expect(await seenOf('checkout_session', first)).toMatchObject({
      isPaid: false,
      hasFailed: false,
      voucher: { method: 'multibanco' },
    })
    bodega.stripe.expireVoucher(first)
    bodega.stripe.payVoucher(second)
    expect(await seenOf('checkout_session', first)).toMatchObject({ isPaid: false, hasFailed: true })
    expect(await seenOf('checkout_session', second)).toMatchObject({ isPaid: true, hasFailed: false })
  })

  test('goes on when the customer was deleted', async () => {
    const id = bodega.stripe.startCheckout(basket)
    bodega.stripe.deleteCustomer('cus_maya')
    expect(await seenOf('checkout_session', id)).toMatchObject({ customerIsDeleted: true, later: 'none' })
  })
})

describe('a look at a subscription', () => {
  test('tells what is charged next, and to which card', async () => {
    expect(await seenOf('subscription', club)).toMatchObject({
      status: 'active',
      method: { card: 'Visa •••• 4242', expiresAt: Temporal.Instant.from('2035-01-01T12:00:00Z') },
      price: { amount: 2400, currency: 'eur' },
      items: 'Wine club',
      renewsAt: Temporal.Instant.from('2026-11-22T10:00:00Z'),
    })
  })

  test('follows another card', async () => {
    bodega.stripe.giveCard('cus_maya', { brand: 'mastercard', last4: '4444', expYear: 2027, expMonth: 1 })
    expect((await seenOf('subscription', club)).method?.card).toBe('Mastercard •••• 4444')
  })

  test('does not go on with another sum when Stripe refuses to reckon for want of a right', async () => {
    bodega.stripe.fail({ path: /create_preview/, status: 403, type: 'invalid_request_error' })
    await expect(seenOf('subscription', club)).rejects.toThrow()
  })

  test('that ended tells what the customer began since, and its first money', async () => {
    const { id } = bodega.stripe.cancelSubscription('cus_maya')
    expect(await seenOf('subscription', id)).toMatchObject({
      status: 'ended',
      cancelledBecause: 'asked',
      beside: 'nothing',
      isDisputed: false,
      payments: [],
    })
    await pass(24)
    const anew = bodega.stripe.addSubscription({ ...plan, currency: 'eur' })
    await pass(24)
    bodega.stripe.renew(anew.id)
    const seen = await seenOf('subscription', id)
    expect(seen.beside).toBe('begun-since')
    expect(seen.payments).toMatchObject([
      { money: { amount: 1900 }, paidAt: bodega.clock.now().subtract({ hours: 24 }) },
    ])
  })

  test('that ended tells that another one went on', async () => {
    bodega.stripe.addSubscription({ ...plan, currency: 'eur' })
    await pass(1)
    bodega.stripe.cancelSubscription(club)
    expect(await seenOf('subscription', club)).toMatchObject({ beside: 'going-on', payments: [] })
  })

  test('that ended with its customer is looked at no further', async () => {
    bodega.stripe.deleteCustomer('cus_maya')
    expect(await seenOf('subscription', club)).toMatchObject({
      status: 'ended',
      customerIsDeleted: true,
      contact: { phones: [] },
    })
  })
})

test.each<LookAt>([
  { object: 'invoice', id: 'in_gone' },
  { object: 'payment_intent', id: 'pi_gone' },
  { object: 'checkout_session', id: 'cs_gone' },
  { object: 'subscription', id: 'sub_gone' },
])('a look at a $object that Stripe has no more finds it gone', async (at) => {
  expect(await look(bodega.client, at, undefined)).toEqual({
    kind: 'gone',
    why: 'Stripe knows this object no more',
    others: [],
  })
})
