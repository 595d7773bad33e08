import { expect, test } from 'vitest'
import type { World } from '../../simulator/world.ts'
import { mayaWrites, say } from '../journeys/replies/stage.ts'
import { mayaPhone, mayaWasWrittenTo, shopWithMaya } from '../journeys/stage.ts'
import { openView, userEvent } from './open-view.ts'

const atMaya = {
  viewport: 'stripe.dashboard.customer.detail',
  object: { id: 'cus_maya', object: 'customer' },
} as const

/** Maya asks something the bot does not know, in a shop where people answer. */
async function mayaAsks() {
  const { world, invoice } = await mayaWasWrittenTo()
  await world.run('settings', 'set', '--staffed', 'yes')
  await say(world, 'Can I pay half now?')
  return { world, invoice }
}

const unreadIn = async (world: World) => (await world.run('thread', 'list')).join(' ').includes('unread')

test('a customer’s page shows what was said from both sides, how far it came, and who answers', async () => {
  const { world } = await mayaWrites('saldo')
  const view = openView(world, atMaya)
  await view.findByText('saldo')
  expect(view.getByText('The bot answers')).toBeTruthy()
  expect(view.getByText(/^Your own words may be sent until Nov 24, 2026/)).toBeTruthy()
  expect(view.getByText(/\[first name\]/)).toBeTruthy()
  expect(view.getByText(/^What is in brackets was filled in/)).toBeTruthy()
  expect(view.getByText(/Esto es lo que tienes pendiente ahora/)).toBeTruthy()
  expect(view.getAllByText(/ · read$/)).toHaveLength(2)
  // Above its message, and above the story below, which is asked for by itself.
  await expect.poll(() => view.getAllByText('Failed payment').length).toBe(2)
})

test('with a customer with whom nothing was said there is nothing to answer', async () => {
  const view = openView(await shopWithMaya(), atMaya)
  expect(await view.findByText('Nothing was said with this customer yet.')).toBeTruthy()
  expect(view.queryByRole('button', { name: 'Take over' })).toBeNull()
})

test('where nobody can write nobody is offered to take over', async () => {
  const { world } = await mayaWrites('STOP')
  const view = openView(world, atMaya)
  expect(await view.findByText('You cannot write to this customer now')).toBeTruthy()
  expect(view.queryByRole('button', { name: 'Take over' })).toBeNull()
})

test('a page that is opened marks what the customer wrote as read, on their phone too', async () => {
  const { world } = await mayaAsks()
  const view = openView(world, atMaya)
  expect(await view.findByText('1 new')).toBeTruthy()
  expect(view.getByText('New')).toBeTruthy()
  expect(view.queryByRole('button', { name: 'Mark as read' })).toBeNull()
  await expect.poll(() => unreadIn(world)).toBe(false)
  await expect
    .poll(() => world.whatsapp.messages.find(({ body }) => body === 'Can I pay half now?')?.status)
    .toBe('read')
})

test('what comes in while the page is open is marked at a press', async () => {
  const { world } = await mayaAsks()
  const view = openView(world, atMaya)
  await expect.poll(() => unreadIn(world)).toBe(false)
  await say(world, 'Are you there?')
  await userEvent.click(await view.findByRole('button', { name: 'Mark as read' }, { timeout: 30_000 }))
  await expect.poll(() => unreadIn(world)).toBe(false)
  await expect.poll(() => view.queryByText('New')).toBeNull()
})

test('for somebody who may only look, nothing counts as read and there is no way to write', async () => {
  const { world } = await mayaAsks()
  const view = openView(world, { ...atMaya, roles: ['view_only'] })
  await view.findByText('Can I pay half now?')
  expect(view.queryAllByRole('button')).toEqual([])
  expect(view.queryByLabelText('Your answer')).toBeNull()
  expect(view.getByText(/^Your role may read this, and neither answer customers/)).toBeTruthy()
  expect(await unreadIn(world)).toBe(true)
})

test('somebody of support takes the thread over, answers, and hands it back', async () => {
  const { world } = await mayaWrites('saldo')
  const view = openView(world, { ...atMaya, roles: ['support_specialist'] })
  await userEvent.click(await view.findByRole('button', { name: 'Take over' }))
  expect(await view.findByText('A person answers')).toBeTruthy()
  expect(view.getByText(/^Taken over by you/)).toBeTruthy()

  await userEvent.type(view.getByLabelText('Your answer'), 'Half now is fine.')
  await userEvent.click(view.getByRole('button', { name: 'Send' }))
  await expect.poll(() => view.toasts.length).toBe(2)
  await world.advance({ seconds: 30 })
  expect(world.answersTo(mayaPhone).at(-1)?.body).toBe('Half now is fine.')
  await expect.poll(() => view.getAllByText(/ · read$/).length).toBe(3)
  expect((view.getByLabelText('Your answer') as HTMLTextAreaElement).value).toBe('')

  await userEvent.click(view.getByRole('button', { name: 'Hand back to the bot' }))
  expect(await view.findByText('The bot answers')).toBeTruthy()
  expect(view.toasts.map(({ message }) => message)).toEqual([
    'You answer now',
    'Answer is on its way',
    'The bot answers now',
  ])
})

test('an answer without words is asked for', async () => {
  const { world } = await mayaWrites('saldo')
  const view = openView(world, atMaya)
  await userEvent.click(await view.findByRole('button', { name: 'Send' }))
  expect(await view.findByText('Write what to send')).toBeTruthy()
})

test('after 24 hours an approved text is offered instead, and goes out', async () => {
  const { world } = await mayaAsks()
  await world.advance({ hours: 25 })
  const view = openView(world, atMaya)
  expect(await view.findByText(/More than 24 hours have passed/)).toBeTruthy()
  expect(view.queryByLabelText('Your answer')).toBeNull()
  await userEvent.click(view.getByRole('button', { name: 'Send this text' }))
  await expect.poll(() => view.toasts.length).toBe(1)
  await world.settle()
  expect(world.messagesTo(mayaPhone)).toHaveLength(2)
})

test('after 24 hours with nothing open there is no text, and the page says why', async () => {
  const { world, invoice } = await mayaAsks()
  world.stripe.payInvoice(invoice)
  await world.advance({ hours: 25 })
  const view = openView(world, atMaya)
  expect(await view.findByText(/None of them fits now: nothing is open/)).toBeTruthy()
  expect(view.queryByRole('button', { name: 'Send this text' })).toBeNull()
})

test('once the customer is stopped on the same page, nothing can be written to them', async () => {
  const { world } = await mayaAsks()
  const view = openView(world, atMaya)
  await view.findByLabelText('Your answer')
  await userEvent.click(await view.findByRole('button', { name: 'Stop messages' }))
  const question = await view.findByRole('dialog')
  await userEvent.click(question.querySelector('.button-destructive') as HTMLElement)
  await expect.poll(() => view.queryByLabelText('Your answer')).toBeNull()
  expect(view.getByText('You cannot write to this customer now')).toBeTruthy()
})

test('a customer whose number Stripe does not know can be stopped all the same', async () => {
  const { world } = await mayaAsks()
  world.stripe.updateCustomer('cus_maya', { phone: null })
  const view = openView(world, atMaya)
  await view.findByText(/Stripe knows no phone number/)
  expect(view.queryByRole('button', { name: 'Record permission' })).toBeNull()
  await userEvent.click(view.getByRole('button', { name: 'Stop messages' }))
  const question = await view.findByRole('dialog')
  await userEvent.click(question.querySelector('.button-destructive') as HTMLElement)
  expect((await view.findAllByText('Stopped')).length).toBe(2)
  await world.advance({ days: 8 })
  expect(world.messagesTo(mayaPhone)).toHaveLength(1)
})

test('what was said before comes at a press, each message once', async () => {
  const { world } = await mayaWrites('saldo')
  for (let line = 0; line < 60; line += 1) await world.whatsapp.reply(mayaPhone, `line ${line}`)
  await world.advance({ minutes: 5 })
  const view = openView(world, atMaya)
  await view.findByText('line 59')
  expect(view.queryByText('line 0')).toBeNull()
  await userEvent.click(view.getByRole('button', { name: 'Show earlier' }))
  await view.findByText('line 0')
  expect(view.getAllByText(/^line \d+$/)).toHaveLength(60)
})
