import { expect, test } from 'vitest'
import { linkOf, mayaWasWrittenTo, open, shopWithMaya } from '../journeys/stage.ts'
import { openView } from './open-view.ts'

test('the drawer shows what came back, by what brought it', async () => {
  const { world, invoice, message } = await mayaWasWrittenTo()
  await open(linkOf(message))
  world.stripe.payInvoice(invoice)
  await world.settle()
  const view = openView(world)
  expect(await view.findByText('Loading')).toBeTruthy()
  expect(await view.findByText('Live mode')).toBeTruthy()
  expect((await view.findAllByText('€29.00')).length).toBe(2)
  expect(view.getAllByText('Opened our link').length).toBeGreaterThan(0)
  expect(view.getByText('Nothing needs you right now.')).toBeTruthy()
})

test('the drawer says what is due next, and where its customer is', async () => {
  const { world } = await mayaWasWrittenTo()
  const view = openView(world)
  const links = await view.findAllByRole('link', { name: '€29.00' })
  expect(links[0]?.getAttribute('href')).toBe('#customerDetails/cus_maya')
  expect(view.getByText('Nothing yet')).toBeTruthy()
})

test('a server that does not answer is an error with a way to try again', async () => {
  const world = await shopWithMaya()
  await world.endServer()
  const view = openView(world)
  const alert = await view.findByRole('alert')
  expect(alert.textContent).toContain('did not answer')
  expect(view.getByRole('button', { name: 'Try again' })).toBeTruthy()
})

test('somebody who claims a role they have not is refused by Stripe itself', async () => {
  const world = await shopWithMaya()
  const view = openView(world, { roles: ['view_only'], toldRoles: ['admin'] })
  expect((await view.findByRole('alert')).textContent).toContain('Stripe did not confirm who you are')
})
