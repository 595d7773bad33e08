import { expect, test } from 'vitest'
import type { World } from '../../../simulator/world.ts'
import { mayaPhone, mayaWasWrittenTo } from '../stage.ts'
import { hansPhone, hansWrites, saidTo, say } from './stage.ts'

/** Stripe, as the merchant's server sees it. */
const stripeOf = (world: World) => world.house.tools.stripe(world.merchant)

/** Maya's subscription, as Stripe has it. */
async function subscriptionOf(world: World) {
  const [subscription] = (await stripeOf(world).subscriptions.list({ customer: 'cus_maya' })).data
  if (!subscription) throw new Error('Maya has no subscription')
  return subscription
}

/** From now on Maya gets invoices to pay by hand. */
async function sendInvoices(world: World): Promise<void> {
  const { id } = await subscriptionOf(world)
  await stripeOf(world).subscriptions.update(id, { collection_method: 'send_invoice', days_until_due: 14 })
}

/** Puts a card in behind the button of the last answer. */
async function putCardIn(world: World): Promise<void> {
  const url = world.answersTo(mayaPhone).at(-1)?.buttons[0]?.url ?? ''
  const [session] = (await stripeOf(world).checkout.sessions.list({ limit: 1 })).data
  expect(session?.url).toBe(url)
  world.stripe.completeCheckout(session?.id ?? '', { card: { brand: 'mastercard', last4: '4444' } })
  await world.advance({ minutes: 5 })
}

test('whoever wants to pay automatically puts in a card, which is the subscription’s from then on', async () => {
  const { world } = await mayaWasWrittenTo()
  await say(world, 'pago automático')
  expect(saidTo(world)).toEqual([expect.stringContaining('activar el pago automático con Harbor Coffee')])
  await putCardIn(world)
  expect(world.stripe.cardOnFile((await subscriptionOf(world)).id).card?.last4).toBe('4444')
})

test('the same in German', async () => {
  const { world } = await hansWrites('Lastschrift')
  expect(saidTo(world, hansPhone)).toEqual([expect.stringContaining('automatische Zahlung einrichten')])
})

test('where the merchant allows it, a subscription paid by invoice is charged automatically from then on', async () => {
  const { world } = await mayaWasWrittenTo()
  await sendInvoices(world)
  await world.run('settings', 'set', '--auto-collection', 'yes')
  await say(world, 'pago automático')
  await putCardIn(world)
  expect((await subscriptionOf(world)).collection_method).toBe('charge_automatically')
})

test('where the merchant does not allow it, nothing is switched and nothing is promised', async () => {
  const { world } = await mayaWasWrittenTo()
  await sendInvoices(world)
  await say(world, 'pago automático')
  expect(saidTo(world)).toEqual([expect.stringContaining('No hay nada con Harbor Coffee que se pueda pagar')])
  expect((await subscriptionOf(world)).collection_method).toBe('send_invoice')
})

test('a merchant who takes the permission back before the card is put in keeps sending invoices', async () => {
  const { world } = await mayaWasWrittenTo()
  await sendInvoices(world)
  await world.run('settings', 'set', '--auto-collection', 'yes')
  await say(world, 'pago automático')
  await world.run('settings', 'set', '--auto-collection', 'no')
  await putCardIn(world)
  expect((await subscriptionOf(world)).collection_method).toBe('send_invoice')
})
