import { expect, test } from 'vitest'
import type { World } from '../../simulator/world.ts'
import { mayaWasWrittenTo, shopWithMaya } from '../journeys/stage.ts'
import { openView, userEvent } from './open-view.ts'

const atMaya = {
  viewport: 'stripe.dashboard.customer.detail',
  object: { id: 'cus_maya', object: 'customer' },
} as const

const consentOf = async (world: World) => {
  const rows = await world.house.tools.db
    .selectFrom('consent')
    .select(['purpose', 'state', 'proof'])
    .orderBy('id')
    .execute()
  return rows.map(({ purpose, state, proof }) => [purpose, state, proof])
}

test('a customer’s page tells every message with its reasons', async () => {
  const { world } = await mayaWasWrittenTo()
  const view = openView(world, atMaya)
  await view.findByText('Message 1: sent')
  expect(view.getByText(/Every condition was met/)).toBeTruthy()
  expect(view.getByText('Message 1: delivered')).toBeTruthy()
  expect(view.getByText('Message 2: planned')).toBeTruthy()
})

test('messages to a customer are stopped after one more question', async () => {
  const { world } = await mayaWasWrittenTo()
  const view = openView(world, atMaya)
  await userEvent.click(await view.findByRole('button', { name: 'Stop messages' }))
  const question = await view.findByRole('dialog')
  await userEvent.click(question.querySelector('.button-destructive') as HTMLElement)
  expect((await view.findAllByText('Stopped')).length).toBe(2)
  expect(view.toasts.map(({ message }) => message)).toEqual(['Messages stopped'])
  await world.advance({ days: 8 })
  expect(world.messagesTo('+34600000001')).toHaveLength(1)
})

test('a permission is recorded with its wording and proof, and asks for what is missing', async () => {
  const world = await shopWithMaya({ optIn: 'false' })
  const view = openView(world, atMaya)
  await userEvent.click(await view.findByRole('button', { name: 'Record permission' }))
  await userEvent.click(await view.findByRole('button', { name: 'Save permission' }))
  expect(await view.findByText('Write down what the customer agreed to')).toBeTruthy()
  await userEvent.type(view.getByLabelText(/word for word/), 'Yes, remind me by WhatsApp')
  await userEvent.type(view.getByLabelText(/looked up/), 'Form 12')
  await userEvent.click(view.getByRole('button', { name: 'Save permission' }))
  await view.findByText('Agreed')
  expect(await consentOf(world)).toEqual([['service', 'granted', 'Form 12']])
})

test('support may record a permission, and somebody who may only look sees no button for it', async () => {
  const world = await shopWithMaya()
  const support = openView(world, { ...atMaya, roles: ['support_specialist'] })
  await support.findByRole('button', { name: 'Record permission' })
  const looker = openView(world, { ...atMaya, roles: ['view_only'] })
  await looker.findByText('Messages about their payments')
  expect(looker.queryByRole('button', { name: 'Record permission' })).toBeNull()
})

test('a customer without a phone number that can be one is told of', async () => {
  const world = await shopWithMaya({ phone: '12' })
  const view = openView(world, atMaya)
  expect(await view.findByText(/Stripe knows no phone number/)).toBeTruthy()
  expect(await view.findByText(/No message was planned/)).toBeTruthy()
})

test('older stories of a customer come at a press', async () => {
  const world = await shopWithMaya()
  for (let month = 0; month < 25; month += 1) world.stripe.declineRenewal('cus_maya')
  await world.settle()
  const view = openView(world, atMaya)
  await view.findAllByText('Failed payment')
  expect(view.getAllByText('Failed payment')).toHaveLength(20)
  await userEvent.click(view.getByRole('button', { name: 'Show older' }))
  await view.findAllByText('Failed payment')
  await expect.poll(() => view.getAllByText('Failed payment').length).toBe(25)
  expect(view.queryByRole('button', { name: 'Show older' })).toBeNull()
})

test('an invoice’s page tells of its messages', async () => {
  const { world, invoice } = await mayaWasWrittenTo()
  const object = { id: invoice, object: 'invoice' }
  const view = openView(world, { viewport: 'stripe.dashboard.invoice.detail', object })
  expect(await view.findByText('Message 1: sent')).toBeTruthy()
  expect(view.getByText(/Amount: €29.00 · Under way/)).toBeTruthy()
})

test('a payment’s page tells of the messages about the invoice it paid', async () => {
  const { world, invoice } = await mayaWasWrittenTo()
  world.stripe.payInvoice(invoice)
  await world.settle()
  const [id = ''] = world.stripe.paymentIntentsOf(invoice)
  const object = { id, object: 'payment_intent' }
  const view = openView(world, { viewport: 'stripe.dashboard.payment.detail', object })
  expect(await view.findByText('Message 1: sent')).toBeTruthy()
  expect(view.getByText(/€29.00 came in, after our message was read/)).toBeTruthy()
})

test('a customer Stripe does not know is told of once', async () => {
  const { world } = await mayaWasWrittenTo()
  const object = { id: 'cus_nobody', object: 'customer' }
  const view = openView(world, { ...atMaya, object })
  expect((await view.findAllByRole('alert')).map(({ textContent }) => textContent)).toEqual([
    expect.stringContaining('There is no customer cus_nobody in this account.'),
  ])
})

test('a subscription’s page tells of the messages about its renewals', async () => {
  const { world, invoice } = await mayaWasWrittenTo()
  const { parent } = world.stripe.find('invoice', invoice)
  const id = String(parent?.subscription_details?.subscription)
  const object = { id, object: 'subscription' }
  const view = openView(world, { viewport: 'stripe.dashboard.subscription.detail', object })
  expect(await view.findByText('Message 1: sent')).toBeTruthy()
})

test.each([
  ['live', 'Stripe live mode'],
  ['test', 'Stripe test mode'],
  ['sandbox', 'Stripe sandbox'],
] as const)(
  'in %s everything is labelled so, and nothing of another one is shown',
  async (environment, label) => {
    const { world } = await mayaWasWrittenTo()
    const view = openView(world, { ...atMaya, environment })
    await view.findByText(label)
    if (environment === 'live') await view.findByText('Message 1: sent')
    else expect((await view.findByRole('alert')).textContent).not.toBe('')
    expect(view.queryAllByText('Message 1: sent')).toHaveLength(environment === 'live' ? 1 : 0)
  },
)
