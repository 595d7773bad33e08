import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { addMaya, type Bodega, startBodega, toldDuring, typesOf } from './rehearsal.ts'

let bodega: Bodega
let subscription: string

beforeEach(async () => {
  bodega = await startBodega()
  subscription = addMaya(bodega).id
})

afterEach(() => bodega.close())

const mastercard = { brand: 'mastercard', last4: '4444', expMonth: 3, expYear: 2027 }

/** The card of the newest charge. */
async function charged(): Promise<string | null | undefined> {
  const { data } = await bodega.client.charges.list({ customer: 'cus_maya', limit: 1 })
  return data[0]?.payment_method_details?.card?.last4
}

describe('a subscription', () => {
  test("is charged to its customer's card", async () => {
    bodega.stripe.renew('cus_maya')
    expect(await charged()).toBe('4242')
  })

  test('with a card of its own is charged to that one', async () => {
    const told = await toldDuring(bodega, () => bodega.stripe.giveSubscriptionCard('cus_maya', mastercard))
    expect(typesOf(told)).toEqual(['payment_method.attached', 'customer.subscription.updated'])
    bodega.stripe.renew('cus_maya')
    expect(await charged()).toBe('4444')
  })

  test('goes on failing on its own card when the customer gives another one', async () => {
    const { stripe, clock } = bodega
    stripe.giveSubscriptionCard(subscription, mastercard)
    const invoice = stripe.declineRenewal('cus_maya', { declineCode: 'insufficient_funds' })
    stripe.updateCardInPortal('cus_maya', { brand: 'visa', last4: '1111' })
    await clock.moveTo(clock.now().add({ hours: 72 }))
    expect(stripe.find('invoice', invoice)).toMatchObject({ status: 'open', attempt_count: 2 })
  })

  test('can be read with the cards on both levels', async () => {
    const { stripe, client } = bodega
    stripe.giveSubscriptionCard(subscription, mastercard)
    const expand = ['default_payment_method', 'customer.invoice_settings.default_payment_method']
    expect(await client.subscriptions.retrieve(subscription, { expand })).toMatchObject({
      default_payment_method: { card: { last4: '4444', exp_month: 3, exp_year: 2027 } },
      customer: { invoice_settings: { default_payment_method: { card: { last4: '4242' } } } },
    })
    const methods = await client.customers.listPaymentMethods('cus_maya')
    expect(methods.data.map(({ card }) => card?.last4)).toEqual(['4444', '4242'])
  })
})

describe('a card', () => {
  test('that its network renews tells the old expiry, and is no longer refused as expired', async () => {
    const { stripe } = bodega
    stripe.declineRenewal('cus_maya', { declineCode: 'expired_card' })
    const told = await toldDuring(bodega, () =>
      stripe.networkUpdatesCard('cus_maya', { expMonth: 1, expYear: 2031 }),
    )
    expect(told).toMatchObject([
      {
        type: 'payment_method.automatically_updated',
        request: { id: null },
        data: {
          object: { card: { exp_month: 1, exp_year: 2031 } },
          previous_attributes: { card: { exp_month: 12, exp_year: 2034 } },
        },
      },
    ])
    expect(stripe.find('invoice', stripe.renew('cus_maya')).status).toBe('paid')
  })

  test('that is taken away is the default of nothing any more', async () => {
    const { stripe, client } = bodega
    stripe.giveSubscriptionCard(subscription, mastercard)
    const told = await toldDuring(bodega, async () => {
      stripe.removeCard(subscription)
      await client.paymentMethods.detach(stripe.cardOnFile('cus_maya').id)
    })
    expect(typesOf(told)).toEqual([
      'payment_method.detached',
      'customer.subscription.updated',
      'payment_method.detached',
      'customer.updated',
    ])
    expect(told[0]?.data.previous_attributes).toEqual({ customer: 'cus_maya' })
    const invoice = stripe.find('invoice', stripe.renew('cus_maya'))
    expect(invoice).toMatchObject({ attempt_count: 1, next_payment_attempt: null })
  })
})
