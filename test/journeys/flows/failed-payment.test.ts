import { expect, test } from 'vitest'
import type { World } from '../../../simulator/world.ts'
import { count, explained, maya, mayaPhone, nudgeStates } from '../stage.ts'
import { flowsSoFar, follow, lastMessage, mayaIn, shopWith, submit, waitingTexts, written } from './stage.ts'

const on = ['failed-payment']

test('an expired card is written about at once, and the button leads to the page on which it is paid', async () => {
  const world = await mayaIn(on)
  const failedAt = world.clock.now()
  const invoice = world.stripe.declineRenewal('cus_maya', { declineCode: 'expired_card' })
  await world.settle()
  expect(written(world, failedAt)).toEqual([['payment_failed_card', 0]])

  const page = await follow(lastMessage(world))
  expect(page.url).toBe(world.stripe.find('invoice', invoice).hosted_invoice_url)
  await submit(page, { card: 'visa' })
  await world.advance({ days: 8 })

  expect(written(world, failedAt)).toHaveLength(1)
  expect(await flowsSoFar(world)).toEqual(['failed-payment: The invoice is paid.'])
  expect(await world.run('results')).toEqual(['1 click', 'clicked: €29.00 in 1 payment', 'recovered: €29.00'])
})

type Case = {
  readonly what: string
  readonly text: string
  readonly fails: (world: World) => unknown
}

const declined = (declineCode: string) => (world: World) =>
  world.stripe.declineRenewal('cus_maya', { declineCode })

const atOnce: readonly Case[] = [
  { what: 'a stolen card', text: 'payment_failed_card', fails: declined('stolen_card') },
  { what: 'a mistyped security code', text: 'payment_failed_details', fails: declined('incorrect_cvc') },
  { what: 'a bank that says no', text: 'payment_failed', fails: declined('do_not_honor') },
  {
    what: 'a bank that wants a confirmation',
    text: 'payment_action_required',
    fails: declined('authentication_required'),
  },
  {
    what: 'no card on file',
    text: 'payment_failed_method',
    fails: ({ stripe }) => stripe.declineRenewal('cus_maya', { noPaymentMethod: true }),
  },
  {
    what: 'an empty account with a card of India, which Stripe does not try again',
    text: 'payment_failed_funds',
    fails: ({ stripe }) => {
      stripe.giveCard('cus_maya', { brand: 'visa', last4: '0005', country: 'IN' })
      stripe.declineRenewal('cus_maya', { declineCode: 'insufficient_funds' })
    },
  },
]

test.each(atOnce)('only the customer can mend $what, so that it is written about at once', async (one) => {
  const world = await mayaIn(on)
  const failedAt = world.clock.now()

  one.fails(world)
  await world.settle()

  expect(written(world, failedAt)).toEqual([[one.text, 0]])
})

test('an empty account is written about at once where Stripe tries no more', async () => {
  const world = await mayaIn(on, {}, { stripe: { retryDays: [] } })
  const failedAt = world.clock.now()

  world.stripe.declineRenewal('cus_maya', { declineCode: 'insufficient_funds' })
  await world.settle()

  expect(written(world, failedAt)).toEqual([['payment_failed_funds', 0]])
})

test.each(['insufficient_funds', 'processing_error'])(
  'a failure that may pass by itself (%s) waits for the next try of Stripe, and nobody hears of it when that wins',
  async (declineCode) => {
    const world = await mayaIn(on)
    const invoice = world.stripe.declineRenewal('cus_maya', { declineCode })
    await world.advance({ days: 2 })
    expect(world.messagesTo(mayaPhone)).toHaveLength(0)
    expect(await explained(world, invoice)).toContain('waits until 2026-11-26T09:05:00Z')

    world.stripe.setDecline('cus_maya')
    await world.advance({ days: 20 })

    expect(world.messagesTo(mayaPhone)).toHaveLength(0)
    expect(await nudgeStates(world)).toEqual(['cancelled', 'cancelled', 'cancelled'])
    expect(await world.run('results')).toEqual(['0 clicks', 'retry: €29.00 in 1 payment'])
  },
)

test('an account that stays empty is written about as soon as the next try of Stripe has failed', async () => {
  const world = await mayaIn(on)
  const failedAt = world.clock.now()

  world.stripe.declineRenewal('cus_maya', { declineCode: 'insufficient_funds' })
  await world.advance({ days: 40 })

  // Stripe tries after three days, and five days later once more: we do not wait for that.
  expect(written(world, failedAt)).toEqual([
    ['payment_failed_funds', 3],
    ['payment_failed_reminder', 6],
    ['payment_failed_last', 10],
  ])
})

test('a try of Stripe that fails for another reason changes the text that waits, and is written about at once', async () => {
  const world = await mayaIn(on)
  const failedAt = world.clock.now()
  const invoice = world.stripe.declineRenewal('cus_maya', { declineCode: 'insufficient_funds' })
  await world.settle()
  expect(await waitingTexts(world)).toContain('payment_failed_funds')

  await world.advance({ days: 1 })
  world.stripe.retry(invoice, { succeeds: false, declineCode: 'expired_card' })
  await world.settle()

  expect(written(world, failedAt)).toEqual([['payment_failed_card', 1]])
  expect(await count(world, 'enrollment')).toBe(1)
})

test('a payment by hand while we wait for Stripe leaves nothing to write about', async () => {
  const world = await mayaIn(on)
  const invoice = world.stripe.declineRenewal('cus_maya', { declineCode: 'insufficient_funds' })
  await world.advance({ days: 1 })

  world.stripe.payInvoice(invoice)
  await world.advance({ days: 20 })

  expect(world.messagesTo(mayaPhone)).toHaveLength(0)
  expect(await world.run('results')).toEqual(['0 clicks', 'unaided: €29.00 in 1 payment'])
})

test.each(['in-order', 'reverse'] as const)(
  'a try of Stripe that wins before we heard of the failure starts nothing (news come %s)',
  async (order) => {
    const world = await mayaIn(on)
    world.stripe.hold()
    const invoice = world.stripe.declineRenewal('cus_maya', { declineCode: 'insufficient_funds' })
    world.stripe.retry(invoice, { succeeds: true })
    await world.stripe.release(order)
    await world.advance({ days: 20 })

    expect(world.messagesTo(mayaPhone)).toHaveLength(0)
    expect(await flowsSoFar(world)).toEqual([])
    expect(await world.run('results')).toEqual(['0 clicks'])
  },
)

test.each(['stop_payment_order', 'revocation_of_authorization', 'revocation_of_all_authorizations'])(
  'a customer who told the bank to stop the payments is left in peace (%s)',
  async (declineCode) => {
    const world = await mayaIn(on)
    const invoice = world.stripe.declineRenewal('cus_maya', { declineCode })
    await world.advance({ days: 20 })

    expect(world.messagesTo(mayaPhone)).toHaveLength(0)
    expect(await flowsSoFar(world)).toEqual([])
    expect(await explained(world, invoice)).toContain('The customer told their bank to stop these payments.')
  },
)

test('a customer who tells the bank to stop after the first message hears no more', async () => {
  const world = await mayaIn(on)
  const invoice = world.stripe.declineRenewal('cus_maya', { declineCode: 'do_not_honor' })
  await world.advance({ days: 1 })

  world.stripe.retry(invoice, { succeeds: false, declineCode: 'stop_payment_order' })
  await world.advance({ days: 20 })

  expect(world.messagesTo(mayaPhone)).toHaveLength(1)
  expect(await flowsSoFar(world)).toEqual([
    'failed-payment: The customer told their bank to stop these payments.',
  ])
})

/** Maya subscribes for the first time, and her card says no. */
function firstPaymentFails({ stripe, merchant }: World): string {
  stripe.addCustomer({
    account: merchant.accountId,
    id: maya.id,
    name: maya.name,
    country: maya.country,
    phone: mayaPhone,
    metadata: { whatsapp_opt_in: 'true' },
    card: { brand: 'visa', last4: '0341', decline: 'insufficient_funds' },
  })
  const { latest_invoice } = stripe.addSubscription({
    customer: maya.id,
    amount: 2_900,
    currency: 'eur',
    productName: 'Coffee every month',
    interval: 'month',
  })
  return String(latest_invoice)
}

test('a first payment that failed is written about at once and never again, for it can be paid for 23 hours only', async () => {
  const world = await shopWith(on)
  const failedAt = world.clock.now()
  const invoice = firstPaymentFails(world)
  await world.settle()
  expect(written(world, failedAt)).toEqual([['payment_failed_first', 0]])
  expect(await nudgeStates(world)).toEqual(['sent', 'skipped', 'skipped'])

  await world.advance({ days: 8 })

  expect(written(world, failedAt)).toHaveLength(1)
  expect(world.stripe.find('invoice', invoice).status).toBe('void')
  expect(await flowsSoFar(world)).toEqual(['failed-payment: The invoice was voided.'])
})

test('a first payment that is made by the link is a recovery, and the subscription begins', async () => {
  const world = await shopWith(on)
  firstPaymentFails(world)
  await world.settle()

  await submit(await follow(lastMessage(world)), { card: 'visa' })
  await world.advance({ days: 2 })

  expect(world.messagesTo(mayaPhone)).toHaveLength(1)
  expect(await world.run('results')).toContain('recovered: €29.00')
})

test('a first payment we hear of at night is not written about, because by morning nobody can pay it any more', async () => {
  const world = await shopWith(on)
  // Maya's clock says five past ten now, so that her time to pay ends five past nine.
  await world.run('settings', 'set', '--hours', '09:30-20:00')
  world.stripe.hold()
  const invoice = firstPaymentFails(world)
  await world.advance({ hours: 12 })
  await world.stripe.release()
  await world.settle()

  expect(await nudgeStates(world)).toEqual(['skipped', 'skipped', 'skipped'])
  expect(await explained(world, invoice)).toContain(
    'not sent, as a wait would outlast its use. It is outside the sending hours',
  )
})
