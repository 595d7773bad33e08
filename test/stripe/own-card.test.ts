import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { freshPage } from '../../server/stripe/links.ts'
import { useNewCard } from '../../server/stripe/own-card.ts'
import { newCardIn } from '../../server/stripe/read/new-card.ts'
import { eventOf } from '../flows/seen.ts'
import { account, addMaya, type Bodega, startBodega } from '../simulator/rehearsal.ts'

let bodega: Bodega
let subscription: string

beforeEach(async () => {
  bodega = await startBodega({ automaticRetries: false })
  addMaya(bodega)
  subscription = (await bodega.client.subscriptions.list()).data[0]!.id
  bodega.stripe.giveSubscriptionCard('cus_maya', { brand: 'visa', last4: '1881' })
})

afterEach(() => bodega.close())

const backUrl = 'https://pay.bodega.example/r/token/done'

/** Taps a link to another card. Returns the id of the page's session. */
async function tap(): Promise<string> {
  const page = await freshPage(bodega.client, { page: 'card-update', id: subscription, backUrl })
  const { data } = await bodega.client.checkout.sessions.list({ limit: 1 })
  expect(page).toEqual({ kind: 'open', url: data[0]!.url })
  return data[0]!.id
}

/** The last four digits of the card that a subscription is charged to. */
const ownCard = () => bodega.stripe.cardOnFile(subscription).card?.last4
const writes = () =>
  bodega.stripe.calls.filter(
    ({ method, path }) => method === 'POST' && path === `/v1/subscriptions/${subscription}`,
  )

describe('a page for another card of a subscription that has one of its own', () => {
  test('takes a card for it, charges nothing, and leads back', async () => {
    expect(
      await bodega.client.checkout.sessions.retrieve(await tap(), { expand: ['setup_intent'] }),
    ).toMatchObject({
      mode: 'setup',
      customer: 'cus_maya',
      payment_method_types: ['card'],
      metadata: { paynudge_card_for: subscription },
      setup_intent: { metadata: { paynudge_card_for: subscription } },
      success_url: backUrl,
    })
  })

  test('is the portal’s where the customer’s card is the one', async () => {
    await bodega.client.subscriptions.update(subscription, { default_payment_method: '' })
    const page = await freshPage(bodega.client, { page: 'card-update', id: subscription, backUrl })
    expect(page).toMatchObject({ kind: 'open', url: expect.stringContaining('/p/session/') })
  })
})

describe('a card that was put in', () => {
  const putIn = async (last4 = '4444') => {
    const session = await tap()
    bodega.stripe.completeCheckout(session, { card: { brand: 'mastercard', last4 } })
    return session
  }
  const use = (session: string, id = subscription) =>
    useNewCard(bodega.client, { session, subscription: id, collects: false })

  test('becomes the card of the subscription, and the customer’s stays what it was', async () => {
    const session = await putIn()
    expect(await use(session)).toBe(true)
    expect(ownCard()).toBe('4444')
    const customer = bodega.stripe.find('customer', 'cus_maya')
    expect(customer.invoice_settings.default_payment_method).not.toBe(
      bodega.stripe.cardOnFile(subscription).id,
    )
  })

  test('is given once, however often we hear of it', async () => {
    const session = await putIn()
    await use(session)
    expect(await use(session)).toBe(true)
    expect(writes()).toHaveLength(1)
  })

  test('does not go before one that was put in later, though we hear of it later', async () => {
    const early = await putIn('4444')
    await bodega.clock.moveTo(bodega.clock.now().add({ minutes: 5 }))
    const late = await putIn('5555')
    await use(late)
    expect(await use(early)).toBe(false)
    expect(ownCard()).toBe('5555')
  })

  test('is left alone when the subscription has ended', async () => {
    const session = await putIn()
    bodega.stripe.cancelSubscription('cus_maya')
    expect(await use(session)).toBe(false)
    expect(writes()).toEqual([])
  })

  test('is left alone when its page was for another subscription', async () => {
    const session = await putIn()
    const { id } = bodega.stripe.addSubscription({
      customer: 'cus_maya',
      amount: 900,
      currency: 'eur',
      productName: 'Olive club',
      interval: 'month',
    })
    expect(await use(session, id)).toBe(false)
    expect(ownCard()).toBe('1881')
  })

  test('is left alone when it is another customer’s', async () => {
    bodega.stripe.addCustomer({ account, id: 'cus_ben', name: 'Ben Kaya', email: 'ben@example.com' })
    const metadata = { paynudge_card_for: subscription }
    const { id } = await bodega.client.checkout.sessions.create({
      mode: 'setup',
      currency: 'eur',
      customer: 'cus_ben',
      metadata,
      setup_intent_data: { metadata },
      success_url: backUrl,
    })
    bodega.stripe.completeCheckout(id)
    expect(await use(id)).toBe(false)
    expect(ownCard()).toBe('1881')
  })

  test('is none while the page is open, and none when Stripe knows the page no more', async () => {
    expect(await use(await tap())).toBe(false)
    expect(await use('cs_gone')).toBe(false)
    expect(ownCard()).toBe('1881')
  })

  test('is not forgotten when Stripe is away', async () => {
    const session = await putIn()
    bodega.stripe.fail({ accident: 'unavailable' })
    await expect(use(session)).rejects.toThrow()
  })
})

describe('a completed checkout', () => {
  const completed = (object: object) => newCardIn(eventOf('checkout.session.completed', { ...object }))
  const ours = { id: 'cs_1', mode: 'setup', metadata: { paynudge_card_for: 'sub_club' } }

  test('tells of a card for a subscription where it was ours', () => {
    expect(completed(ours)).toEqual({ session: 'cs_1', subscription: 'sub_club', collects: false })
  })

  test.each<[string, object]>([
    ['is the merchant’s', { ...ours, metadata: {} }],
    ['says nothing of itself', { ...ours, metadata: null }],
    ['sells something', { ...ours, mode: 'payment' }],
  ])('tells of none where it %s', (_, object) => {
    expect(completed(object)).toBeUndefined()
  })

  test('tells of none before it is complete', () => {
    expect(newCardIn(eventOf('checkout.session.expired', ours))).toBeUndefined()
  })
})
