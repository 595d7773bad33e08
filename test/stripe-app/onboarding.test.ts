import { expect, test } from 'vitest'
import { linkNumber } from '../../simulator/shop.ts'
import { emptyWorld } from '../journeys/stage.ts'
import { typeNumber } from './numbers.ts'
import { openView, userEvent } from './open-view.ts'

const viewport = 'onboarding'
const states = (place: HTMLElement) =>
  [...place.querySelectorAll('.task small')].map((one) => one.textContent)

test('onboarding goes from nothing to live, each step saying what it waits for', async () => {
  const world = await emptyWorld()
  const view = openView(world, { viewport })
  await view.findByText(/No number is linked yet/)
  expect(states(view.place)).toEqual(['Not started', 'Not started', 'Waiting', 'Waiting', 'Waiting'])
  await typeNumber(view)
  await view.findByText('Linked: +34 910 000 000')
  await userEvent.click(view.getByRole('button', { name: 'Choose what to write about' }))
  await userEvent.click(await view.findByLabelText('Failed payment'))
  await view.findByText('1 flow on')
  await userEvent.click(view.getByRole('button', { name: 'Have the texts approved by Meta' }))
  await userEvent.click(await view.findByRole('button', { name: 'Hand the texts in' }))
  await expect.poll(() => view.toasts.map(({ message }) => message)).toContain('Texts handed in')
  await world.advance({ hours: 3 })

  const later = openView(world, { viewport })
  await userEvent.type(await later.findByLabelText(/Your own WhatsApp number/), '+34 600 000 009')
  await userEvent.click(later.getByRole('button', { name: 'Send a test' }))
  await expect
    .poll(() => later.toasts.map(({ message }) => message))
    .toContain('Test sent: look at your phone')
  expect(world.messagesTo('+34600000009')).toHaveLength(1)
  await expect.poll(() => states(later.place)).toEqual(['Done', 'Done', 'Done', 'Done', 'Done'])
})

test('a test to something that is no number is refused with how one is written', async () => {
  const world = await emptyWorld()
  await world.run('account', 'set')
  await world.run('flow', 'on', 'failed-payment')
  await linkNumber(world)
  const view = openView(world, { viewport })
  await userEvent.click(await view.findByRole('button', { name: 'Send yourself a test' }))
  await userEvent.type(await view.findByLabelText(/Your own WhatsApp number/), '600')
  await userEvent.click(view.getByRole('button', { name: 'Send a test' }))
  expect((await view.findByRole('alert')).textContent).toContain('such as +34600000000')
})

test('somebody who may only look sees the steps and no buttons', async () => {
  const world = await emptyWorld()
  const view = openView(world, { viewport, roles: ['view_only'] })
  expect(await view.findByText(/Ask an administrator/)).toBeTruthy()
})
